import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	multiOptions,
	propertiesOf,
	integer,
	fields,
	recordLocator,
	required,
} from '../../../shared/operation/fields';
import { costsCredits } from '../../fields/credits';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';

const target = fields({ contact_id: required(recordLocator(contactLocator)) });

const details = fields({
	channels: multiOptions(
		'Channels',
		{
			call: 'Call',
			email: 'Email',
			linkedin: 'LinkedIn',
			meeting: 'Meeting',
			whatsapp: 'WhatsApp',
		},
		{ description: 'Ways to follow up. Default is all.' },
	),
	count: integer('Count', {
		default: 3,
		typeOptions: { minValue: 1, maxValue: 10 },
		description: 'How many suggestions to return, from 1 to 10',
	}),
	lookback_days: integer('Lookback Days', {
		default: 60,
		description: 'How many days of activities to look at',
	}),
});

/** POST /v1/ai/suggest-followups: docs.leadlex.com/api-reference/ai/suggest-followups */
export const suggestFollowUps: SingleOperation<IDataObject> = {
	value: 'suggestFollowUps',
	name: 'Suggest Follow-Ups',
	action: 'Suggest follow ups - uses credits',
	...costsCredits('Suggest how to follow up with a contact', '2 credits'),
	properties: [...propertiesOf(target), additionalFields(details)],
	timeout: 120_000,
	parse: (item) => ({ ...item.read(target), ...item.read(details) }),
	request: (body) => ({
		method: 'POST',
		path: '/v1/ai/suggest-followups',
		body,
		idempotencyKey: true,
	}),
	output: record,
};
