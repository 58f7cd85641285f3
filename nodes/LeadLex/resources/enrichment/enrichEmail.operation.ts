import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	boolean,
	choices,
	email,
	fieldsOf,
	params,
	required,
} from '../../../shared/operation/fields';
import { nothingFound } from '../../api/advice';
import { spending } from '../../fields/credits';
import { record } from '../../api/response';

const person = params({ email: required(email('Email', 'e.g. name@email.com')) });

const details = params({
	include: choices(
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
	action: 'Enrich email',
	...spending('Look up a person by email without saving anything', '1 credit if found'),
	fields: [...fieldsOf(person), additionalFields(details)],
	timeout: 120_000,
	hints: { 409: nothingFound },
	parse: (item) => ({ ...item.values(person), ...item.values(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/enrich/email', body, idempotent: true }),
	output: record,
};
