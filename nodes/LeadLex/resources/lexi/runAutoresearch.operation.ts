import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	options,
	multiOptions,
	propertiesOf,
	longText,
	fields,
	recordLocator,
} from '../../../shared/operation/fields';
import { atLeastOne } from '../../fields/body';
import { costsCredits } from '../../fields/credits';
import { companyLocator, contactLocator } from '../../fields/locators';
import { record } from '../../api/response';

const subject = fields({
	query: longText('Query', 'e.g. Who advises Acme Legal?', {
		description: 'A query, a contact or a company is needed',
	}),
	contact_id: recordLocator(contactLocator),
	company_id: recordLocator(companyLocator),
});

const details = fields({
	depth: options(
		'Depth',
		{ quick: 'Quick', standard: 'Standard', deep: 'Deep' },
		{ default: 'standard', description: 'Uses 3, 6 or 12 credits' },
	),
	sources: multiOptions(
		'Sources',
		{
			crm: 'CRM',
			emails: 'Emails',
			linkedin: 'LinkedIn',
			meetings: 'Meetings',
			news: 'News',
			web: 'Web',
		},
		{ description: 'Where to look. Default is every authorized source.' },
	),
});

/** POST /v1/lexi/autoresearch: docs.leadlex.com/api-reference/lexi/autoresearch */
export const runAutoresearch: SingleOperation<IDataObject> = {
	value: 'runAutoresearch',
	name: 'Run Autoresearch',
	action: 'Run autoresearch - uses credits',
	...costsCredits('Research a contact, a company or a question', '3 to 12 credits'),
	properties: [...propertiesOf(subject), additionalFields(details)],
	timeout: 120_000,
	parse: (item) => ({ ...atLeastOne(item, subject), ...item.read(details) }),
	request: (body) => ({
		method: 'POST',
		path: '/v1/lexi/autoresearch',
		body,
		idempotencyKey: true,
	}),
	output: record,
};
