import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { boolean, dateTime, params, picked } from '../../../shared/operation/fields';
import { unlessConnected } from '../../api/advice';
import { contactLocator, dealLocator } from '../../fields/locators';
import { pages } from '../../api/paging';

const query = params({
	after: dateTime('After', {
		description: 'Returns threads whose newest message came then or later',
	}),
	contact_id: picked(contactLocator),
	deal_id: picked(dealLocator),
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
	description: 'Get many email threads, all of them or those that a filter finds',
	fields: [...howMany, filters(query)],
	hints: unlessConnected('mailbox'),
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		pages(
			{ method: 'GET', path: '/v1/email/threads', query: wanted.query },
			'threads',
			wanted.limit,
		),
};
