import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	boolean,
	propertiesOf,
	fields,
	recordLocator,
	required,
	commaList,
} from '../../../shared/operation/fields';
import { nothingFoundAdvice } from '../../api/advice';
import { costsCredits } from '../../fields/credits';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';

const target = fields({ contact_id: required(recordLocator(contactLocator)) });

const details = fields({
	fields: commaList('Fields', 'e.g. job_title, phone', {
		description:
			'What to look for. Default is job_title, company_name, linkedin_url, phone, location and seniority.',
	}),
	overwrite: boolean('Overwrite', { description: 'Whether to replace what is filled in already' }),
});

/** POST /v1/enrich/contact: docs.leadlex.com/api-reference/enrich/contact */
export const enrichContact: SingleOperation<IDataObject> = {
	value: 'enrichContact',
	name: 'Enrich Contact',
	action: 'Enrich contact - uses credits',
	...costsCredits(
		'Fill in a contact from data providers, and save it',
		'1 credit if data is found',
	),
	properties: [...propertiesOf(target), additionalFields(details)],
	advice: { 409: nothingFoundAdvice },
	timeout: 120_000,
	parse: (item) => ({ ...item.read(target), ...item.read(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/enrich/contact', body, idempotencyKey: true }),
	output: record,
};
