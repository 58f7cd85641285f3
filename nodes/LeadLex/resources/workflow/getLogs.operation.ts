import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { choice, dateTime, fieldsOf, params } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { pages } from '../../api/paging';
import { which } from './params';

const query = params({
	after: dateTime('After', { description: 'Returns runs that were triggered then or later' }),
	status: choice('Status', { failed: 'Failed', skipped: 'Skipped', success: 'Success' }),
});

/** GET /v1/workflows/{id}/logs: docs.leadlex.com/api-reference/workflows/logs */
export const getLogs: StepsOperation<{ id: string; query: IDataObject; limit: number }> = {
	value: 'getLogs',
	name: 'Get Logs',
	action: 'Get logs of workflow',
	description: 'Get the runs of a workflow of LeadLex and how each ended',
	fields: [...fieldsOf(which), ...howMany, filters(query)],
	parse: (item) => ({
		id: item.values(which).workflow_id!,
		query: item.values(query),
		limit: limitOf(item),
	}),
	steps: ({ id, query: filter, limit }) =>
		pages({ method: 'GET', path: path`/v1/workflows/${id}/logs`, query: filter }, 'logs', limit),
};
