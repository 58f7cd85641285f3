import type { IDataObject, INode, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { isBlank, isObject } from '../utils/guards';
import type { Converter } from './converters';
import { toEntries } from './converters';
import type { Fields, Values } from './fields';

/** A file of an item. Its bytes are read when the request is sent. */
export interface InputFile {
	fileName?: string;
	mimeType: string;
	base64(): Promise<string>;
}

/** One input item as an operation parses it. Parameters are read by their names in `properties`. */
export interface Item {
	/** The data of the input item. */
	readonly json: IDataObject;
	/** Whether the node runs as a tool of an AI agent. */
	readonly isTool: boolean;
	/** Reads a parameter that must be filled in. */
	required<T>(name: string, convert: Converter<T>): T;
	/** Reads a parameter, at the top level or in a collection; undefined if it is blank. */
	optional<T>(name: string, convert: Converter<T>): T | undefined;
	/** Reads all fields of a table, by the names of the API's properties. */
	read<F extends Fields>(table: F): Values<F>;
	/** Like `read`, for an update, which must change something. `additions` are changes from outside of the table. */
	requireChanges<F extends Fields>(table: F, additions?: IDataObject): Values<F>;
	/** Returns the file in the binary field that a parameter names. */
	file(name: string): InputFile;
	/** Returns the entries of a fixed collection's only group, each to be parsed like an item. */
	entries(name: string): Item[];
}

/** What an item is parsed from. */
export interface ItemSource {
	properties: INodeProperties[];
	json: IDataObject;
	timezone: string;
	/** Whether a model wrote the values. */
	isTool?: boolean;
	/** Returns the raw value of a top-level parameter. */
	readParameter(name: string): unknown;
	/** Whether a parameter is read from a column of the item. Missing if none is. */
	isColumn?(name: string): boolean;
	/** Returns the file in a binary field, if there is one. */
	findFile?(field: string): InputFile | undefined;
}

/** Whether a node runs as a tool of an AI agent: n8n appends this to the type, and older versions say it nowhere else. */
export const isTool = ({ type }: Pick<INode, 'type'>): boolean => type.endsWith('Tool');

/** What models write where they have no value. */
const WORDS_FOR_NOTHING = ['null', 'undefined', 'None'];

/** Returns a value without such words, also in collections and locators. */
function withoutWordsForNothing(value: unknown): unknown {
	if (typeof value === 'string') return WORDS_FOR_NOTHING.includes(value.trim()) ? '' : value;
	if (Array.isArray(value)) return value.map(withoutWordsForNothing);
	if (!isObject(value) || 'toJSON' in value) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, entry]) => [key, withoutWordsForNothing(entry)]),
	);
}

/** Returns the source without the words that a model writes for nothing. */
const cleanSource = (source: ItemSource): ItemSource => ({
	...source,
	json: withoutWordsForNothing(source.json) as IDataObject,
	readParameter: (name) => withoutWordsForNothing(source.readParameter(name)),
});

/** Every function of the item throws a UserError that begins with the field's label if a value is invalid. */
export function createItem(originalSource: ItemSource): Item {
	const source = originalSource.isTool ? cleanSource(originalSource) : originalSource;
	const { json, timezone, isTool = false, findFile } = source;
	const find = createParameterFinder(source);
	const convertValue = <T>({ label, value }: Parameter, convert: Converter<T>): T =>
		convertOrThrow(label, () => convert(value, timezone));

	const required = <T>(name: string, convert: Converter<T>): T => {
		const parameter = find(name);
		if (isBlank(parameter.value)) throw missingError(source, parameter.label, name);
		return convertValue(parameter, convert);
	};

	const optional = <T>(name: string, convert: Converter<T>): T | undefined => {
		const parameter = find(name);
		return isBlank(parameter.value) ? undefined : convertValue(parameter, convert);
	};

	const read = <F extends Fields>(table: F) => {
		const values: Record<string, unknown> = {};
		for (const [key, { property, convert, isRequired }] of Object.entries(table)) {
			const value = (isRequired ? required : optional)(property.name, convert);
			if (value !== undefined) values[key] = value;
		}
		return values as Values<F>;
	};

	return {
		json,
		isTool,
		required,
		optional,
		read,
		requireChanges(table, additions) {
			const changes = { ...read(table), ...additions };
			if (Object.keys(changes).length > 0) return changes;
			throw noChangesError(source);
		},
		file(name) {
			const file = findFile?.(required(name, String));
			if (file) return file;
			throw new UserError(`${find(name).label} must name a field of the item that contains a file`);
		},
		entries(name) {
			const parameter = find(name);
			if (isBlank(parameter.value)) return [];
			const [group] = (parameter.property?.options ?? []) as INodePropertyCollection[];
			return convertValue(parameter, toEntries(group.name)).map((entry) =>
				createItem({
					properties: group.values,
					json,
					timezone,
					isTool,
					readParameter: (key) => (isObject(entry) ? entry[key] : undefined),
					findFile,
				}),
			);
		},
	};
}

function missingError({ isColumn }: ItemSource, label: string, name: string): UserError {
	const where = isColumn?.(name) ? ': the item has no value in a column of this name' : '';
	return new UserError(`${label} is required${where}`);
}

const noChangesError = ({ isColumn }: ItemSource) =>
	new UserError(
		isColumn
			? "None of the item's columns with a value has the name of a field"
			: 'Update Fields must contain at least one field with a value',
	);

function convertOrThrow<T>(label: string, convert: () => T): T {
	let problem: string;
	try {
		return convert();
	} catch (error) {
		problem = (error as Error).message;
	}
	throw new UserError(`${label} ${problem}`);
}

interface Parameter {
	label: string;
	value: unknown;
	property?: INodeProperties;
}

/** Finds parameters by name, at the top level or in a collection. Each collection is read once. */
function createParameterFinder({ properties, readParameter }: ItemSource) {
	const collections = new Map<string, IDataObject>();
	const readCollection = (name: string): IDataObject => {
		const values = collections.get(name) ?? ((readParameter(name) || {}) as IDataObject);
		collections.set(name, values);
		return values;
	};

	return (name: string): Parameter => {
		const property = properties.find((candidate) => candidate.name === name);
		if (property) {
			return { label: property.displayName, value: locatorValue(readParameter(name)), property };
		}
		for (const collection of properties.filter(({ type }) => type === 'collection')) {
			const options = (collection.options ?? []) as INodeProperties[];
			const option = options.find((candidate) => candidate.name === name);
			if (!option) continue;
			const value = locatorValue(readCollection(collection.name)[name]);
			return { label: option.displayName, value, property: option };
		}
		return { label: name, value: undefined };
	};
}

/** A resource locator holds the ID beside the mode in which it was picked. */
function locatorValue(value: unknown): unknown {
	return isObject(value) && value.__rl === true ? value.value : value;
}
