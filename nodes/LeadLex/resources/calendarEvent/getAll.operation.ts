import type { IDataObject } from 'n8n-workflow';

import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { dateTime, email, fields, recordLocator } from '../../../shared/operation/fields';
import { calendarEventRecord } from '../../fields/records';
import { notConnectedAdvice } from '../../api/advice';
import { contactLocator, dealLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';

const query = fields({
	attendee_email: email('Attendee Email', 'e.g. name@email.com'),
	contact_id: recordLocator(contactLocator, {
		description: 'Returns events that the contact attends',
	}),
	deal_id: recordLocator(dealLocator),
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
	description: 'Get many calendar events, by default those of the next 30 days',
	properties: [...returnAllOrLimit, filters(query)],
	record: calendarEventRecord,
	advice: notConnectedAdvice('calendar'),
	parse: (item) => ({ query: item.read(query), limit: readLimit(item) }),
	safe: true,
	steps: (params) =>
		readPages(
			{ method: 'GET', path: '/v1/calendar/events', query: params.query },
			'events',
			params.limit,
		),
};
