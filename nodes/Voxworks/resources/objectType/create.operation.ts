import type { IDataObject } from 'n8n-workflow';

import { additionalFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import {
	boolean,
	choice,
	fieldsOf,
	longText,
	params,
	required,
	string,
} from '../../../shared/operation/fields';
import { recordWith } from '../../api/response';
import { typeName, upTo } from '../../fields/converters';
import { schemaFields, schemaOf } from './schema';

const identity = params({
	type_name: required({
		...string('Type Name', 'e.g. property', {
			description: 'The name for automations: small letters, digits and underscores',
		}),
		as: typeName,
	}),
	display_name: required(string('Display Name', 'e.g. Property')),
});

const details = params({
	description: {
		...longText('Description', 'e.g. Property records imported from a CRM', {
			description: 'At most 1,000 characters',
		}),
		as: upTo(1000),
	},
	unique_by_contact: boolean('Unique by Contact', {
		description: 'Whether the objects of this type are unique by contact',
	}),
	validation_mode: choice(
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
	fields: [...fieldsOf(identity), ...schemaFields, additionalFields(details)],
	parse: (item) => ({ ...item.values(identity), schema: schemaOf(item), ...item.values(details) }),
	request: (body) => ({ method: 'POST', path: '/api/v1/object-types', body }),
	output: recordWith('object_type'),
	recordId: ({ object_type_id }) => object_type_id,
};
