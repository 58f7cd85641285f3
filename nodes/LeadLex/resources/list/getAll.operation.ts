import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { readList } from '../../api/paging';

/** GET /v1/lists: docs.leadlex.com/api-reference/lists/list */
export const getAll: StepsOperation<number> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many lists',
	description: 'Get many lists with the number of their members',
	properties: returnAllOrLimit,
	parse: readLimit,
	safe: true,
	steps: (limit) => readList({ method: 'GET', path: '/v1/lists' }, 'lists', limit),
};
