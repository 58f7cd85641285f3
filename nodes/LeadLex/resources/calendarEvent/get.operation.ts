import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, recordLocator, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { calendarEventRecord } from '../../fields/records';
import { eventLocator } from '../../fields/locators';
import { record } from '../../api/response';

const target = fields({ event_id: required(recordLocator(eventLocator)) });

/** GET /v1/calendar/events/{id}: docs.leadlex.com/api-reference/calendar/events-get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get calendar event',
	description: 'Get a calendar event with its attendees',
	properties: propertiesOf(target),
	record: calendarEventRecord,
	parse: (item) => item.read(target).event_id,
	request: (id) => ({ method: 'GET', path: path`/v1/calendar/events/${id}` }),
	output: record,
};
