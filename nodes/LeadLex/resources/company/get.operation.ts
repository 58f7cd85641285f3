import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, recordLocator, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { companyRecord } from '../../fields/records';
import { companyLocator } from '../../fields/locators';
import { record } from '../../api/response';

const target = fields({ company_id: required(recordLocator(companyLocator)) });

/** GET /v1/companies/{id}: docs.leadlex.com/api-reference/companies/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get company',
	description: 'Get one company with all of its fields',
	properties: propertiesOf(target),
	record: companyRecord,
	parse: (item) => item.read(target).company_id,
	request: (id) => ({ method: 'GET', path: path`/v1/companies/${id}` }),
	output: record,
};
