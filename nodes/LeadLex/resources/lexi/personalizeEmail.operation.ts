import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	options,
	propertiesOf,
	longText,
	fields,
	recordLocator,
	required,
	text,
} from '../../../shared/operation/fields';
import { costsCredits } from '../../fields/credits';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';

const draft = fields({
	contact_id: required(recordLocator(contactLocator)),
	intent: required(text('Intent', 'e.g. follow up on proposal')),
});

const details = fields({
	language: text('Language', 'e.g. de', {
		description: 'Two-letter language code (ISO 639-1). Default is en.',
	}),
	length: options(
		'Length',
		{ short: 'Short', medium: 'Medium', long: 'Long' },
		{ default: 'medium', description: 'About 50, 120 or 250 words' },
	),
	template: longText('Template', 'e.g. Dear {{first_name}}', {
		description:
			'Text to start from. LeadLex fills in merge tokens such as {{first_name}} and {{company}}.',
	}),
	tone: options(
		'Tone',
		{ casual: 'Casual', formal: 'Formal', professional: 'Professional', warm: 'Warm' },
		{ default: 'professional' },
	),
});

/** POST /v1/lexi/personalize-email: docs.leadlex.com/api-reference/lexi/personalize-email */
export const personalizeEmail: SingleOperation<IDataObject> = {
	value: 'personalizeEmail',
	name: 'Personalize Email',
	action: 'Personalize email - uses credits',
	...costsCredits('Draft an email to a contact without sending it', '2 credits'),
	properties: [...propertiesOf(draft), additionalFields(details)],
	timeout: 120_000,
	parse: (item) => ({ ...item.read(draft), ...item.read(details) }),
	request: (body) => ({
		method: 'POST',
		path: '/v1/lexi/personalize-email',
		body,
		// A draft is returned and not kept
		safe: true,
		idempotencyKey: true,
	}),
	output: record,
};
