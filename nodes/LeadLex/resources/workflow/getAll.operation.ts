import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { boolean, fields, text } from '../../../shared/operation/fields';
import { workflowRecord } from '../../fields/records';
import { readPages } from '../../api/paging';
import { conditionEntity } from './fields';

const query = fields({
	condition_entity: conditionEntity,
	enabled: boolean('Enabled', {
		default: true,
		description:
			'Whether to return only workflows that are switched on. If off, only those that are switched off are returned.',
	}),
	search: text('Search', 'e.g. won deals', { description: 'Part of the name' }),
});

/** GET /v1/workflows: docs.leadlex.com/api-reference/workflows/list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many workflows',
	description: 'Get many workflows of LeadLex, optionally filtered',
	properties: [...returnAllOrLimit, filters(query)],
	record: workflowRecord,
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages(
			{ method: 'GET', path: '/v1/workflows', query: params.query },
			'workflows',
			params.limit,
		),
};
