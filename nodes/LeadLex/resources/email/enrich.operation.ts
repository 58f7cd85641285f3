import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { multiOptions, email, propertiesOf, fields, text } from '../../../shared/operation/fields';
import { nothingFoundAdvice } from '../../api/advice';
import { atLeastOne } from '../../fields/body';
import { costsCredits } from '../../fields/credits';
import { record } from '../../api/response';

const subject = fields({
	email: email('Email', 'e.g. name@email.com', { description: 'An email or a domain is needed' }),
	domain: text('Domain', 'e.g. acme.com'),
});

const details = fields({
	include: multiOptions(
		'Include',
		{ company: 'Company', person: 'Person', social: 'Social' },
		{ description: 'What to look for. Default is all.' },
	),
});

/** POST /v1/email/enrich: docs.leadlex.com/api-reference/email/enrich */
export const enrich: SingleOperation<IDataObject> = {
	value: 'enrich',
	name: 'Enrich',
	action: 'Enrich email or domain - uses credits',
	...costsCredits(
		'Look up the person or company behind an email or a domain',
		'1 credit if data is found',
	),
	properties: [...propertiesOf(subject), additionalFields(details)],
	advice: { 404: nothingFoundAdvice },
	timeout: 120_000,
	parse: (item) => ({ ...atLeastOne(item, subject), ...item.read(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/email/enrich', body, idempotencyKey: true }),
	output: record,
};
