import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, recordLocator, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactRecord } from '../../fields/records';
import { companyLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';

const target = fields({ company_id: required(recordLocator(companyLocator)) });

/** GET /v1/companies/{id}/contacts: docs.leadlex.com/api-reference/companies/contacts */
export const getContacts: StepsOperation<{ id: string; limit: number }> = {
	value: 'getContacts',
	name: 'Get Contacts',
	action: 'Get company contacts',
	description: 'Get the contacts of a company',
	properties: [...propertiesOf(target), ...returnAllOrLimit],
	record: contactRecord,
	parse: (item) => ({ id: item.read(target).company_id, limit: readLimit(item) }),
	safe: true,
	steps: ({ id, limit }) =>
		readPages({ method: 'GET', path: path`/v1/companies/${id}/contacts` }, 'contacts', limit),
};
