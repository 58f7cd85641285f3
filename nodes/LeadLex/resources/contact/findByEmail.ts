import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Steps } from '../../../shared/operation/request';
import { call } from '../../../shared/operation/request';
import { path } from '../../../shared/operation/path';
import { emailKey } from '../../../shared/utils/text';
import { readPages, readPagesUnlessMany } from '../../api/paging';
import { record } from '../../api/response';

/**
 * Returns the contacts with this email as rows of the list, or only those created after `since`. The rows are
 * filtered because the search also matches parts of names and addresses.
 *
 * GET /v1/contacts: docs.leadlex.com/api-reference/contacts/list
 */
export function* findContactsByEmail(email: string, since?: Date): Steps<IDataObject[]> {
	const contacts = yield* listContacts({ search: email, created_after: since?.toISOString() });
	return contacts.filter((contact) => emailKey(contact.email) === emailKey(email));
}

/**
 * Returns the contacts that were created since then, as rows of the list.
 *
 * GET /v1/contacts: docs.leadlex.com/api-reference/contacts/list
 */
export const findCreatedContacts = (since: Date): Steps<IDataObject[]> =>
	listContacts({ created_after: since.toISOString() });

const listContacts = (query: IDataObject): Steps<IDataObject[]> =>
	readPages({ method: 'GET', path: '/v1/contacts', query }, 'contacts', Infinity);

/**
 * Returns all contacts as rows of the list if they take fewer than `maxPages` requests after the first page, and
 * undefined otherwise.
 *
 * GET /v1/contacts: docs.leadlex.com/api-reference/contacts/list
 */
export const listContactsUnlessMany = (maxPages: number): Steps<IDataObject[] | undefined> =>
	readPagesUnlessMany({ method: 'GET', path: '/v1/contacts' }, 'contacts', maxPages);

/** GET /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/get */
export function* getContact({ id }: IDataObject): Steps<IDataObject> {
	return record(yield* call({ method: 'GET', path: path`/v1/contacts/${id}` }));
}

/** The error for an email that several contacts share. */
export const ambiguousEmailError = (email: string, contacts: IDataObject[]) => {
	const ids = contacts.map(({ id }) => String(id)).join(', ');
	return new UserError(`${contacts.length} contacts have the email ${email}: ${ids}`, {
		description: 'Nothing was written. Merge them, or update one of them by its ID.',
	});
};
