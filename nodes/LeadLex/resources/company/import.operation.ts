import { additionalFields } from '../../../shared/operation/collections';
import type { BatchOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import type { Import } from '../../api/imports';
import { importBatch, imported, importTags, importTo, updateExisting } from '../../api/imports';
import { details, identity } from './fields';

const existing = updateExisting('domain');

/** POST /v1/import/companies: docs.leadlex.com/api-reference/import/companies */
export const importRows: BatchOperation<Import> = {
	value: 'import',
	name: 'Import',
	action: 'Import companies',
	description: 'Create companies that LeadLex does not have, and update or skip those that it has',
	properties: [
		...propertiesOf(identity),
		...propertiesOf(existing),
		additionalFields(details, ...propertiesOf(importTags)),
	],
	parse: (item) => [
		{
			row: { ...item.read(identity), ...item.read(details) },
			how: { ...item.read(existing), ...item.read(importTags) },
		},
	],
	batch: importBatch,
	request: (rows) => importTo('/v1/import/companies', rows),
	outcomes: imported,
	timeout: 120_000,
};
