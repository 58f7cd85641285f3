/** Calls for many contacts at once. All report counts, and few report IDs. */
import { abortWith } from '../server/abort';
import { pick } from '../crud/store';
import type { MockResponse, Call, Handler } from '../server/types';
import { error, find, invalid, ok } from './responses';
import { addContact, changeContact, contactsWithEmail, removeContact } from './contactRecords';
import type { NewContact } from './contactRecords';
import { importRows } from './imports';
import type { LeadLexContact, LeadLexState } from './types';

export const contactBulkHandlers: Record<string, Handler<LeadLexState>> = {
	bulkCreateContacts,
	importContacts,
	bulkDeleteContacts,
	mergeContacts,
	saveProspects,
};

/** Creates duplicates too. The response is in the order of the request. */
function bulkCreateContacts({ body }: Call, state: LeadLexState): MockResponse {
	const contacts = (body as { contacts: NewContact[] }).contacts.map((contact) =>
		addContact(contact, state),
	);
	const shown = contacts.map(({ id, full_name, email }) => ({ id, full_name, email }));
	return ok({ created: contacts.length, contacts: shown });
}

function importContacts(call: Call, state: LeadLexState): MockResponse {
	return importRows<NewContact>(call.body, {
		isComplete: (row) => Boolean(row.full_name ?? row.first_name ?? row.last_name ?? row.email),
		problem: 'A name (first_name, last_name, or full_name) or email is required',
		find: (row) => {
			const [same] = contactsWithEmail(state, row.email ?? '');
			if (same || !row.phone) return same;
			return [...state.contacts.values()].find(({ phone }) => phone === row.phone);
		},
		create: (row) => addContact(row, state),
		update: (contact, row) => changeContact(contact as LeadLexContact, pick(row, FIELDS), state),
	});
}

/** Counts a repeated ID once. */
function bulkDeleteContacts({ body }: Call, state: LeadLexState): MockResponse {
	const { contact_ids, dry_run } = body as { contact_ids: string[]; dry_run?: boolean };
	const ids = [...new Set(contact_ids)];
	const existing = ids.flatMap((id) => state.contacts.get(id) ?? []);
	if (!dry_run) existing.forEach((contact) => removeContact(contact, state));
	return ok({
		deleted_count: existing.length,
		not_found_count: ids.length - existing.length,
		errors: [],
	});
}

/** The fields that a merge fills in, and that an import changes in an existing contact. */
const FIELDS: Array<keyof LeadLexContact> = [
	'first_name',
	'last_name',
	'full_name',
	'email',
	'phone',
	'job_title',
	'company',
	'linkedin_url',
	'tags',
	'custom_fields',
	'notes',
];

interface Merge {
	primary_id: string;
	duplicate_ids: string[];
	overwrite?: boolean;
	dry_run?: boolean;
}

/** Keeps filled fields of the primary contact, unless `overwrite` is set. */
function mergeContacts({ body }: Call, state: LeadLexState): MockResponse {
	const { primary_id, duplicate_ids, overwrite, dry_run } = body as Merge;
	if (duplicate_ids.includes(primary_id)) invalid('primary_id is among duplicate_ids');
	const primary = find(state.contacts, primary_id, 'Contact');
	const duplicates = [...new Set(duplicate_ids)].map((id) => find(state.contacts, id, 'Contact'));
	const populated: Partial<LeadLexContact> = {};
	for (const field of FIELDS) {
		const value = duplicates.map((duplicate) => duplicate[field]).find(isFilled);
		if (value && (overwrite || !isFilled(primary[field]))) {
			Object.assign(populated, { [field]: value });
		}
	}
	const moved = duplicates.map(({ id }) => moveParts(id, primary_id, state, dry_run));
	const sum = (key: keyof Moved) => moved.reduce((total, counts) => total + counts[key], 0);
	if (!dry_run) {
		duplicates.forEach((contact) => removeContact(contact, state));
		changeContact(primary, populated, state);
	}
	return ok({
		primary: { ...primary, ...populated },
		merged_ids: duplicates.map(({ id }) => id),
		fields_populated: Object.keys(populated),
		counts: {
			notes: sum('notes'),
			activities: sum('activities'),
			tasks: sum('tasks'),
			emails: 0,
			documents: sum('documents'),
			list_memberships: sum('list_memberships'),
		},
	});
}

function isFilled(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '';
}

type Moved = Record<'notes' | 'activities' | 'tasks' | 'documents' | 'list_memberships', number>;

/** Moves what belongs to a contact to another one, and counts it. */
function moveParts(from: string, to: string, state: LeadLexState, isDryRun?: boolean): Moved {
	const move = (rows: Iterable<object>, key: string) => {
		const own = [...rows].filter((row) => (row as Record<string, unknown>)[key] === from);
		if (!isDryRun) own.forEach((row) => Object.assign(row, { [key]: to }));
		return own.length;
	};
	const lists = [...state.contactIdsByList.values()].filter((members) => members.has(from));
	if (!isDryRun) lists.forEach((members) => members.add(to));
	return {
		notes: move(state.notes.values(), 'contact_id'),
		activities: move(state.activities.values(), 'contact_id'),
		tasks: move(state.tasks.values(), 'contact_id'),
		documents: move(state.documentLinks, 'entity_id'),
		list_memberships: lists.length,
	};
}

interface Prospects {
	prospects: Array<Record<'name' | 'email' | 'title' | 'company_name' | 'linkedin_url', string>>;
	list_id?: string;
}

/** Skips people whose email exists, and does not count them. */
function saveProspects({ body }: Call, state: LeadLexState): MockResponse {
	const { prospects, list_id } = body as Prospects;
	if (list_id !== undefined && !state.lists.has(list_id)) {
		abortWith(error(404, 'not_found', 'List not found'));
	}
	const created = prospects.flatMap(({ name, title, company_name, ...rest }) => {
		if (contactsWithEmail(state, rest.email ?? '').length > 0) return [];
		const fields = { full_name: name, job_title: title, company: company_name, ...rest };
		return addContact(fields, state);
	});
	const members = state.contactIdsByList.get(list_id ?? '') ?? new Set();
	created.forEach(({ id }) => members.add(id));
	if (list_id !== undefined) state.contactIdsByList.set(list_id, members);
	const shown = created.map(({ id, full_name, email, job_title, company }) => ({
		id,
		full_name,
		email,
		job_title,
		company_name: company,
	}));
	return ok({ created: created.length, contacts: shown });
}
