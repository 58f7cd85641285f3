import type { IDataObject, NodeApiError } from 'n8n-workflow';

import type { Read } from '../../../shared/operation/types';
import { path } from '../../../shared/operation/path';

const PAGE_SIZE = 100;

export interface Link {
	companyId: string;
	contactId: string;
}

/**
 * Confirms which of one company's links were made, when LeadLex only counts them, with the fewest reads: the
 * company's contacts page by page, or the contacts themselves where that takes no more reads. Ends
 * as soon as the count tells the rest.
 *
 * GET /v1/companies/{id}/contacts: docs.leadlex.com/api-reference/companies/contacts
 * GET /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/get
 */
export async function findLinked(
	links: Link[],
	count: number | undefined,
	read: Read,
	confirm: (link: Link) => void,
): Promise<void> {
	const [{ companyId }] = links;
	const unknown = new Map(links.map((link) => [link.contactId, link]));
	let linked = 0;
	const found = (contactId: string) => {
		const link = unknown.get(contactId);
		if (!unknown.delete(contactId)) return;
		linked++;
		confirm(link!);
	};
	const stillToFind = () => (count === undefined ? undefined : count - linked);

	for (let page = 1, pagesLeft = 1; pagesLeft > 0 && unknown.size > 0;) {
		if (stillToFind() === 0) break;
		if (stillToFind() === unknown.size) return unknown.forEach(confirm);

		if (unknown.size - 1 <= pagesLeft) {
			const [contactId] = unknown.keys();
			if (await isLinked(contactId, companyId, read)) found(contactId);
			unknown.delete(contactId);
		} else {
			const { ids, total } = await contactsOf(companyId, page, read);
			ids.forEach(found);
			pagesLeft = ids.length === 0 ? 0 : Math.ceil(total / PAGE_SIZE) - page;
			page++;
		}
	}
}

async function isLinked(contactId: string, companyId: string, read: Read): Promise<boolean> {
	const request = { method: 'GET', path: path`/v1/contacts/${contactId}` } as const;
	// A contact that is not there is linked to nothing
	const body = await read(request).catch((error: NodeApiError): IDataObject => {
		if (error.httpCode === '404') return {};
		throw error;
	});
	return (body.data as IDataObject | undefined)?.related_company_id === companyId;
}

async function contactsOf(companyId: string, page: number, read: Read) {
	const body = await read({
		method: 'GET',
		path: path`/v1/companies/${companyId}/contacts`,
		query: { page, per_page: PAGE_SIZE },
	});
	const { contacts = [] } = (body.data ?? {}) as { contacts?: IDataObject[] };
	const { total } = (body.meta ?? {}) as { total?: number };
	// Without a total, a full page may have a next one
	const atLeast = contacts.length < PAGE_SIZE ? 0 : (page + 1) * PAGE_SIZE;
	return { ids: contacts.map((contact) => String(contact.id)), total: total ?? atLeast };
}
