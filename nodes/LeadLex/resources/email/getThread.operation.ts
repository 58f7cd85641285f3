import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { boolean, fieldsOf, params, picked, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { unlessConnected } from '../../api/advice';
import { threadLocator } from '../../fields/locators';
import { record } from '../../api/response';

const thread = params({ thread_id: required(picked(threadLocator)) });

const query = params({
	include_body: boolean('Include Body', {
		default: true,
		description: 'Whether to return the text of the messages',
	}),
});

/** GET /v1/email/threads/{id}: docs.leadlex.com/api-reference/email/threads-get */
export const getThread: SingleOperation<{ threadId: string; query: IDataObject }> = {
	value: 'getThread',
	name: 'Get Thread',
	action: 'Get email thread',
	description: 'Get an email thread with its messages, the oldest first',
	fields: [...fieldsOf(thread), additionalFields(query)],
	hints: unlessConnected('mailbox'),
	parse: (item) => ({ threadId: item.values(thread).thread_id!, query: item.values(query) }),
	request: ({ threadId, query: asked }) => ({
		method: 'GET',
		path: path`/v1/email/threads/${threadId}`,
		query: asked,
	}),
	output: record,
};
