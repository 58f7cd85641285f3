import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fields, text } from '../../../shared/operation/fields';
import { companyRecord } from '../../fields/records';
import { readPages } from '../../api/paging';

const query = fields({
	industry: text('Industry', 'e.g. Legal', { description: 'Part of the industry' }),
	search: text('Search', 'e.g. Acme', { description: 'Part of the name' }),
});

/** GET /v1/companies: docs.leadlex.com/api-reference/companies/list */
export const getAll: StepsOperation<{ query: Values<typeof query>; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many companies',
	description: 'Get many companies, optionally filtered',
	properties: [...returnAllOrLimit, filters(query)],
	record: companyRecord,
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages(
			{ method: 'GET', path: '/v1/companies', query: params.query },
			'companies',
			params.limit,
		),
};
