import type { INodeProperties } from 'n8n-workflow';

import { inRange, toBoolean, toInteger } from './converters';
import type { Fields } from './fields';
import { fields, joinSentences, multiOptions, propertiesOf } from './fields';
import type { Item } from './item';

/** Returns a collection of optional fields, sorted by their labels. */
const collection =
	(displayName: string, name: string, placeholder: string) =>
	(table: Fields, ...properties: INodeProperties[]): INodeProperties => ({
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		options: [...propertiesOf(table), ...properties].sort((a, b) =>
			sortKey(a) < sortKey(b) ? -1 : 1,
		),
	});

/** Does not use a locale, because the first use of one takes 16 ms of each start of n8n. */
const sortKey = ({ displayName }: INodeProperties) => displayName.toLowerCase();

export const additionalFields = collection('Additional Fields', 'additionalFields', 'Add field');
export const filters = collection('Filters', 'filters', 'Add filter');
const updates = collection('Update Fields', 'updateFields', 'Add field');

/** The fields of an update. An empty one is not sent, since no API documents what an empty value does. */
export const updateFields = (table: Fields, ...properties: INodeProperties[]): INodeProperties => ({
	...updates(table, ...properties),
	description: joinSentences(
		'Only fields with a value are sent, so an empty one keeps what it has',
		'clear' in table ? 'Use Clear to empty a field' : undefined,
	),
});

/** The field Clear of an update, for the properties that the API documents to be emptied by null. */
export const clearable = <K extends string>(choices: Record<K, string>, description: string) =>
	fields({ clear: multiOptions('Clear', choices, { description }) });

/** Returns null for each property that is to be emptied. */
export const toNulls = (properties: string[] = []): Record<string, null> =>
	Object.fromEntries(properties.map((property) => [property, null]));

/** The fields of a list operation that say how many rows to return. */
export const returnAllOrLimit: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** Reads how many rows an item asks for; Infinity for all. */
export function readLimit(item: Item): number {
	if (item.required('returnAll', toBoolean)) return Infinity;
	return item.required('limit', inRange(toInteger, { minValue: 1 }));
}
