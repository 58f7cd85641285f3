import {
	choice,
	dateTime,
	integer,
	json,
	number,
	params,
	required,
	string,
} from '../../../shared/operation/fields';
import { contactId, numberOf } from '../../fields/recordNumber';

/** The query names the funnel just `id`. */
export const funnel = params({
	id: required(
		numberOf('Funnel ID', 'e.g. 1', {
			name: 'funnelId',
			description: 'The number after funnelID= in the address of an opportunity in SprintHub',
		}),
	),
});

export const card = params({
	title: string('Title', 'e.g. Renewal 2027'),
	crm_column: numberOf('CRM Column', 'e.g. 159', {
		description:
			'The ID of the column (stage) in the funnel. The opportunities of a column have it in crm_column.',
	}),
	lead_id: contactId,
});

export const details = params({
	expectedCloseDate: dateTime('Expected Close Date'),
	fields: json(
		'Fields',
		'e.g. {"Field1": "Value1"}',
		'JSON object with the values of your own CRM fields, each by the name of its field',
	),
	sequence: integer('Sequence', { description: 'The ID of the sequence' }),
	status: choice('Status', { open: 'Open', gain: 'Gain', lost: 'Lost' }),
	user: numberOf('User', 'e.g. 12', { description: 'The ID of the user who is responsible' }),
	value: number('Value', { description: 'The amount, without a currency' }),
});
