import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { date, integer, fields, text, commaList } from '../../../shared/operation/fields';
import { nestUnlessEmpty } from '../../fields/body';
import { costsCredits } from '../../fields/credits';
import { record } from '../../api/response';

const details = fields({
	industry: text('Industry', 'e.g. legal-tech', {
		description: 'Default is the industry of your workspace',
	}),
	limit: integer('Max Conferences', {
		default: 20,
		typeOptions: { maxValue: 100 },
		description: 'How many conferences to return at most, up to 100',
	}),
	region: text('Region', 'e.g. europe', {
		description:
			'One of global, europe, north-america and apac, or the code of a country such as DE',
	}),
	topics: commaList('Topics', 'e.g. ai, innovation'),
});

const dates = fields({
	from: date('From', { description: 'First day. Default is today.' }),
	to: date('To', { description: 'Last day. Default is 180 days ahead.' }),
});

/** POST /v1/ai/discover-conferences: docs.leadlex.com/api-reference/ai/discover-conferences */
export const discoverConferences: SingleOperation<IDataObject> = {
	value: 'discoverConferences',
	name: 'Discover Conferences',
	action: 'Discover conferences - uses credits',
	...costsCredits('Find conferences that fit your workspace', '3 credits'),
	properties: [additionalFields({ ...details, ...dates })],
	timeout: 120_000,
	parse: (item) => ({ ...item.read(details), ...nestUnlessEmpty('date_range', item.read(dates)) }),
	request: (body) => ({
		method: 'POST',
		path: '/v1/ai/discover-conferences',
		body,
		idempotencyKey: true,
	}),
	output: record,
};
