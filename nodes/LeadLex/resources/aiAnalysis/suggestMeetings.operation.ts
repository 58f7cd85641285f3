import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { boolean, idList, integer, fields } from '../../../shared/operation/fields';
import { costsCredits } from '../../fields/credits';
import { record } from '../../api/response';

const details = fields({
	contact_ids: idList('Contact IDs', 'e.g. 123e4567-e89b-12d3-a456-426614174000', {
		description: 'The contacts to choose from. Default is the whole pipeline.',
	}),
	count: integer('Count', {
		default: 5,
		typeOptions: { minValue: 1, maxValue: 20 },
		description: 'How many suggestions to return, from 1 to 20',
	}),
	only_open_deals: boolean('Only Open Deals', {
		default: true,
		description: 'Whether to leave out contacts without an open deal',
	}),
	window_days: integer('Window Days', {
		default: 14,
		description: 'The number of days within which the meetings should take place',
	}),
});

/** POST /v1/ai/suggest-meetings: docs.leadlex.com/api-reference/ai/suggest-meetings */
export const suggestMeetings: SingleOperation<IDataObject> = {
	value: 'suggestMeetings',
	name: 'Suggest Meetings',
	action: 'Suggest meetings - uses credits',
	...costsCredits('Suggest whom to meet next', '3 credits'),
	properties: [additionalFields(details)],
	timeout: 120_000,
	parse: (item) => item.read(details),
	request: (body) => ({
		method: 'POST',
		path: '/v1/ai/suggest-meetings',
		body,
		idempotencyKey: true,
	}),
	output: record,
};
