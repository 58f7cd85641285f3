import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { readList } from '../../api/paging';

/** GET /v1/pipelines: docs.leadlex.com/api-reference/pipelines/list */
export const getAll: StepsOperation<number> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many pipelines',
	description: 'Get the pipelines of deals, each with its stages',
	properties: returnAllOrLimit,
	parse: readLimit,
	safe: true,
	steps: (limit) => readList({ method: 'GET', path: '/v1/pipelines' }, 'pipelines', limit),
};
