import type { IDataObject } from 'n8n-workflow';

import { toJsonObject } from '../../../shared/operation/converters';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, jsonProperty, fields, text } from '../../../shared/operation/fields';
import { additionalBodyFields } from '../../fields/additionalBody';
import { recordWith } from '../../api/response';

const key = fields({
	upsert_key: text('Upsert Key', 'e.g. $.id', {
		description:
			"JSONPath of the key within the object's data. If it is empty, Voxworks looks at $.external_ids.rex.property_id and then at $.id.",
	}),
});

/** POST /api/v1/upsert-object: docs.voxworks.ai/api-reference/objects/upsert-object */
export const upsert: SingleOperation<IDataObject> = {
	value: 'upsert',
	name: 'Create or Update',
	action: 'Create or update object',
	description: 'Create a new record, or update the current one if it already exists (upsert)',
	properties: [
		{
			...additionalBodyFields,
			displayName: 'Object',
			required: true,
			...jsonProperty('e.g. {"id": "property-1", "bedrooms": 3}'),
			description:
				'JSON object with the type and the data. It is sent as it is, since the public page about this call is incomplete: see the documentation of your Voxworks account for its form.',
		},
		...propertiesOf(key),
	],
	parse: (item) => ({
		...item.read(key),
		...item.required(additionalBodyFields.name, toJsonObject),
	}),
	request: (body) => ({
		method: 'POST',
		path: '/api/v1/upsert-object',
		body,
		// The key identifies the object, so a second request writes the same one
		idempotent: true,
	}),
	output: recordWith('object'),
};
