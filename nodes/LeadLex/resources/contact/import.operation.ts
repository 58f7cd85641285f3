import { additionalFields } from '../../../shared/operation/collections';
import type { BatchOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import type { Import } from '../../api/imports';
import { importBatch, imported, importTags, importTo, updateExisting } from '../../api/imports';
import { named } from './requireName';
import { details, identity } from './fields';

const existing = updateExisting('email or phone');

/** POST /v1/import/contacts: docs.leadlex.com/api-reference/import/contacts */
export const importRows: BatchOperation<Import> = {
	value: 'import',
	name: 'Import',
	action: 'Import contacts',
	description: 'Create contacts that LeadLex does not have, and update or skip those that it has',
	properties: [
		...propertiesOf(identity),
		...propertiesOf(existing),
		additionalFields(details, ...propertiesOf(importTags)),
	],
	parse: (item) => [
		{
			row: named({ ...item.read(identity), ...item.read(details) }),
			how: { ...item.read(existing), ...item.read(importTags) },
		},
	],
	batch: importBatch,
	request: (rows) => importTo('/v1/import/contacts', rows),
	outcomes: imported,
	timeout: 120_000,
};
