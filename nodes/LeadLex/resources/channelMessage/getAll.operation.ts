import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { choice, dateTime, params, picked } from '../../../shared/operation/fields';
import { contactLocator, dealLocator } from '../../fields/locators';
import { pages } from '../../api/paging';
import { channels } from './params';

const query = params({
	after: dateTime('After', { description: 'Returns messages sent then or later' }),
	channel: choice('Channel', channels),
	contact_id: picked(contactLocator),
	deal_id: picked(dealLocator),
	direction: choice('Direction', { inbound: 'Inbound', outbound: 'Outbound' }),
});

/** GET /v1/channels/messages: docs.leadlex.com/api-reference/channels/messages-list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many channel messages',
	description: 'Get many channel messages, all of them or those that a filter finds',
	fields: [...howMany, filters(query)],
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		pages(
			{ method: 'GET', path: '/v1/channels/messages', query: wanted.query },
			'messages',
			wanted.limit,
		),
};
