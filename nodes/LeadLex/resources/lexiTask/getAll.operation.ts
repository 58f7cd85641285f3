import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { options, fields } from '../../../shared/operation/fields';
import { readList } from '../../api/paging';

const query = fields({
	status: options(
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
	properties: [...returnAllOrLimit, filters(query)],
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readList({ method: 'GET', path: '/v1/lexi/tasks', query: params.query }, 'tasks', params.limit),
};
