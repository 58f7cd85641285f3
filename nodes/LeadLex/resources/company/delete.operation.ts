import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf, params, picked, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { companyLocator } from '../../fields/locators';
import { record } from '../../api/response';

const company = params({ company_id: required(picked(companyLocator)) });

/** DELETE /v1/companies/{id}: docs.leadlex.com/api-reference/companies/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete company',
	description: 'Delete a company for good, while its contacts and deals stay without it',
	fields: fieldsOf(company),
	parse: (item) => item.values(company).company_id!,
	request: (id) => ({ method: 'DELETE', path: path`/v1/companies/${id}`, repeatable: true }),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
