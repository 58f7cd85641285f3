import { additionalFields } from '../../../shared/description';
import type { BatchOperation } from '../../../shared/operation';
import { fieldsOf } from '../../../shared/params';
import type { Import } from '../../importing';
import { importBatch, imported, importTags, importTo, updateExisting } from '../../importing';
import { named } from './named';
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
