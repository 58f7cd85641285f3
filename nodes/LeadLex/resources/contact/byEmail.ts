import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Steps } from '../../../shared/operation';
import { pages } from '../../paging';

/** LeadLex takes addresses in capitals for the same. */
export const isSame = (email: unknown, other: string) =>
	String(email).toLowerCase() === other.toLowerCase();

/** GET /v1/contacts, whose search also finds parts of names and addresses: docs.leadlex.com/api-reference/contacts/list */
export function* contactsByEmail(email: string): Steps<IDataObject[]> {
	const search = { method: 'GET', path: '/v1/contacts', query: { search: email } } as const;
	const found = yield* pages(search, 'contacts', Infinity);
	return found.filter((contact) => isSame(contact.email, email));
}

/** What a key that is not one contact's cannot do. */
export const several = (email: string, found: IDataObject[]) => {
	const ids = found.map(({ id }) => String(id)).join(', ');
	return new UserError(`${found.length} contacts have the email ${email}: ${ids}`, {
		description: 'Nothing was written. Merge them, or update one of them by its ID.',
	});
};
