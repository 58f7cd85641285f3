import { howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { fieldsOf, params, picked, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { companyLocator } from '../../fields/locators';
import { pages } from '../../api/paging';

const company = params({ company_id: required(picked(companyLocator)) });

/** GET /v1/companies/{id}/deals: docs.leadlex.com/api-reference/companies/deals */
export const getDeals: StepsOperation<{ id: string; limit: number }> = {
	value: 'getDeals',
	name: 'Get Deals',
	action: 'Get company deals',
	description: 'Get the deals of a company',
	fields: [...fieldsOf(company), ...howMany],
	parse: (item) => ({ id: item.values(company).company_id!, limit: limitOf(item) }),
	steps: ({ id, limit }) =>
		pages({ method: 'GET', path: path`/v1/companies/${id}/deals` }, 'deals', limit),
};
