import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, recordLocator, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { dealRecord } from '../../fields/records';
import { companyLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';

const target = fields({ company_id: required(recordLocator(companyLocator)) });

/** GET /v1/companies/{id}/deals: docs.leadlex.com/api-reference/companies/deals */
export const getDeals: StepsOperation<{ id: string; limit: number }> = {
	value: 'getDeals',
	name: 'Get Deals',
	action: 'Get company deals',
	description: 'Get the deals of a company',
	properties: [...propertiesOf(target), ...returnAllOrLimit],
	record: dealRecord,
	parse: (item) => ({ id: item.read(target).company_id, limit: readLimit(item) }),
	safe: true,
	steps: ({ id, limit }) =>
		readPages({ method: 'GET', path: path`/v1/companies/${id}/deals` }, 'deals', limit),
};
