import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	options,
	propertiesOf,
	integer,
	fields,
	recordLocator,
} from '../../../shared/operation/fields';
import { atLeastOne } from '../../fields/body';
import { costsCredits } from '../../fields/credits';
import { contactLocator, dealLocator } from '../../fields/locators';
import { record } from '../../api/response';

const subject = fields({
	contact_id: recordLocator(contactLocator, { description: 'A contact or a deal is needed' }),
	deal_id: recordLocator(dealLocator),
});

const details = fields({
	focus: options('Focus', {
		all: 'All',
		opportunities: 'Opportunities',
		risks: 'Risks',
		sentiment: 'Sentiment',
		summary: 'Summary',
		timeline: 'Timeline',
	}),
	max_notes: integer('Max Notes', {
		default: 50,
		typeOptions: { maxValue: 200 },
		description: 'How many notes to read, the newest first. At most 200.',
	}),
});

/** POST /v1/ai/analyze-notes: docs.leadlex.com/api-reference/ai/analyze-notes */
export const analyzeNotes: SingleOperation<IDataObject> = {
	value: 'analyzeNotes',
	name: 'Analyze Notes',
	action: 'Analyze notes - uses credits',
	...costsCredits('Sum up the notes of a contact or a deal', '2 credits'),
	properties: [...propertiesOf(subject), additionalFields(details)],
	advice: { 409: 'Add a note to the contact or deal in LeadLex, then run this item again.' },
	timeout: 120_000,
	parse: (item) => ({ ...atLeastOne(item, subject), ...item.read(details) }),
	request: (body) => ({ method: 'POST', path: '/v1/ai/analyze-notes', body, idempotencyKey: true }),
	output: record,
};
