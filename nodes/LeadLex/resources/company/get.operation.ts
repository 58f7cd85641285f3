import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf, params, picked, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { companyLocator } from '../../fields/locators';
import { record } from '../../api/response';

const company = params({ company_id: required(picked(companyLocator)) });

/** GET /v1/companies/{id}: docs.leadlex.com/api-reference/companies/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get company',
	description: 'Get one company with all of its fields',
	fields: fieldsOf(company),
	parse: (item) => item.values(company).company_id!,
	request: (id) => ({ method: 'GET', path: path`/v1/companies/${id}` }),
	output: record,
};
