import type { IDataObject } from 'n8n-workflow';

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
