import { howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { fieldsOf, params, picked, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { companyLocator } from '../../fields/locators';
import { pages } from '../../api/paging';

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
