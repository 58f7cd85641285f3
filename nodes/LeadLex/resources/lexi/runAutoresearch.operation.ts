import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	choice,
	choices,
	fieldsOf,
	longText,
	params,
	picked,
} from '../../../shared/operation/fields';
import { atLeastOne } from '../../fields/body';
import { spending } from '../../fields/credits';
import { companyLocator, contactLocator } from '../../fields/locators';
import { record } from '../../api/response';

const subject = params({
	query: longText('Query', 'e.g. Who advises Acme Legal?', {
		description: 'A query, a contact or a company is needed',
	}),
	contact_id: picked(contactLocator),
	company_id: picked(companyLocator),
});

const details = params({
	depth: choice(
		'Depth',
		{ quick: 'Quick', standard: 'Standard', deep: 'Deep' },
		{ default: 'standard', description: 'Spends 3, 6 or 12 credits' },
	),
	sources: choices(
		'Sources',
		{
			crm: 'CRM',
			emails: 'Emails',
			linkedin: 'LinkedIn',
			meetings: 'Meetings',
			news: 'News',
			web: 'Web',
		},
		{ description: 'Where to look. Default is wherever LeadLex may.' },
	),
});

/** POST /v1/lexi/autoresearch: docs.leadlex.com/api-reference/lexi/autoresearch */
export const runAutoresearch: SingleOperation<IDataObject> = {
	value: 'runAutoresearch',
	name: 'Run Autoresearch',
	action: 'Run autoresearch',
	...spending('Research a contact, a company or a question', '3 to 12 credits'),
	fields: [...fieldsOf(subject), additionalFields(details)],
	timeout: 120_000,
	parse: (item) => ({ ...atLeastOne(item, subject), ...item.values(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/lexi/autoresearch', body, idempotent: true }),
	output: record,
};
