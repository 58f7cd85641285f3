import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	boolean,
	multiOptions,
	propertiesOf,
	fields,
	recordLocator,
	text,
} from '../../../shared/operation/fields';
import { nothingFoundAdvice } from '../../api/advice';
import { atLeastOne } from '../../fields/body';
import { costsCredits } from '../../fields/credits';
import { companyLocator } from '../../fields/locators';
import { record } from '../../api/response';

const subject = fields({
	company_id: recordLocator(companyLocator, { description: 'A company or a domain is needed' }),
	domain: text('Domain', 'e.g. acme.com', {
		description: 'LeadLex creates the company if none has this domain',
	}),
});

const details = fields({
	fields: multiOptions(
		'Fields',
		{
			description: 'Description',
			founded_year: 'Founded Year',
			hq_location: 'Headquarters',
			industry: 'Industry',
			linkedin_url: 'LinkedIn URL',
			logo_url: 'Logo URL',
			name: 'Name',
			size: 'Size',
			tech_stack: 'Tech Stack',
		},
		{ description: 'What to look for. Default is all.' },
	),
	overwrite: boolean('Overwrite', { description: 'Whether to replace what is filled in already' }),
});

/** POST /v1/enrich/company: docs.leadlex.com/api-reference/enrich/company */
export const enrichCompany: SingleOperation<IDataObject> = {
	value: 'enrichCompany',
	name: 'Enrich Company',
	action: 'Enrich company - uses credits',
	...costsCredits(
		'Fill in a company from data providers, and save it',
		'1 credit if data is found',
	),
	properties: [...propertiesOf(subject), additionalFields(details)],
	advice: { 409: nothingFoundAdvice },
	timeout: 120_000,
	parse: (item) => ({ ...atLeastOne(item, subject), ...item.read(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/enrich/company', body, idempotencyKey: true }),
	output: record,
};
