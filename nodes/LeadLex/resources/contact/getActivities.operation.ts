import { filters, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import {
	dateTime,
	fieldsOf,
	params,
	picked,
	required,
	string,
} from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator } from '../../fields/locators';
import { pages } from '../../api/paging';

const contact = params({ contact_id: required(picked(contactLocator)) });

const query = params({
	from_date: dateTime('From Date', { description: 'Returns what happened then or later' }),
	to_date: dateTime('To Date', { description: 'Returns what happened then or earlier' }),
	type: string('Type', 'e.g. meeting', {
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
	fields: [...fieldsOf(contact), ...howMany, filters(query)],
	parse: (item) => ({
		id: item.values(contact).contact_id!,
		query: item.values(query),
		limit: limitOf(item),
	}),
	steps: ({ id, query: wanted, limit }) =>
		pages(
			{ method: 'GET', path: path`/v1/contacts/${id}/activities`, query: wanted },
			'activities',
			limit,
		),
};
