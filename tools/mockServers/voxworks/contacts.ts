/** Contacts and lists. A phone number identifies one contact, in any spelling. */
import { randomUUID } from 'node:crypto';
import { abortWith } from '../server/abort';
import type { MockResponse, Call, Handler } from '../server/types';
import { failure, find, success } from './responses';
import type { VoxworksContact, VoxworksState } from './types';

export const contactHandlers: Record<string, Handler<VoxworksState>> = {
	createContact,
	createList,
	addContactsToList,
};

export type NewContact = Omit<VoxworksContact, 'id'>;

function createContact({ body }: Call, state: VoxworksState): MockResponse {
	const fields = body as NewContact;
	if (state.contactIdByPhone.has(phoneOf(fields))) {
		return failure(409, 'Contact with this phone number already exists');
	}
	return success({ contact_id: upsertContact(fields, state).id }, 201);
}

/** Updates the contact with this phone number, or creates it. */
export function upsertContact(fields: NewContact, state: VoxworksState): VoxworksContact {
	const phone_number = phoneOf(fields);
	const id = state.contactIdByPhone.get(phone_number) ?? randomUUID();
	const contact = { ...state.contacts.get(id), ...fields, id, phone_number };
	state.contacts.set(id, contact);
	state.contactIdByPhone.set(phone_number, id);
	return contact;
}

function phoneOf({ phone_number }: NewContact): string {
	return normalizePhone(phone_number ?? '') ?? abortWith(failure(400, 'Invalid phone number'));
}

function createList({ body }: Call, state: VoxworksState): MockResponse {
	const { name } = body as { name: string };
	const list = { id: randomUUID(), name, created_at: new Date().toISOString() };
	state.lists.set(list.id, list);
	state.contactIdsByList.set(list.id, new Set());
	return success({ list_id: list.id, list }, 201);
}

/** Rejects all rows if one is invalid, since the report of single failures is not documented. */
function addContactsToList({ params, body }: Call, state: VoxworksState): MockResponse {
	const list = find(state.lists, params.list_id, 'List');
	const { contacts, contact } = body as { contacts?: NewContact[]; contact?: NewContact };
	const rows = contacts ?? [contact].filter((row) => row !== undefined);
	if (rows.length === 0) return failure(400, 'contacts or contact is required');
	rows.forEach(phoneOf);
	const members = state.contactIdsByList.get(list.id)!;
	const before = members.size;
	const contact_ids = rows.map((row) => upsertContact(row, state).id);
	contact_ids.forEach((id) => members.add(id));
	return success({ list_id: list.id, added: members.size - before, contact_ids });
}

/** Returns E.164 for the usual Australian spellings; undefined if it is not a phone number. */
export function normalizePhone(written: string): string | undefined {
	const digits = written.replace(/[\s().-]/g, '').replace(/^0(?=[2-9])/, '+61');
	const phone = digits.startsWith('61') ? `+${digits}` : digits;
	return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined;
}

export function contactWithPhone(
	state: Pick<VoxworksState, 'contacts' | 'contactIdByPhone'>,
	written: string,
): VoxworksContact | undefined {
	const id = state.contactIdByPhone.get(normalizePhone(written) ?? '');
	return id === undefined ? undefined : state.contacts.get(id);
}
