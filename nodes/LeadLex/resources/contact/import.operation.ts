import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { BatchOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import type { Import } from '../../api/imports';
import { importBatch, imported, importTags, importTo, updateExisting } from '../../api/imports';
import { named } from './requireName';
import { details, identity } from './params';

const existing = updateExisting('email or phone');

/** POST /v1/import/contacts: docs.leadlex.com/api-reference/import/contacts */
export const importRows: BatchOperation<Import> = {
	value: 'import',
	name: 'Import',
	action: 'Import contacts',
	description: 'Create contacts that LeadLex does not have, and update or skip those that it has',
	fields: [
		...fieldsOf(identity),
		...fieldsOf(existing),
		additionalFields(details, ...fieldsOf(importTags)),
	],
	parse: (item) => [
		{
			row: named({ ...item.values(identity), ...item.values(details) }),
			how: { ...item.values(existing), ...item.values(importTags) },
		},
	],
	batch: importBatch,
	request: (rows) => importTo('/v1/import/contacts', rows),
	outcomes: imported,
	timeout: 120_000,
};
