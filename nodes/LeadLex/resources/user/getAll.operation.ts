import { howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { all } from '../../api/paging';

/** GET /v1/users: docs.leadlex.com/api-reference/users/list */
export const getAll: StepsOperation<number> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many users',
	description: 'Get the users of the workspace with their emails',
	fields: howMany,
	parse: limitOf,
	steps: (limit) => all({ method: 'GET', path: '/v1/users' }, 'users', limit),
};
