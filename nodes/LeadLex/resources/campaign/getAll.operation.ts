import { returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { readList } from '../../api/paging';

/** GET /v1/campaigns: docs.leadlex.com/api-reference/campaigns/list */
export const getAll: StepsOperation<number> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many campaigns',
	description: 'Get many campaigns with their status and how many emails were sent',
	properties: returnAllOrLimit,
	parse: readLimit,
	safe: true,
	steps: (limit) => readList({ method: 'GET', path: '/v1/campaigns' }, 'campaigns', limit),
};
