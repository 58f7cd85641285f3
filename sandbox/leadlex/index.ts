/** Stand-in of LeadLex: contacts, companies, and contacts of companies. */
import { randomUUID } from 'node:crypto';
import { retryAfter } from '../limiter';
import { bearerToken, isKey, isRead } from '../request';
import type { Answer, Call, Provider, Usage } from '../types';
import { companySeeds } from './seeds';
import type { LeadLexContact, LeadLexState } from './types';

const API_KEY = 'wbk_sandbox_5d1e8b37c2';
const READ_ONLY_KEY = 'wbk_sandbox_readonly_90fa41';

const DAILY_CALLS = 1_000_000;
const HOUR_MS = 3_600_000;
const FIVE_YEARS_MS = 5 * 365 * 24 * HOUR_MS;

export const leadLex: Provider<LeadLexState> = {
	name: 'LeadLex',
	contract: 'leadlex',
	credential: (baseUrl) => ({ apiKey: API_KEY, baseUrl }),
	readOnlyCredential: (baseUrl) => ({ apiKey: READ_ONLY_KEY, baseUrl }),
	seed,
	refusal(request) {
		const key = bearerToken(request);
		if (!key) return error(401, 'missing_auth', 'Missing or invalid Authorization header');
		if (isKey(key, API_KEY)) return undefined;
		if (!isKey(key, READ_ONLY_KEY)) return error(401, 'invalid_key', 'Invalid API key');
		if (isRead(request)) return undefined;
		return error(403, 'insufficient_permissions', 'Missing required permission: write');
	},
	failure(status, message, errors) {
		const answer = error(status, codes[status] ?? 'internal_error', message);
		return errors ? withDetails(answer, errors) : answer;
	},
	rateLimited(usage) {
		const resets = new Date(usage.resetAt).toISOString();
		return {
			...error(429, 'rate_limited', `Rate limit exceeded. Resets at ${resets}`),
			headers: retryAfter(usage, false),
		};
	},
	headers: rateLimitHeaders,
	handlers: {
		createContact,
		getContact,
		listContacts,
		listCompanies,
		getCompany,
		listCompanyContacts,
		linkContactsToCompany,
		listUsers,
	},
};

const codes: Record<number, string> = {
	400: 'validation_error',
	404: 'not_found',
	501: 'not_implemented',
	502: 'provider_error',
	503: 'service_unavailable',
};

function seed(): LeadLexState {
	return {
		contacts: new Map(),
		companies: new Map(companySeeds().map((company) => [company.id, company])),
		contactIdsByCompany: new Map(),
		contactIdsByEmail: new Map(),
	};
}

function error(status: number, code: string, message: string, details?: object): Answer {
	return { status, body: { error: { code, message, ...(details && { details }) } } };
}

/** `body.email must match …` becomes the detail `email: must match …`. */
function withDetails({ status, body }: Answer, errors: string[]): Answer {
	const { code, message } = (body as { error: { code: string; message: string } }).error;
	const fields = errors.map((text): [string, string] => {
		const [place, ...problem] = text.split(' ');
		return [place.replace(/^(body|query|path)\./, ''), problem.join(' ')];
	});
	return error(status, code, message, { fields: Object.fromEntries(fields) });
}

function rateLimitHeaders(usage?: Usage): Record<string, string> {
	const midnight = new Date().setUTCHours(24, 0, 0, 0);
	return {
		'X-RateLimit-Limit': String(usage?.limit ?? DAILY_CALLS),
		'X-RateLimit-Remaining': String(usage?.remaining ?? DAILY_CALLS),
		'X-RateLimit-Reset': String(Math.ceil((usage?.resetAt ?? midnight) / 1000)),
	};
}

function createContact({ body }: Call, state: LeadLexState): Answer {
	const input = body as NewContact;
	const companyId = input.related_company_id;
	if (companyId !== undefined && !state.companies.has(companyId)) {
		const details = { fields: { related_company_id: 'No such company' } };
		return error(400, 'validation_error', 'related_company_id: No such company', details);
	}
	const contact: LeadLexContact = {
		...input,
		...names(input),
		id: randomUUID(),
		priority: priority(input.priority),
		created_date: createdDate(input.created_date),
		updated_date: null,
	};
	state.contacts.set(contact.id, contact);
	if (contact.email) {
		const email = contact.email.toLowerCase();
		state.contactIdsByEmail.set(email, [...(state.contactIdsByEmail.get(email) ?? []), contact.id]);
	}
	if (companyId !== undefined) link(contact, companyId, state);
	return { status: 200, body: { data: contact } };
}

type NewContact = Omit<LeadLexContact, 'id' | 'priority' | 'related_company_id'> & {
	priority?: string | number;
	related_company_id?: string;
};

/** In the documented order: "Last, First", full name, first and last name, e-mail. */
function names(input: NewContact): Pick<NewContact, 'first_name' | 'last_name' | 'full_name'> {
	const full = input.full_name?.trim() ?? '';
	if (full.includes(',')) {
		const [last, first] = full.split(',', 2).map((part) => part.trim());
		return { first_name: first, last_name: last, full_name: `${first} ${last}`.trim() };
	}
	if (full) {
		const space = full.lastIndexOf(' ');
		return {
			first_name: input.first_name ?? (space < 0 ? full : full.slice(0, space)),
			last_name: input.last_name ?? (space < 0 ? '' : full.slice(space + 1)),
			full_name: full,
		};
	}
	const { first_name = '', last_name = '' } = input;
	if (first_name || last_name) {
		return { first_name, last_name, full_name: `${first_name} ${last_name}`.trim() };
	}
	const words = (input.email ?? '')
		.split('@')[0]
		.split(/[._-]+/)
		.filter(Boolean);
	const named = words.map((word) => word[0].toUpperCase() + word.slice(1)).join(' ');
	return names({ full_name: named || 'Unknown' });
}

function priority(given?: string | number): number | null {
	if (given === undefined) return null;
	const level = ['high', 'medium', 'low'].indexOf(String(given).toLowerCase()) + 1;
	return level || Number(given) || null;
}

function createdDate(given?: string): string {
	const now = Date.now();
	const time = Date.parse(given ?? '');
	const kept = time >= now - FIVE_YEARS_MS && time <= now + 24 * HOUR_MS;
	return new Date(kept ? time : now).toISOString();
}

function getContact({ params, query }: Call, state: LeadLexState): Answer {
	const contact = state.contacts.get(String(params.id));
	if (!contact) return error(404, 'not_found', 'Contact not found');
	const wanted = String(query.include ?? '').split(',');
	const include = (name: string) => wanted.includes(name) || wanted.includes('*');
	return {
		status: 200,
		body: {
			data: {
				...contact,
				...(include('notes') && { recent_notes: [] }),
				...(include('tasks') && { open_tasks: [] }),
				...(include('deals') && { open_deals: [] }),
			},
		},
	};
}

function listContacts({ query }: Call, state: LeadLexState): Answer {
	const search = String(query.search ?? '').toLowerCase();
	const after = String(query.created_after ?? '');
	// The sandbox has no lists, so none has members.
	let found = query.list_id === undefined ? [...state.contacts.values()] : [];
	if (search) {
		found = found.filter((contact) => includes([contact.full_name, contact.email], search));
	}
	if (after) {
		found = found.filter((contact) => Date.parse(contact.created_date ?? '') > Date.parse(after));
	}
	if (query.sort !== undefined) found = sorted(found, String(query.sort));
	return page('contacts', found, query, (contact) => ({
		id: contact.id,
		full_name: contact.full_name,
		email: contact.email,
		phone: contact.phone,
		job_title: contact.job_title,
		company_name: contact.company,
		linkedin_url: contact.linkedin_url,
		created_at: contact.created_date,
		updated_date: contact.updated_date,
	}));
}

function sorted(contacts: LeadLexContact[], order: string): LeadLexContact[] {
	const descending = order.startsWith('-');
	const name = order.replace('-', '').replace('created_at', 'created_date');
	const key = (contact: LeadLexContact) => String(contact[name as keyof LeadLexContact] ?? '');
	const ascending = contacts.sort((a, b) => key(a).localeCompare(key(b)));
	return descending ? ascending.reverse() : ascending;
}

function listCompanies({ query }: Call, state: LeadLexState): Answer {
	const search = String(query.search ?? '').toLowerCase();
	const industry = String(query.industry ?? '').toLowerCase();
	const found = [...state.companies.values()].filter(
		(company) => includes([company.name], search) && includes([company.industry ?? ''], industry),
	);
	return page('companies', found, query, (company) => company);
}

function getCompany({ params }: Call, state: LeadLexState): Answer {
	const company = state.companies.get(String(params.id));
	if (!company) return error(404, 'not_found', 'Company not found');
	return { status: 200, body: { data: company } };
}

function listCompanyContacts({ params, query }: Call, state: LeadLexState): Answer {
	const companyId = String(params.id);
	if (!state.companies.has(companyId)) return error(404, 'company_not_found', 'Company not found');
	const ids = [...(state.contactIdsByCompany.get(companyId) ?? [])];
	return page('contacts', ids, query, (id) => {
		const contact = state.contacts.get(id);
		return {
			id,
			full_name: contact?.full_name,
			email: contact?.email,
			phone: contact?.phone,
			job_title: contact?.job_title,
			company: contact?.company,
			tags: contact?.tags,
			created_date: contact?.created_date,
		};
	});
}

/** A repeated ID counts once: what counts is the contacts, not the entries of the list. */
function linkContactsToCompany({ params, body }: Call, state: LeadLexState): Answer {
	const companyId = String(params.id);
	if (!state.companies.has(companyId)) return error(404, 'company_not_found', 'Company not found');
	const ids = new Set((body as { contact_ids: string[] }).contact_ids);
	const contacts = [...ids].flatMap((id) => state.contacts.get(id) ?? []);
	contacts.forEach((contact) => link(contact, companyId, state));
	const counts = { updated: contacts.length, failed: ids.size - contacts.length };
	return { status: 200, body: { data: counts } };
}

/** A contact has one company: linking it to another one moves it. */
function link(contact: LeadLexContact, companyId: string, state: LeadLexState): void {
	state.contactIdsByCompany.get(contact.related_company_id ?? '')?.delete(contact.id);
	contact.related_company_id = companyId;
	contact.updated_date = new Date().toISOString();
	const members = state.contactIdsByCompany.get(companyId) ?? new Set();
	state.contactIdsByCompany.set(companyId, members.add(contact.id));
}

function listUsers(): Answer {
	const users = [{ id: 'user-001', full_name: 'Alex Smith', email: 'alex@company.example' }];
	return { status: 200, body: { data: { users } } };
}

function includes(texts: Array<string | undefined>, search: string): boolean {
	return texts.some((text) => text?.toLowerCase().includes(search));
}

/** One page of a list. The contract has already refused more than 100 rows a page. */
function page<Row>(
	name: string,
	rows: Row[],
	query: Record<string, unknown>,
	show: (row: Row) => object,
): Answer {
	const number = Math.max(1, Number(query.page ?? 1));
	const size = Math.max(1, Number(query.per_page ?? 50));
	const start = (number - 1) * size;
	return {
		status: 200,
		body: {
			data: { [name]: rows.slice(start, start + size).map(show) },
			meta: { page: number, per_page: size, total: rows.length },
		},
	};
}

export function contactsWithEmail(state: LeadLexState, email: string): LeadLexContact[] {
	const ids = state.contactIdsByEmail.get(email.toLowerCase()) ?? [];
	return ids.flatMap((id) => state.contacts.get(id) ?? []);
}
