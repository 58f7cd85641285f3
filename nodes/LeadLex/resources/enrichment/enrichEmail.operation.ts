import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	boolean,
	multiOptions,
	email,
	propertiesOf,
	fields,
	required,
} from '../../../shared/operation/fields';
import { nothingFoundAdvice } from '../../api/advice';
import { costsCredits } from '../../fields/credits';
import { record } from '../../api/response';

const subject = fields({ email: required(email('Email', 'e.g. name@email.com')) });

const details = fields({
	include: multiOptions(
		'Include',
		{ company: 'Company', person: 'Person', social: 'Social' },
		{ description: 'What to look for. Default is all.' },
	),
	verify: boolean('Verify', {
		description: 'Whether to check that the mailbox can be delivered to',
	}),
});

/** POST /v1/enrich/email: docs.leadlex.com/api-reference/enrich/email */
export const enrichEmail: SingleOperation<IDataObject> = {
	value: 'enrichEmail',
	name: 'Enrich Email',
	action: 'Enrich email - uses credits',
	...costsCredits('Look up a person by email without saving anything', '1 credit if data is found'),
	properties: [...propertiesOf(subject), additionalFields(details)],
	advice: { 409: nothingFoundAdvice },
	timeout: 120_000,
	parse: (item) => ({ ...item.read(subject), ...item.read(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/enrich/email', body, idempotencyKey: true }),
	output: record,
};
