import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Steps } from '../../../shared/operation/request';
import { call } from '../../../shared/operation/request';
import { path } from '../../../shared/operation/path';
import { readPages } from '../../api/paging';
import { record } from '../../api/response';

/** LeadLex takes addresses in capitals for the same. */
const isSame = (email: unknown, other: string) =>
	String(email).toLowerCase() === other.toLowerCase();

/**
 * Rows of the list, of contacts that were created since then. The search also finds parts of names and addresses.
 *
 * GET /v1/contacts: docs.leadlex.com/api-reference/contacts/list
 */
export function* findContactsByEmail(email: string, since?: Date): Steps<IDataObject[]> {
	const query = { search: email, created_after: since?.toISOString() };
	const found = yield* readPages(
		{ method: 'GET', path: '/v1/contacts', query },
		'contacts',
		Infinity,
	);
	return found.filter((contact) => isSame(contact.email, email));
}

/** GET /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/get */
export function* getContact({ id }: IDataObject): Steps<IDataObject> {
	return record(yield* call({ method: 'GET', path: path`/v1/contacts/${String(id)}` }));
}

/** What a key that is not one contact's cannot do. */
export const ambiguousEmailError = (email: string, found: IDataObject[]) => {
	const ids = found.map(({ id }) => String(id)).join(', ');
	return new UserError(`${found.length} contacts have the email ${email}: ${ids}`, {
		description: 'Nothing was written. Merge them, or update one of them by its ID.',
	});
};
