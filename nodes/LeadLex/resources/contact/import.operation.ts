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
import { customFieldValues, withCustomFieldValues } from './customFields';
import { requireName } from './requireName';
import { details, identity } from './fields';

const existing = updateExistingField('email or phone');

/** POST /v1/import/contacts: docs.leadlex.com/api-reference/import/contacts */
export const importRows: BatchOperation<ImportRow> = {
	value: 'import',
	name: 'Import',
	action: 'Import contacts',
	description: 'Create contacts that LeadLex does not have, and update or skip those that it has',
	properties: [
		...propertiesOf(identity),
		...propertiesOf(existing),
		additionalFields(details, customFieldValues, ...propertiesOf(importTagsField)),
	],
	autoMap: { ...identity, ...details },
	timeout: 120_000,
	parse: (item) => [
		{
			row: requireName(
				withCustomFieldValues(item, { ...item.read(identity), ...item.read(details) }),
			),
			options: { ...item.read(existing), ...item.read(importTagsField) },
		},
	],
	batch: importBatch,
	request: (rows) => importRequest('/v1/import/contacts', rows),
	outcomes: importOutcomes,
};
