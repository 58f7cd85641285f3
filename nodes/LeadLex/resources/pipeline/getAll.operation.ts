import { howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { all } from '../../api/paging';

/** GET /v1/pipelines: docs.leadlex.com/api-reference/pipelines/list */
export const getAll: StepsOperation<number> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many pipelines',
	description: 'Get the pipelines of deals, each with its stages',
	fields: howMany,
	parse: limitOf,
	steps: (limit) => all({ method: 'GET', path: '/v1/pipelines' }, 'pipelines', limit),
};
