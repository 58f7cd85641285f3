import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { options, dateTime, fields, recordLocator } from '../../../shared/operation/fields';
import { contactLocator, dealLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';
import { channels } from './fields';

const query = fields({
	after: dateTime('After', { description: 'Returns messages sent then or later' }),
	channel: options('Channel', channels),
	contact_id: recordLocator(contactLocator),
	deal_id: recordLocator(dealLocator),
	direction: options('Direction', { inbound: 'Inbound', outbound: 'Outbound' }),
});

/** GET /v1/channels/messages: docs.leadlex.com/api-reference/channels/messages-list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many channel messages',
	description: 'Get many channel messages, optionally filtered',
	properties: [...returnAllOrLimit, filters(query)],
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages(
			{ method: 'GET', path: '/v1/channels/messages', query: params.query },
			'messages',
			params.limit,
		),
};
