import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	boolean,
	options,
	propertiesOf,
	longText,
	fields,
	maxLength,
	required,
	text,
} from '../../../shared/operation/fields';
import { recordWith } from '../../api/response';
import { toTypeName } from '../../fields/converters';
import { schemaFields, schemaOf } from './schema';

const identity = fields({
	type_name: required({
		...text('Type Name', 'e.g. property', {
			description: 'The name for automations: small letters, digits and underscores',
		}),
		convert: toTypeName,
	}),
	display_name: required(text('Display Name', 'e.g. Property')),
});

const details = fields({
	description: maxLength(
		1000,
		longText('Description', 'e.g. Property records imported from a CRM'),
	),
	unique_by_contact: boolean('Unique by Contact', {
		description: 'Whether the objects of this type are unique by contact',
	}),
	validation_mode: options(
		'Validation Mode',
		{ off: 'Off', strict: 'Strict', warn: 'Warn' },
		{ description: 'What to do with objects that do not fit the schema' },
	),
});

/** POST /api/v1/object-types: docs.voxworks.ai/api-reference/objects/create-object-type */
export const create: SingleOperation<IDataObject> = {
	value: 'create',
	name: 'Create',
	action: 'Create object type',
	description: 'Create a new type of objects, such as properties or deals',
	properties: [...propertiesOf(identity), ...schemaFields, additionalFields(details)],
	autoMap: { ...identity, ...details },
	parse: (item) => ({ ...item.read(identity), schema: schemaOf(item), ...item.read(details) }),
	request: (body) => ({ method: 'POST', path: '/api/v1/object-types', body }),
	output: recordWith('object_type'),
	recordId: ({ object_type_id }) => object_type_id,
};
