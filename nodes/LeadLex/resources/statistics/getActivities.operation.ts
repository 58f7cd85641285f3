import { filters } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { dateTime, propertiesOf, fields, required, text } from '../../../shared/operation/fields';
import { record } from '../../api/response';

const period = fields({
	date_from: required(dateTime('Date From')),
	date_to: required(dateTime('Date To')),
});
const query = fields({
	activity_type: text('Activity Type', 'e.g. meeting', {
		description: 'Counts only this kind, such as email_sent, email_replied, call, meeting or note',
	}),
});

/** GET /v1/stats/activities: docs.leadlex.com/api-reference/stats/activities */
export const getActivities: SingleOperation<Values<typeof period> & Values<typeof query>> = {
	value: 'getActivities',
	name: 'Get Activities',
	action: 'Get activity statistics',
	description: 'Get the number of activities of each type in a period',
	properties: [...propertiesOf(period), filters(query)],
	parse: (item) => ({ ...item.read(period), ...item.read(query) }),
	request: (params) => ({ method: 'GET', path: '/v1/stats/activities', query: params }),
	output: record,
};
