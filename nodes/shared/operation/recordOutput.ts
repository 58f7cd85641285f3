/**
 * Which properties of a record a read puts out. Most records have more than people work with, so they
 * come simplified, unless the user asks for the raw ones. As a tool, a node can also put out selected fields.
 */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { isObject } from '../utils/guards';
import { boolean, fields, joinSentences, multiOptions, options, propertiesOf } from './fields';
import type { Item } from './item';

/** The documented properties of a kind of record that has more than ten. */
export interface RecordType {
	/** The property that holds the ID. */
	id: string;
	/** The properties of a simplified record, the most used first. They hold plain values, the ID and the name. */
	simplified: string[];
	/** Further keys of a simplified record: each has the value of a property of an object. */
	flattened?: Record<string, [object: string, property: string]>;
	/** Properties that only come if the user asks for them, so a simplified record keeps them. */
	onRequest?: string[];
	/** All properties that are in neither of these lists. */
	rest: string[];
}

/** Returns a record type for a call that documents more properties than the calls of `base`. */
export const extend = (
	base: RecordType,
	{ simplified = [], onRequest, rest = [] }: Partial<RecordType>,
): RecordType => ({
	...base,
	simplified: [...base.simplified, ...simplified],
	onRequest,
	rest: [...base.rest, ...rest],
});

/** Returns a row as it comes out. */
export type OutputForm = (row: IDataObject) => IDataObject;

/** Returns what the editor shows for an operation. How records come out stands above its collections. */
export function propertiesWithOutput({
	properties,
	record,
}: {
	properties: INodeProperties[];
	record?: RecordType;
}): INodeProperties[] {
	if (!record) return properties;
	const index = properties.findIndex(({ type }) => type === 'collection');
	const end = index < 0 ? properties.length : index;
	const output = [...propertiesOf(forNodes), ...propertiesOf(forTools(record))];
	return [...properties.slice(0, end), ...output, ...properties.slice(end)];
}

/** Reads how the records of an item come out. Throws a UserError. */
export function readOutputForm(item: Item, record: RecordType): OutputForm {
	if (!item.isTool) return item.read(forNodes).simplify === false ? raw : simplified(record);
	const { output, outputFields = [] } = item.read(forTools(record));
	if (output === 'raw') return raw;
	const isSelection = output === 'selectedFields' && outputFields.length > 0;
	return isSelection ? selected(new Set([record.id, ...outputFields])) : simplified(record);
}

const raw: OutputForm = (row) => row;

/** A row without any property of a simplified one is not as documented, so it comes out whole. */
const simplified =
	({ simplified: names, flattened = {}, onRequest = [] }: RecordType): OutputForm =>
	(row) => {
		const plainEntries = [...names, ...onRequest].map((name): [string, unknown] => [
			name,
			row[name],
		]);
		const flattenedEntries = Object.entries(flattened).map(([name, [object, property]]) => {
			const value = row[object];
			return [name, isObject(value) ? value[property] : undefined] as [string, unknown];
		});
		const entries = [...plainEntries, ...flattenedEntries].filter(
			([, value]) => value !== undefined,
		);
		return entries.length > 0 ? (Object.fromEntries(entries) as IDataObject) : row;
	};

const selected =
	(names: Set<string>): OutputForm =>
	(row) =>
		Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)));

const forNodes = fields({
	simplify: boolean('Simplify', {
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
		displayOptions: { hide: { '@tool': [true] } },
	}),
});

const forTools = ({ simplified: names, onRequest = [], rest }: RecordType) =>
	fields({
		output: options(
			'Output',
			{
				simplified: {
					name: 'Simplified',
					description: 'The fields that are used most, to save tokens',
				},
				raw: { name: 'Raw', description: 'Everything that the API returns' },
				selectedFields: {
					name: 'Selected Fields',
					description: 'The ID and the fields that you select',
				},
			},
			{
				description: 'How much of each record to return',
				displayOptions: { show: { '@tool': [true] } },
			},
		),
		outputFields: multiOptions('Output Fields', labelled([...names, ...onRequest, ...rest]), {
			description: joinSentences(
				'The fields to return beside the ID',
				'If none is selected, the output is simplified',
			),
			displayOptions: { show: { '@tool': [true], output: ['selectedFields'] } },
		}),
	});

/** Returns the labels of properties, sorted by label. */
const labelled = (names: string[]): Record<string, string> =>
	Object.fromEntries(
		names
			.map((name) => [name, toLabel(name)] as const)
			.sort(([, a], [, b]) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
	);

/** Words that labels spell differently, also because an API has a typo in the name of a property. */
const RESPELLED = /\b(?:Ai|Id|Ids|Url|Utm|Linkedin|Messsage)\b/g;
const SPELLINGS: Record<string, string> = { Ids: 'IDs', Linkedin: 'LinkedIn', Messsage: 'Message' };

/** Returns the label of a property, such as `Related Company ID` for `related_company_id`. */
const toLabel = (name: string): string =>
	name
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.replace(/_/g, ' ')
		.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())
		.replace(RESPELLED, (word) => SPELLINGS[word] ?? word.toUpperCase());
