import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { BatchOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import type { Import } from '../../api/imports';
import { importBatch, imported, importTags, importTo, updateExisting } from '../../api/imports';
import { details, identity } from './params';

const existing = updateExisting('domain');

/** POST /v1/import/companies: docs.leadlex.com/api-reference/import/companies */
export const importRows: BatchOperation<Import> = {
	value: 'import',
	name: 'Import',
	action: 'Import companies',
	description: 'Create companies that LeadLex does not have, and update or skip those that it has',
	fields: [
		...fieldsOf(identity),
		...fieldsOf(existing),
		additionalFields(details, ...fieldsOf(importTags)),
	],
	parse: (item) => [
		{
			row: { ...item.values(identity), ...item.values(details) },
			how: { ...item.values(existing), ...item.values(importTags) },
		},
	],
	batch: importBatch,
	request: (rows) => importTo('/v1/import/companies', rows),
	outcomes: imported,
	timeout: 120_000,
};
