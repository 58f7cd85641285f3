import { path } from '../../../shared/operation/path';
import type { ApiRequest, Steps } from '../../../shared/operation/request';
import { idKey } from '../../../shared/utils/text';
import { readPage } from '../../api/paging';
import { callUnlessNotFound } from '../../api/response';

export interface Link {
	companyId: string;
	contactId: string;
}

/**
 * Confirms which of one company's links were made when LeadLex only counts them, with the fewest reads: the
 * company's contacts page by page, or the contacts themselves where that takes no more reads. Ends as
 * soon as the count decides the rest.
 *
 * GET /v1/companies/{id}/contacts: docs.leadlex.com/api-reference/companies/contacts
 * GET /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/get
 */
export function* findLinked(
	links: Link[],
	count: number | undefined,
	confirm: (link: Link) => void,
): Steps<void> {
	const [{ companyId }] = links;
	const unresolved = new Map(links.map((link) => [idKey(link.contactId), link]));
	let linked = 0;
	const confirmContact = (contactId: string) => {
		const link = unresolved.get(contactId);
		if (!link) return;
		unresolved.delete(contactId);
		linked++;
		confirm(link);
	};

	for (let page = 1, pagesLeft = 1; pagesLeft > 0 && unresolved.size > 0;) {
		const missing = count === undefined ? undefined : count - linked;
		if (missing === 0) break;
		if (missing === unresolved.size) return unresolved.forEach(confirm);

		if (unresolved.size - 1 <= pagesLeft) {
			const [contactId] = unresolved.keys();
			if (yield* isLinked(contactId, companyId)) confirmContact(contactId);
			unresolved.delete(contactId);
		} else {
			const contacts = yield* readPage(contactsOf(companyId), 'contacts', page++);
			contacts.rows.forEach(({ id }) => confirmContact(idKey(id)));
			pagesLeft = contacts.pagesLeft;
		}
	}
}

const contactsOf = (companyId: string): ApiRequest => ({
	method: 'GET',
	path: path`/v1/companies/${companyId}/contacts`,
});

/** A contact that does not exist is not linked. */
function* isLinked(contactId: string, companyId: string): Steps<boolean> {
	const contact = yield* callUnlessNotFound({
		method: 'GET',
		path: path`/v1/contacts/${contactId}`,
	});
	return contact !== undefined && idKey(contact.related_company_id) === idKey(companyId);
}
