/** Calls for single contacts, and lists of contacts and tags. */
import { includes, passes, pick } from '../crud/store';
import type { Row, Rows } from '../crud/store';
import type { MockResponse, Call, Handler } from '../server/types';
import { find, invalid, ok, page } from './responses';
import { names } from './contactNames';
import { addContact, changeContact, removeContact } from './contactRecords';
import type { NewContact } from './contactRecords';
import type { LeadLexContact, LeadLexState } from './types';

export const contactHandlers: Record<string, Handler<LeadLexState>> = {
	createContact,
	getContact,
	listContacts,
	updateContact,
	deleteContact,
	addContactTags,
	listTags,
};

function createContact({ body }: Call, state: LeadLexState): MockResponse {
	const input = body as NewContact;
	const companyId = input.related_company_id;
	if (companyId !== undefined && !state.companies.has(companyId)) {
		const fields = { related_company_id: 'No such company' };
		invalid('related_company_id: No such company', { fields });
	}
	return ok(addContact(input, state));
}

function getContact({ params, query }: Call, state: LeadLexState): MockResponse {
	const contact = find(state.contacts, params.id, 'Contact');
	const included = String(query.include ?? '').split(',');
	const include = (name: string) => included.includes(name) || included.includes('*');
	const newest = (
		rows: Rows,
		key: string,
		fields: string[],
		fits: (row: Row) => boolean = () => true,
	) =>
		[...rows.values()]
			.filter((row) => row[key] === contact.id && fits(row))
			.slice(-3)
			.reverse()
			.map((row) => pick(row, fields));
	const isOpen = ({ status }: Row) =>
		!['completed', 'dismissed', 'won', 'lost'].includes(String(status));
	return ok({
		...contact,
		...(include('notes') && {
			recent_notes: newest(state.notes, 'contact_id', noteFields),
		}),
		...(include('tasks') && {
			open_tasks: newest(state.tasks, 'contact_id', taskFields, isOpen),
		}),
		...(include('deals') && {
			open_deals: newest(state.deals, 'main_contact_id', dealFields, isOpen),
		}),
	});
}

const noteFields = ['id', 'title', 'content', 'note_type', 'created_date'];
const taskFields = ['id', 'title', 'status', 'priority', 'due_date', 'assigned_to_user_id'];
const dealFields = ['id', 'name', 'stage', 'estimated_value'];

function listContacts({ query }: Call, state: LeadLexState): MockResponse {
	let matches = [...state.contacts.values()];
	if (query.list_id !== undefined) {
		const members = state.contactIdsByList.get(String(query.list_id));
		matches = matches.filter(({ id }) => members?.has(id));
	}
	if (query.search !== undefined) {
		const search = String(query.search);
		matches = matches.filter((contact) => includes(contact, ['full_name', 'email'], search));
	}
	if (query.created_after !== undefined) {
		matches = matches.filter((contact) =>
			passes({ ...contact }, 'created_after', query.created_after),
		);
	}
	if (query.sort !== undefined) matches = sorted(matches, String(query.sort));
	return page('contacts', matches, query, (contact) => ({
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

/** Changes a contact. Notes are appended, not replaced. */
function updateContact({ params, body }: Call, state: LeadLexState): MockResponse {
	const contact = find(state.contacts, params.id, 'Contact');
	const { company_name, notes, ...fields } = (body ?? {}) as Record<string, string>;
	const changes = {
		...fields,
		...(fields.full_name && names(fields)),
		...(company_name !== undefined && { company: company_name }),
		...(notes && { notes: [contact.notes, notes].filter(Boolean).join('\n') }),
	};
	changeContact(contact, changes, state);
	const { company, ...shown } = contact;
	return ok({ ...shown, company_name: company });
}

function deleteContact({ params }: Call, state: LeadLexState): MockResponse {
	const contact = find(state.contacts, params.id, 'Contact');
	removeContact(contact, state);
	return ok({ deleted: true, id: contact.id });
}

function addContactTags({ params, body }: Call, state: LeadLexState): MockResponse {
	const contact = find(state.contacts, params.id, 'Contact');
	const { tags } = body as { tags: string[] };
	const all = [...new Set([...(contact.tags ?? []), ...tags])];
	changeContact(contact, { tags: all }, state);
	return ok({ contact_id: contact.id, tags: all });
}

function listTags(_call: Call, state: LeadLexState): MockResponse {
	const tags = [...state.contacts.values()].flatMap((contact) => contact.tags ?? []);
	return ok({ tags: [...new Set(tags)].sort() });
}
