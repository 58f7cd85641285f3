/** Contacts and all that refers to them. */
import { randomUUID } from 'node:crypto';
import { createdDate, names, priority } from './contactNames';
import type { LeadLexContact, LeadLexState } from './types';

export type NewContact = Omit<LeadLexContact, 'id' | 'priority' | 'related_company_id'> & {
	priority?: string | number;
	related_company_id?: string;
};

export function addContact(input: NewContact, state: LeadLexState): LeadLexContact {
	const contact: LeadLexContact = {
		...input,
		...names(input),
		id: randomUUID(),
		related_company_id: undefined,
		priority: priority(input.priority),
		created_date: createdDate(input.created_date),
		updated_date: null,
	};
	state.contacts.set(contact.id, contact);
	indexEmail(contact, state);
	if (input.related_company_id !== undefined) link(contact, input.related_company_id, state);
	return contact;
}

export function changeContact(
	contact: LeadLexContact,
	changes: Partial<LeadLexContact>,
	state: LeadLexState,
): void {
	unindexEmail(contact, state);
	Object.assign(contact, changes, { updated_date: new Date().toISOString() });
	indexEmail(contact, state);
}

/** Removes a contact. Its notes, tasks, activities and deals stay. */
export function removeContact(contact: LeadLexContact, state: LeadLexState): void {
	const { id } = contact;
	state.contacts.delete(id);
	unindexEmail(contact, state);
	for (const members of state.contactIdsByCompany.values()) members.delete(id);
	for (const members of state.contactIdsByList.values()) members.delete(id);
	for (const enrolled of state.enrolments.values()) enrolled.delete(id);
	unlink('contact_id', id, state);
	unlink('main_contact_id', id, state);
}

/** Sets the field `key` to null wherever it refers to this record. */
export function unlink(key: string, id: string, state: LeadLexState): void {
	for (const rows of [state.notes, state.tasks, state.activities, state.deals]) {
		for (const row of rows.values()) if (row[key] === id) row[key] = null;
	}
}

/** Links a contact to a company. A contact has one company, so another link moves it. */
export function link(contact: LeadLexContact, companyId: string, state: LeadLexState): void {
	state.contactIdsByCompany.get(contact.related_company_id ?? '')?.delete(contact.id);
	contact.related_company_id = companyId;
	contact.updated_date = new Date().toISOString();
	const members = state.contactIdsByCompany.get(companyId) ?? new Set();
	state.contactIdsByCompany.set(companyId, members.add(contact.id));
}

export function contactsWithEmail(
	state: Pick<LeadLexState, 'contacts' | 'contactIdsByEmail'>,
	email: string,
): LeadLexContact[] {
	const ids = state.contactIdsByEmail.get(email.toLowerCase()) ?? [];
	return ids.flatMap((id) => state.contacts.get(id) ?? []);
}

function indexEmail({ id, email }: LeadLexContact, { contactIdsByEmail }: LeadLexState): void {
	if (!email) return;
	const key = email.toLowerCase();
	contactIdsByEmail.set(key, [...(contactIdsByEmail.get(key) ?? []), id]);
}

function unindexEmail({ id, email }: LeadLexContact, { contactIdsByEmail }: LeadLexState): void {
	const key = email?.toLowerCase() ?? '';
	const others = contactIdsByEmail.get(key)?.filter((contactId) => contactId !== id) ?? [];
	if (others.length > 0) contactIdsByEmail.set(key, others);
	else contactIdsByEmail.delete(key);
}
