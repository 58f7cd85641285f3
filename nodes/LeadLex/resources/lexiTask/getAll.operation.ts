import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { choice, params } from '../../../shared/operation/fields';
import { all } from '../../api/paging';

const query = params({
	status: choice(
		'Status',
		{
			approved: 'Approved',
			completed: 'Completed',
			dismissed: 'Dismissed',
			failed: 'Failed',
			pending: 'Pending',
		},
		{ default: 'pending' },
	),
});

/** GET /v1/lexi/tasks: docs.leadlex.com/api-reference/lexi/tasks */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many Lexi tasks',
	description: 'Get what the assistant has proposed, pending or with another status',
	fields: [...howMany, filters(query)],
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		all({ method: 'GET', path: '/v1/lexi/tasks', query: wanted.query }, 'tasks', wanted.limit),
};
