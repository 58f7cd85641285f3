import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { boolean, propertiesOf, integer, fields } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

const query = fields({
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
	properties: [...propertiesOf(target), additionalFields(query)],
	parse: (item) => ({ id: item.read(target).conversation_id, query: item.read(query) }),
	request: (params) => ({
		method: 'GET',
		path: path`/v1/lexi/conversations/${params.id}`,
		query: params.query,
	}),
	output: record,
};
