import { filters, returnAllOrLimit, readLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import {
	dateTime,
	propertiesOf,
	fields,
	recordLocator,
	required,
	text,
} from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactActivityRecord } from '../../fields/records';
import { contactLocator } from '../../fields/locators';
import { readPages } from '../../api/paging';

const target = fields({ contact_id: required(recordLocator(contactLocator)) });

const query = fields({
	from_date: dateTime('From Date', { description: 'Returns what happened then or later' }),
	to_date: dateTime('To Date', { description: 'Returns what happened then or earlier' }),
	type: text('Type', 'e.g. meeting', {
		description: 'Kind of activity, such as call, email, meeting, note, task or list_added',
	}),
});

/** GET /v1/contacts/{id}/activities: docs.leadlex.com/api-reference/activities/list */
export const getActivities: StepsOperation<{
	id: string;
	query: Values<typeof query>;
	limit: number;
}> = {
	value: 'getActivities',
	name: 'Get Activities',
	action: 'Get contact activities',
	description: 'Get the timeline of a contact, newest first',
	properties: [...propertiesOf(target), ...returnAllOrLimit, filters(query)],
	record: contactActivityRecord,
	parse: (item) => ({
		id: item.read(target).contact_id,
		query: item.read(query),
		limit: readLimit(item),
	}),
	safe: true,
	steps: ({ id, query: filter, limit }) =>
		readPages(
			{ method: 'GET', path: path`/v1/contacts/${id}/activities`, query: filter },
			'activities',
			limit,
		),
};
