import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import {
	options,
	dateTime,
	propertiesOf,
	fields,
	recordLocator,
} from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';
import { target } from './fields';

const query = fields({
	contact_id: recordLocator(contactLocator),
	from_date: dateTime('From Date', { description: 'Returns what happened then or later' }),
	to_date: dateTime('To Date', { description: 'Returns what happened then or earlier' }),
	type: options('Type', {
		bounced: 'Bounced',
		clicked: 'Clicked',
		complained: 'Complained',
		delivered: 'Delivered',
		opened: 'Opened',
		replied: 'Replied',
		sent: 'Sent',
		unsubscribed: 'Unsubscribed',
	}),
});

/** GET /v1/campaigns/{id}/events: docs.leadlex.com/api-reference/campaigns/events */
export const getEvents: StepsOperation<{ id: string; query: IDataObject; limit: number }> = {
	value: 'getEvents',
	name: 'Get Events',
	action: 'Get events of campaign',
	description: 'Get single sends, opens, clicks and replies of the last 180 days, the newest first',
	properties: [...propertiesOf(target), ...returnAllOrLimit, filters(query)],
	parse: (item) => ({
		id: item.read(target).campaign_id,
		query: item.read(query),
		limit: readLimit(item),
	}),
	safe: true,
	steps: ({ id, query: filter, limit }) =>
		readPages(
			{ method: 'GET', path: path`/v1/campaigns/${id}/events`, query: filter },
			'events',
			limit,
		),
};
