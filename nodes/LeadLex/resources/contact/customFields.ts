/** Custom fields by their names, which stand beside the same as JSON. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Converter } from '../../../shared/operation/converters';
import { toNamedValues } from '../../../shared/operation/converters';
import type { Item } from '../../../shared/operation/item';

const LABEL = 'Custom Field Values';

export const customFieldValues: INodeProperties = {
	displayName: LABEL,
	name: 'customFieldValues',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add custom field',
	default: {},
	description: 'Custom fields by their names, to keep with the contact',
	options: [
		{
			displayName: 'Custom Field',
			name: 'field',
			values: [
				{
					displayName: 'Name',
					name: 'name',
					type: 'string',
					default: '',
					placeholder: 'e.g. referred_by',
				},
				{
					displayName: 'Value',
					name: 'value',
					type: 'string',
					default: '',
					placeholder: 'e.g. Hans Müller',
				},
			],
		},
	],
};

/** Converts pairs of name and value to one object. Pairs without a value are left out. */
const toValuesByName: Converter<IDataObject> = (value, timezone) => {
	const values = new Map<string, IDataObject[string]>();
	for (const [name, fieldValue] of toNamedValues('field', 'name', 'a name')(value, timezone)) {
		if (values.has(name)) throw new Error(`has the name "${name}" twice`);
		values.set(name, fieldValue);
	}
	return Object.fromEntries(values);
};

/** Adds the custom fields that an item gives by name. Throws a UserError if it gives one in the JSON, too. */
export function withCustomFieldValues<V extends { custom_fields?: IDataObject }>(
	item: Item,
	contact: V,
): V {
	const values = item.optional(customFieldValues.name, toValuesByName) ?? {};
	if (Object.keys(values).length === 0) return contact;
	const { custom_fields: fromJson = {} } = contact;
	const repeated = Object.keys(values).find((name) => Object.hasOwn(fromJson, name));
	if (repeated !== undefined) {
		throw new UserError(
			`${LABEL} has the name "${repeated}", which is in Custom Fields (JSON), too`,
		);
	}
	return { ...contact, custom_fields: { ...fromJson, ...values } };
}
