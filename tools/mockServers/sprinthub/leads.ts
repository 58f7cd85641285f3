/** Leads, which SprintHub also calls contacts, and tags. */
import { abortWith } from '../server/abort';
import { select } from './selection';
import type { MockResponse, Call, Handler } from '../server/types';
import { find, nextId, message, ok } from './responses';
import type { SprintHubLead, SprintHubState } from './types';

export const leadHandlers: Record<string, Handler<SprintHubState>> = {
	createLead,
	getLead,
	updateLead,
	updateLeadById: ({ params, body }, state) => change(params.leadId, body as Fields, state),
	listTags,
};

type Fields = Record<string, unknown>;

const MIN_LEAD_ID = 8473;

const systemFields = [
	'fullname',
	'firstname',
	'lastname',
	'email',
	'whatsapp',
	'mobile',
	'phone',
	'photoUrl',
	'address',
	'city',
	'state',
	'country',
	'zipcode',
	'timezone',
	'preferred_locale',
	'company',
	'owner',
	'stage',
	'updatedDate',
	'lastActive',
];

function createLead({ body }: Call, state: SprintHubState): MockResponse {
	const fields = body as Fields;
	const lead: SprintHubLead = {
		...Object.fromEntries(systemFields.map((field) => [field, null])),
		fullname: fullname(fields),
		points: 0,
		archived: false,
		tags: [],
		userAccess: [],
		createDate: new Date().toISOString(),
		...fields,
		id: nextId(state.leads, MIN_LEAD_ID),
	};
	state.leads.set(lead.id, lead);
	indexEmail(lead, state);
	return ok(lead);
}

function fullname({ firstname, lastname }: Fields): string | null {
	return [firstname, lastname].filter(Boolean).join(' ') || null;
}

function indexEmail({ id, email }: SprintHubLead, { leadIdsByEmail }: SprintHubState): void {
	if (typeof email !== 'string') return;
	const key = email.toLowerCase();
	leadIdsByEmail.set(key, [...(leadIdsByEmail.get(key) ?? []), id]);
}

function unindexEmail({ id, email }: SprintHubLead, { leadIdsByEmail }: SprintHubState): void {
	const key = String(email).toLowerCase();
	const others = leadIdsByEmail.get(key)?.filter((leadId) => leadId !== id) ?? [];
	if (others.length > 0) leadIdsByEmail.set(key, others);
	else leadIdsByEmail.delete(key);
}

function getLead({ params, query }: Call, state: SprintHubState): MockResponse {
	const lead = find(state.leads, params.leadId, 'Lead');
	if (query.query === undefined) return ok({ data: { lead } });
	return selected(lead, query.query);
}

export function selected(data: unknown, query: unknown): MockResponse {
	const selection = select(data, String(query));
	return selection ? ok({ data: selection }) : message(400, 'Query inválida');
}

/** Takes the ID from the body; the pages do not say how the lead is identified here. */
function updateLead({ body }: Call, state: SprintHubState): MockResponse {
	const { id, ...fields } = body as Fields;
	if (id === undefined) return message(400, 'Lead não informado');
	return change(id, fields, state);
}

/** Changes a lead. Tags are overwritten, not merged. */
function change(id: unknown, fields: Fields, state: SprintHubState): MockResponse {
	const lead = find(state.leads, id, 'Lead');
	const tags = (fields.tags as number[] | undefined)?.map((tagId) => {
		const tag = state.tags.find((candidate) => candidate.id === tagId);
		return tag ?? abortWith(message(400, 'Tag não encontrada'));
	});
	unindexEmail(lead, state);
	Object.assign(lead, fields, tags && { tags }, { updatedDate: new Date().toISOString() });
	if ('firstname' in fields || 'lastname' in fields) lead.fullname = fullname(lead);
	indexEmail(lead, state);
	return ok(lead);
}

function listTags(_call: Call, state: SprintHubState): MockResponse {
	return ok(state.tags.map(({ id, tag }) => ({ id, tag })));
}

export function leadsWithEmail(
	state: Pick<SprintHubState, 'leads' | 'leadIdsByEmail'>,
	email: string,
): SprintHubLead[] {
	const ids = state.leadIdsByEmail.get(email.toLowerCase()) ?? [];
	return ids.flatMap((id) => state.leads.get(id) ?? []);
}
