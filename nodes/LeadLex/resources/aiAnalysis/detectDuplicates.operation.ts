import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	options,
	dateTime,
	propertiesOf,
	integer,
	number,
	fields,
	recordLocator,
	required,
	text,
} from '../../../shared/operation/fields';
import { nestUnlessEmpty } from '../../fields/body';
import { costsCredits } from '../../fields/credits';
import { listLocator } from '../../fields/locators';
import { record } from '../../api/response';

const recordType = fields({
	entity_type: required(
		options('Entity Type', { contact: 'Contact', company: 'Company', deal: 'Deal' }),
	),
});

const details = fields({
	limit: integer('Max Pairs', {
		default: 100,
		typeOptions: { maxValue: 1000 },
		description: 'How many pairs to return at most, up to 1,000',
	}),
	threshold: number('Threshold', {
		default: 0.85,
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 2 },
		description: 'How alike two records must be, from 0 to 1',
	}),
});

const scope = fields({
	created_after: dateTime('Created After', { description: 'Compares only newer records' }),
	list_id: recordLocator(listLocator, { description: 'Compares only members of this list' }),
	tag: text('Tag', 'e.g. VIP', { description: 'Compares only records with this tag' }),
});

/** POST /v1/ai/detect-duplicates: docs.leadlex.com/api-reference/ai/detect-duplicates */
export const detectDuplicates: SingleOperation<IDataObject> = {
	value: 'detectDuplicates',
	name: 'Detect Duplicates',
	action: 'Detect duplicates - uses credits',
	...costsCredits('Find records that may be the same', '3 to 10 credits'),
	properties: [...propertiesOf(recordType), additionalFields({ ...details, ...scope })],
	timeout: 120_000,
	parse: (item) => ({
		...item.read({ ...recordType, ...details }),
		...nestUnlessEmpty('scope', item.read(scope)),
	}),
	request: (body) => ({
		method: 'POST',
		path: '/v1/ai/detect-duplicates',
		body,
		idempotencyKey: true,
	}),
	output: record,
};
