/** Companies and their contacts. */
import { includes } from '../crud/store';
import type { Row } from '../crud/store';
import type { MockResponse, Call, Handler } from '../server/types';
import { find, ok, page } from './responses';
import { link, unlink } from './contactRecords';
import { importRows } from './imports';
import { crud } from './crud';
import type { LeadLexCompany, LeadLexState } from './types';

export const companyHandlers: Record<string, Handler<LeadLexState>> = {
	listCompanies,
	deleteCompany,
	listCompanyContacts,
	linkContactsToCompany,
	importCompanies,
};

function listCompanies({ query }: Call, state: LeadLexState): MockResponse {
	const { search = '', industry = '' } = query as Record<string, string>;
	const matches = [...state.companies.values()].filter(
		(company) =>
			includes(company, ['name'], search) &&
			(industry === '' || includes(company, ['industry'], industry)),
	);
	return page('companies', matches, query, (company) => company);
}

/** Keeps the company's contacts and deals. */
function deleteCompany({ params }: Call, state: LeadLexState): MockResponse {
	const { id } = find(state.companies, params.id, 'Company', 'company_not_found');
	state.companies.delete(id);
	for (const contactId of state.contactIdsByCompany.get(id) ?? []) {
		Object.assign(state.contacts.get(contactId) ?? {}, { related_company_id: null });
	}
	state.contactIdsByCompany.delete(id);
	unlink('related_company_id', id, state);
	return ok({ deleted: true, id });
}

function listCompanyContacts({ params, query }: Call, state: LeadLexState): MockResponse {
	const company = find(state.companies, params.id, 'Company', 'company_not_found');
	const ids = [...(state.contactIdsByCompany.get(company.id) ?? [])];
	return page('contacts', ids, query, (id) => {
		const contact = state.contacts.get(id);
		return {
			id,
			full_name: contact?.full_name,
			email: contact?.email,
			phone: contact?.phone,
			job_title: contact?.job_title,
			company: contact?.company,
			tags: contact?.tags,
			created_date: contact?.created_date,
		};
	});
}

/** Counts a repeated ID once. */
function linkContactsToCompany({ params, body }: Call, state: LeadLexState): MockResponse {
	const company = find(state.companies, params.id, 'Company', 'company_not_found');
	const ids = new Set((body as { contact_ids: string[] }).contact_ids);
	const contacts = [...ids].flatMap((id) => state.contacts.get(id) ?? []);
	contacts.forEach((contact) => link(contact, company.id, state));
	return ok({ updated: contacts.length, failed: ids.size - contacts.length });
}

function importCompanies({ body }: Call, state: LeadLexState): MockResponse {
	return importRows<Partial<LeadLexCompany>>(body, {
		isComplete: ({ name }) => Boolean(name),
		problem: 'name is required',
		find: ({ domain }) =>
			[...state.companies.values()].find((company) => domain && company.domain === domain),
		create: (row) => crud.create('companies', row, state),
		update: (company, row) => crud.update('companies', company as LeadLexCompany & Row, row),
	});
}
