import { filters } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { dateTime, fieldsOf, params, required, string } from '../../../shared/operation/fields';
import { record } from '../../api/response';

const period = params({
	date_from: required(dateTime('Date From')),
	date_to: required(dateTime('Date To')),
});
const query = params({
	activity_type: string('Activity Type', 'e.g. meeting', {
		description: 'Counts only this kind, such as email_sent, email_replied, call, meeting or note',
	}),
});

/** GET /v1/stats/activities: docs.leadlex.com/api-reference/stats/activities */
export const getActivities: SingleOperation<Values<typeof period> & Values<typeof query>> = {
	value: 'getActivities',
	name: 'Get Activities',
	action: 'Get activity statistics',
	description: 'Get the number of activities of each type in a period',
	fields: [...fieldsOf(period), filters(query)],
	parse: (item) => ({ ...item.values(period), ...item.values(query) }),
	request: (wanted) => ({ method: 'GET', path: '/v1/stats/activities', query: wanted }),
	output: record,
};
