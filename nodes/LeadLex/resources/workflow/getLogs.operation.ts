import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { options, dateTime, propertiesOf, fields } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { readPages } from '../../api/paging';
import { target } from './fields';

const query = fields({
	after: dateTime('After', { description: 'Returns runs that were triggered then or later' }),
	status: options('Status', { failed: 'Failed', skipped: 'Skipped', success: 'Success' }),
});

/** GET /v1/workflows/{id}/logs: docs.leadlex.com/api-reference/workflows/logs */
export const getLogs: StepsOperation<{ id: string; query: IDataObject; limit: number }> = {
	value: 'getLogs',
	name: 'Get Logs',
	action: 'Get logs of workflow',
	description: 'Get the runs of a workflow of LeadLex and how each ended',
	properties: [...propertiesOf(target), ...returnAllOrLimit, filters(query)],
	parse: (item) => ({
		id: item.read(target).workflow_id,
		query: item.read(query),
		limit: readLimit(item),
	}),
	safe: true,
	steps: ({ id, query: filter, limit }) =>
		readPages(
			{ method: 'GET', path: path`/v1/workflows/${id}/logs`, query: filter },
			'logs',
			limit,
		),
};
