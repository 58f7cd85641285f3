import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { boolean, fieldsOf, integer, params } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { conversation } from './params';

const query = params({
	include_tool_steps: boolean('Include Tool Steps', {
		description: 'Whether to return also what the assistant did between the messages',
	}),
	limit: integer('Max Messages', {
		default: 200,
		typeOptions: { maxValue: 1000 },
		description: 'How many messages to return, the newest first. At most 1,000.',
	}),
});

/** GET /v1/lexi/conversations/{id}: docs.leadlex.com/api-reference/lexi/conversations-get */
export const get: SingleOperation<{ id: string; query: IDataObject }> = {
	value: 'get',
	name: 'Get',
	action: 'Get Lexi conversation',
	description: 'Get a conversation with its messages',
	fields: [...fieldsOf(conversation), additionalFields(query)],
	parse: (item) => ({ id: item.values(conversation).conversation_id!, query: item.values(query) }),
	request: ({ id, query: asked }) => ({
		method: 'GET',
		path: path`/v1/lexi/conversations/${id}`,
		query: asked,
	}),
	output: record,
};
