import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { params, string } from '../../../shared/operation/fields';
import { pages } from '../../api/paging';

const query = params({
	industry: string('Industry', 'e.g. Legal', { description: 'Part of the industry' }),
	search: string('Search', 'e.g. Acme', { description: 'Part of the name' }),
});

/** GET /v1/companies: docs.leadlex.com/api-reference/companies/list */
export const getAll: StepsOperation<{ query: Values<typeof query>; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many companies',
	description: 'Get many companies, all of them or those that a filter finds',
	fields: [...howMany, filters(query)],
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		pages({ method: 'GET', path: '/v1/companies', query: wanted.query }, 'companies', wanted.limit),
};
