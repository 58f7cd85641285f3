import { howMany, limitOf } from '../../../shared/description';
import type { StepsOperation } from '../../../shared/operation';
import { all } from '../../paging';

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
