/** Stand-in of Voxworks: contacts, objects, and links between them. */
import { randomUUID } from 'node:crypto';
import { retryAfter } from '../limiter';
import { bearerToken, isKey, isRead } from '../request';
import type { Answer, Call, Provider } from '../types';
import type { VoxworksContact, VoxworksLink, VoxworksState } from './types';

const API_KEY = 'vx-sandbox-key-7f3a9c52';
const READ_ONLY_KEY = 'vx-sandbox-readonly-key-1b8e40d6';

export const voxworks: Provider<VoxworksState> = {
	name: 'Voxworks',
	contract: 'voxworks',
	credential: (baseUrl) => ({ apiKey: API_KEY, baseUrl }),
	readOnlyCredential: (baseUrl) => ({ apiKey: READ_ONLY_KEY, baseUrl }),
	seed,
	refusal(request) {
		const key = bearerToken(request);
		if (isKey(key, API_KEY)) return undefined;
		if (!isKey(key, READ_ONLY_KEY)) return failure(401, 'Invalid API key');
		return isRead(request) ? undefined : failure(403, 'This API key may only read');
	},
	failure,
	rateLimited: (usage) => ({
		...failure(429, 'Rate limit exceeded'),
		headers: {
			...retryAfter(usage, true),
			'X-RateLimit-Limit': String(usage.limit),
			'X-RateLimit-Remaining': String(usage.remaining),
		},
	}),
	handlers: { createContact, linkContactToObject, listCalls },
};

function seed(): VoxworksState {
	const ids = [1, 2, 3, 4, 5].map((number) => `property-${number}`).concat('lot 7/ü');
	return {
		contacts: new Map(),
		objects: new Map(
			ids.map((id, index) => [
				id,
				{ id, type_name: 'property', data: { id, address: `${index + 1} Harbour Street, Sydney` } },
			]),
		),
		links: [],
		contactIdByPhone: new Map(),
	};
}

function failure(status: number, message: string): Answer {
	return { status, body: { success: false, message } };
}

function createContact({ body }: Call, state: VoxworksState) {
	const fields = body as Omit<VoxworksContact, 'id'>;
	const phone = normalizePhone(fields.phone_number);
	if (!phone) return failure(400, 'Invalid phone number');
	if (state.contactIdByPhone.has(phone)) {
		return failure(409, 'Contact with this phone number already exists');
	}
	const contact = { ...fields, id: randomUUID(), phone_number: phone };
	state.contacts.set(contact.id, contact);
	state.contactIdByPhone.set(phone, contact.id);
	return { status: 201, body: { success: true, contact_id: contact.id } };
}

function linkContactToObject({ params, body }: Call, state: VoxworksState) {
	const objectId = String(params.object_id);
	const { contact_id, metadata } = body as {
		contact_id: string;
		metadata?: Record<string, unknown>;
	};
	if (!state.objects.has(objectId)) return failure(404, 'Object not found');
	if (!state.contacts.has(contact_id)) return failure(404, 'Contact not found');
	const link: VoxworksLink = { object_id: objectId, contact_id, ...(metadata && { metadata }) };
	state.links.push(link);
	return { status: 200, body: { success: true, link } };
}

function listCalls() {
	return { status: 200, body: { success: true, calls: [], meta: { next_cursor: null } } };
}

/** E.164 from the usual Australian ways to write a number. Undefined when it is no number. */
export function normalizePhone(written: string): string | undefined {
	const digits = written.replace(/[\s().-]/g, '').replace(/^0(?=[2-9])/, '+61');
	const phone = digits.startsWith('61') ? `+${digits}` : digits;
	return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined;
}

export function contactWithPhone(
	state: VoxworksState,
	written: string,
): VoxworksContact | undefined {
	const id = state.contactIdByPhone.get(normalizePhone(written) ?? '');
	return id === undefined ? undefined : state.contacts.get(id);
}
