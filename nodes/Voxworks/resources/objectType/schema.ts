import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Converter } from '../../../shared/operation/converters';
import { toEntries, toJsonObject, toOneOf, toText } from '../../../shared/operation/converters';
import type { Item } from '../../../shared/operation/item';
import { jsonProperty } from '../../../shared/operation/fields';
import { isBlank, isObject } from '../../../shared/utils/guards';

/** The fields of an object type: pairs of name and type, or JSON. */
export const schemaFields: INodeProperties[] = [
	{
		displayName: 'Specify Schema',
		name: 'specifySchema',
		type: 'options',
		default: 'fields',
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		description: 'How to define the fields of the objects',
	},
	{
		displayName: 'Schema Fields',
		name: 'schemaFields',
		type: 'fixedCollection',
		required: true,
		typeOptions: { multipleValues: true },
		placeholder: 'Add schema field',
		default: {},
		displayOptions: { show: { specifySchema: ['fields'] } },
		options: [
			{
				displayName: 'Field',
				name: 'field',
				values: [
					{
						displayName: 'Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. bedrooms',
					},
					{
						displayName: 'Type',
						name: 'type',
						type: 'string',
						default: 'string',
						placeholder: 'e.g. number',
						description: 'The name that Voxworks has for the type. Known names: string and number.',
					},
				],
			},
		],
	},
	{
		displayName: 'Schema (JSON)',
		name: 'schema',
		required: true,
		default: '',
		...jsonProperty('e.g. {"address": "string", "bedrooms": "number"}'),
		description: 'JSON object with the type of each field by its name',
		displayOptions: { show: { specifySchema: ['json'] } },
	},
];

export function schemaOf(item: Item): IDataObject {
	const mode = item.optional('specifySchema', toOneOf('json', 'fields'));
	return mode === 'json'
		? item.required('schema', toJsonObject)
		: item.required('schemaFields', toTypesByName);
}

/** Converts pairs of name and type to one object; blank pairs are left out. */
const toTypesByName: Converter<IDataObject> = (value, timezone) => {
	const entries =
		isObject(value) && Object.keys(value).length === 0 ? [] : toEntries('field')(value, timezone);
	const pairs = entries.filter(({ name, type }) => !isBlank(name) || !isBlank(type));
	if (pairs.length === 0) throw new Error('must contain at least one field');
	return Object.fromEntries(
		pairs.map(({ name, type }) => {
			if (isBlank(name) || isBlank(type)) throw new Error('need both a name and a type');
			return [toText(name, timezone).trim(), toText(type, timezone).trim()];
		}),
	);
};
