import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { date, integer, params, string, stringList } from '../../../shared/operation/fields';
import { nested } from '../../fields/body';
import { spending } from '../../fields/credits';
import { record } from '../../api/response';

const details = params({
	industry: string('Industry', 'e.g. legal-tech', {
		description: 'Default is the industry of your workspace',
	}),
	limit: integer('Max Conferences', {
		default: 20,
		typeOptions: { maxValue: 100 },
		description: 'How many conferences to return at most, up to 100',
	}),
	region: string('Region', 'e.g. europe', {
		description:
			'One of global, europe, north-america and apac, or the code of a country such as DE',
	}),
	topics: stringList('Topics', 'e.g. ai, innovation', {
		description: 'One, several with commas between them, or a list',
	}),
});

const dates = params({
	from: date('From', { description: 'First day. Default is today.' }),
	to: date('To', { description: 'Last day. Default is 180 days ahead.' }),
});

/** POST /v1/ai/discover-conferences: docs.leadlex.com/api-reference/ai/discover-conferences */
export const discoverConferences: SingleOperation<IDataObject> = {
	value: 'discoverConferences',
	name: 'Discover Conferences',
	action: 'Discover conferences',
	...spending('Find conferences that fit your workspace', '3 credits'),
	fields: [additionalFields({ ...details, ...dates })],
	timeout: 120_000,
	parse: (item) => ({ ...item.values(details), ...nested('date_range', item.values(dates)) }),
	request: (body) => ({
		method: 'POST',
		path: '/v1/ai/discover-conferences',
		body,
		idempotent: true,
	}),
	output: record,
};
