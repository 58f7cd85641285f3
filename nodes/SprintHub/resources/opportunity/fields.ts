import {
	options,
	dateTime,
	integer,
	json,
	number,
	fields,
	required,
	text,
} from '../../../shared/operation/fields';
import { contactId } from '../../fields/contact';
import { recordNumber } from '../../fields/recordNumber';

/** The funnel, which the query calls `id`. */
export const funnel = fields({
	id: required(
		recordNumber('Funnel ID', 'e.g. 1', {
			name: 'funnelId',
			description: 'The number after funnelID= in the address of an opportunity in SprintHub',
		}),
	),
});

export const card = fields({
	title: text('Title', 'e.g. Renewal 2027'),
	crm_column: recordNumber('CRM Column', 'e.g. 159', {
		description:
			'The ID of the column (stage) in the funnel. The opportunities of a column have it in crm_column.',
	}),
	lead_id: contactId,
});

export const details = fields({
	expectedCloseDate: dateTime('Expected Close Date'),
	fields: json(
		'Fields',
		'e.g. {"Field1": "Value1"}',
		'JSON object with the values of your own CRM fields, each by the name of its field',
	),
	sequence: integer('Sequence', { description: 'The ID of the sequence' }),
	status: options('Status', { open: 'Open', gain: 'Gain', lost: 'Lost' }),
	user: recordNumber('User', 'e.g. 12', { description: 'The ID of the user who is responsible' }),
	value: number('Value', { description: 'The amount, without a currency' }),
});
