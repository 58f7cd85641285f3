/** Stand-in of SprintHub: leads, custom objects, and links between them. */
import { retryAfter } from '../limiter';
import { isKey, isRead } from '../request';
import { select } from '../selection';
import type { Answer, Call, Provider } from '../types';
import { definitionSeeds } from './seeds';
import type {
	SprintHubDefinition,
	SprintHubLead,
	SprintHubLink,
	SprintHubObject,
	SprintHubState,
} from './types';

const API_TOKEN = 'c0de5a4d-0000-4000-8000-2b6c4f7e9a10';
const READ_ONLY_TOKEN = 'c0de5a4d-0000-4000-8000-5e1d8f3b7c20';
const INSTANCE = 'sandbox';

const FIRST_LEAD_ID = 8473;
const FIRST_OBJECT_ID = 123;

const systemFields = [
	...['fullname', 'firstname', 'lastname', 'email', 'whatsapp', 'mobile', 'phone', 'photoUrl'],
	...['address', 'city', 'state', 'country', 'zipcode', 'timezone', 'preferred_locale'],
	...['company', 'owner', 'stage', 'updatedDate', 'lastActive'],
];

export const sprintHub: Provider<SprintHubState> = {
	name: 'SprintHub',
	contract: 'sprinthub',
	credential: (baseUrl) => ({ apiToken: API_TOKEN, instance: INSTANCE, baseUrl }),
	readOnlyCredential: (baseUrl) => ({ apiToken: READ_ONLY_TOKEN, instance: INSTANCE, baseUrl }),
	seed,
	refusal(request) {
		if (request.query.i !== INSTANCE) return failure(400, 'client not defined');
		// The header form is documented for these two only.
		const inHeader = /^\/(sac360|crmopportunity)\b/.test(request.path);
		const token = request.query.apitoken ?? (inHeader ? request.headers.apitoken : undefined);
		if (isKey(String(token), API_TOKEN)) return undefined;
		if (!isKey(String(token), READ_ONLY_TOKEN)) return failure(401, 'Invalid token');
		return isRead(request) ? undefined : failure(403, 'This token may only read');
	},
	failure,
	rateLimited: (usage) => ({
		...failure(429, 'Too many requests'),
		headers: retryAfter(usage, false),
	}),
	handlers: {
		createLead,
		getLead,
		listTags,
		listLeadCustomObjects,
		listCustomObjectDefinitions,
		createCustomObject,
		linkCustomObject,
	},
};

function seed(): SprintHubState {
	return {
		leads: new Map(),
		definitions: definitionSeeds(),
		objects: new Map(),
		links: [],
		tags: [
			{ id: 12, tag: 'Cliente', color: '#2e7d32' },
			{ id: 77, tag: 'Newsletter', color: '#1565c0' },
			{ id: 80, tag: 'VIP', color: '#ad1457' },
		],
		leadIdsByEmail: new Map(),
	};
}

function failure(status: number, error: string): Answer {
	return { status, body: { error } };
}

/** The other error shape, seen where a record is refused. */
function message(status: number, msg: string): Answer {
	return { status, body: { msg } };
}

function createLead({ body }: Call, state: SprintHubState): Answer {
	const fields = body as Record<string, unknown>;
	const fullname = [fields.firstname, fields.lastname].filter(Boolean).join(' ');
	const lead: SprintHubLead = {
		...Object.fromEntries(systemFields.map((field) => [field, null])),
		fullname: fullname || null,
		points: 0,
		archived: false,
		tags: [],
		userAccess: [],
		createDate: new Date().toISOString(),
		...fields,
		id: freeId(state.leads, FIRST_LEAD_ID),
	};
	state.leads.set(lead.id, lead);
	if (typeof lead.email === 'string') {
		const email = lead.email.toLowerCase();
		state.leadIdsByEmail.set(email, [...(state.leadIdsByEmail.get(email) ?? []), lead.id]);
	}
	return { status: 200, body: lead };
}

function getLead({ params, query }: Call, state: SprintHubState): Answer {
	const lead = state.leads.get(Number(params.leadId));
	if (!lead) return message(404, 'Lead não encontrado');
	if (query.query === undefined) return { status: 200, body: { data: { lead } } };
	return selected(lead, query.query);
}

function listTags(_call: Call, state: SprintHubState): Answer {
	return { status: 200, body: state.tags.map(({ id, tag }) => ({ id, tag })) };
}

function listLeadCustomObjects({ params }: Call, state: SprintHubState): Answer {
	const leadId = Number(params.leadId);
	if (!state.leads.has(leadId)) return message(404, 'Lead não encontrado');
	const ids = new Set(
		state.links.filter((link) => link.targetId === leadId).map((link) => link.objectId),
	);
	return { status: 200, body: { data: [...ids].map((id) => state.objects.get(id)) } };
}

function listCustomObjectDefinitions({ query }: Call, state: SprintHubState): Answer {
	return selected({ definitions: state.definitions }, query.query);
}

function selected(data: unknown, query: unknown): Answer {
	const found = select(data, String(query));
	return found ? { status: 200, body: { data: found } } : message(400, 'Query inválida');
}

function createCustomObject({ params, body }: Call, state: SprintHubState): Answer {
	const values = body as Record<string, unknown>;
	const definition = state.definitions.find(({ id }) => id === Number(params.definitionId));
	if (!definition) return message(404, 'Definição não encontrada');
	const missing = definition.fields.find(
		({ alias, required }) => required && [undefined, null, ''].includes(values[alias] as string),
	);
	if (missing) return message(400, `O campo ${missing.alias} é obrigatório`);
	// What a repeated unique field leads to is not documented, so it is let through.
	const object: SprintHubObject = {
		...defaults(definition),
		...values,
		id: freeId(state.objects, FIRST_OBJECT_ID),
		definitionId: definition.id,
	};
	state.objects.set(object.id, object);
	return { status: 200, body: object };
}

function defaults({ fields }: SprintHubDefinition): Record<string, unknown> {
	return Object.fromEntries(fields.map(({ alias, defaultValue }) => [alias, defaultValue]));
}

function linkCustomObject({ body }: Call, state: SprintHubState): Answer {
	const input = body as { objectId: number | string; targetId: number | string };
	const objectId = Number(input.objectId);
	const targetId = Number(input.targetId);
	if (!state.objects.has(objectId)) return message(404, 'Objeto não encontrado');
	if (!state.leads.has(targetId)) return message(404, 'Lead não encontrado');
	const id = state.links.length + 1;
	const link: SprintHubLink = { id, objectId, linkType: 'lead', targetId, amount: 1 };
	state.links.push(link);
	return { status: 200, body: link };
}

function freeId(taken: Map<number, unknown>, first: number): number {
	let id = first + taken.size;
	while (taken.has(id)) id += 1;
	return id;
}

export function leadsWithEmail(state: SprintHubState, email: string): SprintHubLead[] {
	const ids = state.leadIdsByEmail.get(email.toLowerCase()) ?? [];
	return ids.flatMap((id) => state.leads.get(id) ?? []);
}
