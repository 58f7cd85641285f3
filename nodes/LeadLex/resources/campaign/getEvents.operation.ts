import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { choice, dateTime, fieldsOf, params, picked } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator } from '../../fields/locators';
import { pages } from '../../api/paging';
import { which } from './params';

const query = params({
	contact_id: picked(contactLocator),
	from_date: dateTime('From Date', { description: 'Returns what happened then or later' }),
	to_date: dateTime('To Date', { description: 'Returns what happened then or before' }),
	type: choice('Type', {
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
	fields: [...fieldsOf(which), ...howMany, filters(query)],
	parse: (item) => ({
		id: item.values(which).campaign_id!,
		query: item.values(query),
		limit: limitOf(item),
	}),
	steps: ({ id, query: filter, limit }) =>
		pages(
			{ method: 'GET', path: path`/v1/campaigns/${id}/events`, query: filter },
			'events',
			limit,
		),
};
