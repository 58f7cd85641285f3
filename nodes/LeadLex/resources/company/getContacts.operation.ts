import { howMany, limitOf } from '../../../shared/description';
import type { StepsOperation } from '../../../shared/operation';
import { fieldsOf, params, picked, required } from '../../../shared/params';
import { path } from '../../../shared/path';
import { companyLocator } from '../../locators';
import { pages } from '../../paging';

const company = params({ company_id: required(picked(companyLocator)) });

/** GET /v1/companies/{id}/contacts: docs.leadlex.com/api-reference/companies/contacts */
export const getContacts: StepsOperation<{ id: string; limit: number }> = {
	value: 'getContacts',
	name: 'Get Contacts',
	action: 'Get company contacts',
	description: 'Get the contacts of a company',
	fields: [...fieldsOf(company), ...howMany],
	parse: (item) => ({ id: item.values(company).company_id!, limit: limitOf(item) }),
	steps: ({ id, limit }) =>
		pages({ method: 'GET', path: path`/v1/companies/${id}/contacts` }, 'contacts', limit),
};
