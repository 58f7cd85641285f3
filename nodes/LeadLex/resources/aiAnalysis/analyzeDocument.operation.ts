import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	choices,
	fieldsOf,
	longText,
	params,
	picked,
	required,
} from '../../../shared/operation/fields';
import { spending } from '../../fields/credits';
import { documentLocator } from '../../fields/locators';
import { record } from '../../api/response';

const document = params({
	document_id: required(picked(documentLocator, { description: 'Of at most 250 pages' })),
});

const details = params({
	prompt: longText('Prompt', 'e.g. Look at the liability cap first', {
		description: 'What else LeadLex is to heed',
	}),
	sections: choices(
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
	action: 'Analyze document',
	...spending('Find clauses, risks, dates and more in a document', '3 to 12 credits'),
	fields: [...fieldsOf(document), additionalFields(details)],
	timeout: 120_000,
	hints: { 413: 'The document has more than 250 pages. Split it and run this item again.' },
	parse: (item) => ({ ...item.values(document), ...item.values(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/ai/analyze-document', body, idempotent: true }),
	output: record,
};
