import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { readList } from '../../api/paging';

/** GET /v1/users: docs.leadlex.com/api-reference/users/list */
export const getAll: StepsOperation<number> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many users',
	description: 'Get the users of the workspace with their emails',
	properties: returnAllOrLimit,
	parse: readLimit,
	safe: true,
	steps: (limit) => readList({ method: 'GET', path: '/v1/users' }, 'users', limit),
};
