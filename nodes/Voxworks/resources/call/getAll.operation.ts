import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { dateTime, params, string } from '../../../shared/operation/fields';
import { pages } from '../../api/paging';
import { callType, contactId, scriptId } from './params';

const query = params({
	contact_id: contactId,
	created_after: dateTime('Created After'),
	created_before: dateTime('Created Before'),
	progress: string('Progress', 'e.g. ended', { description: 'As Voxworks writes it' }),
	script_id: scriptId,
	status: string('Status', 'e.g. completed', { description: 'As Voxworks writes it' }),
	type: callType,
});

/** GET /api/v1/calls: docs.voxworks.ai/api-reference/calls/list-calls */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many calls',
	description: 'Get many calls, all of them or those that a filter finds',
	fields: [...howMany, filters(query)],
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		pages({ method: 'GET', path: '/api/v1/calls', query: wanted.query }, wanted.limit),
};
