import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	multiOptions,
	propertiesOf,
	longText,
	fields,
	recordLocator,
	required,
} from '../../../shared/operation/fields';
import { costsCredits } from '../../fields/credits';
import { documentLocator } from '../../fields/locators';
import { record } from '../../api/response';

const target = fields({
	document_id: required(recordLocator(documentLocator, { description: 'At most 250 pages' })),
});

const details = fields({
	prompt: longText('Prompt', 'e.g. Look at the liability cap first', {
		description: 'What else LeadLex should pay attention to',
	}),
	sections: multiOptions(
		'Sections',
		{
			amounts: 'Amounts',
			clauses: 'Clauses',
			dates: 'Dates',
			entities: 'Entities',
			obligations: 'Obligations',
			risks: 'Risks',
			signatories: 'Signatories',
			summary: 'Summary',
		},
		{ description: 'What to look for. Default is all.' },
	),
});

/** POST /v1/ai/analyze-document: docs.leadlex.com/api-reference/ai/analyze-document */
export const analyzeDocument: SingleOperation<IDataObject> = {
	value: 'analyzeDocument',
	name: 'Analyze Document',
	action: 'Analyze document - uses credits',
	...costsCredits('Find clauses, risks, dates and more in a document', '3 to 12 credits'),
	properties: [...propertiesOf(target), additionalFields(details)],
	advice: { 413: 'The document has more than 250 pages. Split it and run this item again.' },
	timeout: 120_000,
	parse: (item) => ({ ...item.read(target), ...item.read(details) }),
	request: (body) => ({
		method: 'POST',
		path: '/v1/ai/analyze-document',
		body,
		idempotencyKey: true,
	}),
	output: record,
};
