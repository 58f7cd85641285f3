import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	multiOptions,
	propertiesOf,
	id,
	fields,
	recordLocator,
	text,
} from '../../../shared/operation/fields';
import { atLeastOne } from '../../fields/body';
import { costsCredits } from '../../fields/credits';
import { dealLocator } from '../../fields/locators';
import { record } from '../../api/response';

const subject = fields({
	deal_id: recordLocator(dealLocator, { description: 'A deal or a matter is needed' }),
	matter_id: id('Matter ID', 'e.g. matter_01HY1'),
});

const details = fields({
	focus: multiOptions(
		'Focus',
		{
			counterparty: 'Counterparty',
			deadlines: 'Deadlines',
			next_steps: 'Next Steps',
			precedents: 'Precedents',
			regulatory: 'Regulatory',
			risks: 'Risks',
		},
		{ description: 'What to look for. Default is all.' },
	),
	jurisdiction: text('Jurisdiction', 'e.g. DE', {
		description: 'Two-letter country code (ISO 3166-1). Default is that of your workspace.',
	}),
});

/** POST /v1/ai/legal-insights: docs.leadlex.com/api-reference/ai/legal-insights */
export const getLegalInsights: SingleOperation<IDataObject> = {
	value: 'getLegalInsights',
	name: 'Get Legal Insights',
	action: 'Get legal insights - uses credits',
	...costsCredits(
		'Get risks, precedents, deadlines and next steps of a deal or matter',
		'4 credits',
	),
	properties: [...propertiesOf(subject), additionalFields(details)],
	timeout: 120_000,
	parse: (item) => ({ ...atLeastOne(item, subject), ...item.read(details) }),
	request: (body) => ({
		method: 'POST',
		path: '/v1/ai/legal-insights',
		body,
		idempotencyKey: true,
	}),
	output: record,
};
