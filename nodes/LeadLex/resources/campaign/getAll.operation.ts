import { howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { all } from '../../api/paging';

/** GET /v1/campaigns: docs.leadlex.com/api-reference/campaigns/list */
export const getAll: StepsOperation<number> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many campaigns',
	description: 'Get many campaigns with their status and how many emails were sent',
	fields: howMany,
	parse: limitOf,
	steps: (limit) => all({ method: 'GET', path: '/v1/campaigns' }, 'campaigns', limit),
};
