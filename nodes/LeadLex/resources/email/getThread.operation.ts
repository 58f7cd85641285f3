import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	boolean,
	propertiesOf,
	fields,
	recordLocator,
	required,
} from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { notConnectedAdvice } from '../../api/advice';
import { threadLocator } from '../../fields/locators';
import { record } from '../../api/response';

const target = fields({ thread_id: required(recordLocator(threadLocator)) });

const query = fields({
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
	properties: [...propertiesOf(target), additionalFields(query)],
	advice: notConnectedAdvice('mailbox'),
	parse: (item) => ({ threadId: item.read(target).thread_id, query: item.read(query) }),
	request: (params) => ({
		method: 'GET',
		path: path`/v1/email/threads/${params.threadId}`,
		query: params.query,
	}),
	output: record,
};
