import { additionalFields } from '../../../shared/operation/collections';
import type { BatchOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import type { ImportRow } from '../../api/imports';
import {
	importBatch,
	importOutcomes,
	importTagsField,
	importRequest,
	updateExistingField,
} from '../../api/imports';
import { details, identity } from './fields';

const existing = updateExistingField('domain');

/** POST /v1/import/companies: docs.leadlex.com/api-reference/import/companies */
export const importRows: BatchOperation<ImportRow> = {
	value: 'import',
	name: 'Import',
	action: 'Import companies',
	description: 'Create companies that LeadLex does not have, and update or skip those that it has',
	properties: [
		...propertiesOf(identity),
		...propertiesOf(existing),
		additionalFields(details, ...propertiesOf(importTagsField)),
	],
	autoMap: { ...identity, ...details },
	timeout: 120_000,
	parse: (item) => [
		{
			row: { ...item.read(identity), ...item.read(details) },
			options: { ...item.read(existing), ...item.read(importTagsField) },
		},
	],
	batch: importBatch,
	request: (rows) => importRequest('/v1/import/companies', rows),
	outcomes: importOutcomes,
};
