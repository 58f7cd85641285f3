import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, recordLocator, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { companyLocator } from '../../fields/locators';
import { record } from '../../api/response';

const target = fields({ company_id: required(recordLocator(companyLocator)) });

/** DELETE /v1/companies/{id}: docs.leadlex.com/api-reference/companies/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete company',
	description: 'Permanently delete a company, but keep its contacts and deals',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).company_id,
	request: (id) => ({ method: 'DELETE', path: path`/v1/companies/${id}`, idempotent: true }),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
