import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { boolean, dateTime, fields, recordLocator } from '../../../shared/operation/fields';
import { notConnectedAdvice } from '../../api/advice';
import { contactLocator, dealLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';

const query = fields({
	after: dateTime('After', {
		description: 'Returns threads whose newest message came then or later',
	}),
	contact_id: recordLocator(contactLocator),
	deal_id: recordLocator(dealLocator),
	unread: boolean('Unread', {
		default: true,
		description: 'Whether the thread must have unread messages',
	}),
});

/** GET /v1/email/threads: docs.leadlex.com/api-reference/email/threads-list */
export const getAllThreads: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAllThreads',
	name: 'Get Many Threads',
	action: 'Get many email threads',
	description: 'Get many email threads, optionally filtered',
	properties: [...returnAllOrLimit, filters(query)],
	advice: notConnectedAdvice('mailbox'),
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages(
			{ method: 'GET', path: '/v1/email/threads', query: params.query },
			'threads',
			params.limit,
		),
};
