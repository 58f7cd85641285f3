import type { IDataObject } from 'n8n-workflow';

import type { Read } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { isSame } from './byEmail';

/**
 * The contacts with this email that were created since then, as rows of the list.
 *
 * GET /v1/contacts: docs.leadlex.com/api-reference/contacts/list
 */
export async function findCreated(email: string, since: Date, read: Read): Promise<IDataObject[]> {
	const { data } = await read({
		method: 'GET',
		path: '/v1/contacts',
		query: { search: email, created_after: since.toISOString(), per_page: 100 },
	});
	const { contacts = [] } = (data ?? {}) as { contacts?: IDataObject[] };
	// The search also finds parts of names and addresses
	return contacts.filter((contact) => isSame(contact.email, email));
}

/** GET /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/get */
export async function getContact({ id }: IDataObject, read: Read): Promise<IDataObject> {
	const { data } = await read({ method: 'GET', path: path`/v1/contacts/${String(id)}` });
	return data as IDataObject;
}
