import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { dateTime, fields, text } from '../../../shared/operation/fields';
import { readPages } from '../../api/paging';
import { callType, contactId, scriptId } from '../../fields/callFilters';

const query = fields({
	contact_id: contactId,
	created_after: dateTime('Created After'),
	created_before: dateTime('Created Before'),
	progress: text('Progress', 'e.g. ended', { description: 'A value that Voxworks uses' }),
	script_id: scriptId,
	status: text('Status', 'e.g. completed', { description: 'A value that Voxworks uses' }),
	type: callType,
});

/** GET /api/v1/calls: docs.voxworks.ai/api-reference/calls/list-calls */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many calls',
	description: 'Get many calls, optionally filtered',
	properties: [...returnAllOrLimit, filters(query)],
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages({ method: 'GET', path: '/api/v1/calls', query: params.query }, params.limit),
};
