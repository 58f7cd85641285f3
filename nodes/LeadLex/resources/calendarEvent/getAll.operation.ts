import type { IDataObject } from 'n8n-workflow';

import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { dateTime, params, picked, string } from '../../../shared/operation/fields';
import { unlessConnected } from '../../api/advice';
import { contactLocator, dealLocator } from '../../fields/locators';
import { pages } from '../../api/paging';

const query = params({
	attendee_email: string('Attendee Email', 'e.g. name@email.com'),
	contact_id: picked(contactLocator, { description: 'Returns events that the contact attends' }),
	deal_id: picked(dealLocator),
	from_date: dateTime('From', {
		description: 'Returns events that start then or later. Default is today.',
	}),
	to_date: dateTime('To', {
		description: 'Returns events that start then or earlier. Default is 30 days after From.',
	}),
});

/** GET /v1/calendar/events: docs.leadlex.com/api-reference/calendar/events-list */
export const getAll: StepsOperation<{ query: IDataObject; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many calendar events',
	description: 'Get many calendar events, those of the next 30 days or of other dates',
	fields: [...howMany, filters(query)],
	hints: unlessConnected('calendar'),
	parse: (item) => ({ query: item.values(query), limit: limitOf(item) }),
	steps: (wanted) =>
		pages(
			{ method: 'GET', path: '/v1/calendar/events', query: wanted.query },
			'events',
			wanted.limit,
		),
};
