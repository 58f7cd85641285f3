import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Converter } from './converters';
import { entries } from './converters';
import type { Param, Params, Values } from './fields';
import { isBlank, isObject } from '../utils/guards';

/** A file of an item. Its bytes are read when the request is sent. */
export interface InputFile {
	fileName?: string;
	mimeType: string;
	base64(): Promise<string>;
}

/** One input item as an operation parses it. Parameters go by their names in `fields`. */
export interface Item {
	/** The data that came in. */
	readonly json: IDataObject;
	/** The value of a parameter that must be filled in. */
	required<T>(name: string, as: Converter<T>): T;
	/** The value of a parameter, at the top or in a collection; undefined when blank. */
	optional<T>(name: string, as: Converter<T>): T | undefined;
	/** What is filled in of a table, by the names of the API's properties. */
	values<P extends Params>(params: P): Values<P>;
	/** The same for an update, which must change something. */
	changes<P extends Params>(params: P): Values<P>;
	/** The file in the binary field that a parameter names. */
	file(name: string): InputFile;
	/** The entries of a fixed collection's one group, each to be parsed like an item. */
	entries(name: string): Item[];
}

/** What an item is parsed from. */
export interface ItemSource {
	fields: INodeProperties[];
	json: IDataObject;
	timezone: string;
	/** The raw value of a top-level parameter. */
	valueOf(name: string): unknown;
	/** The file in a binary field, if there is one. */
	fileOf?(field: string): InputFile | undefined;
}

/** What is wrong is thrown as a UserError that begins with the field's label. */
export function createItem({ fields, json, timezone, valueOf, fileOf }: ItemSource): Item {
	const collections = new Map<string, IDataObject>();

	const find = (name: string): { label: string; value: unknown; field?: INodeProperties } => {
		const field = fields.find((candidate) => candidate.name === name);
		if (field) return { label: field.displayName, value: valueOf(name), field };

		for (const collection of fields.filter(({ type }) => type === 'collection')) {
			const options = (collection.options ?? []) as INodeProperties[];
			const option = options.find((candidate) => candidate.name === name);
			if (!option) continue;
			const values =
				collections.get(collection.name) ?? ((valueOf(collection.name) || {}) as IDataObject);
			collections.set(collection.name, values);
			return { label: option.displayName, value: values[name], field: option };
		}
		return { label: name, value: undefined };
	};

	const convert = <T>(label: string, value: unknown, as: Converter<T>): T => {
		let problem: string;
		try {
			return as(value, timezone);
		} catch (error) {
			problem = (error as Error).message;
		}
		throw new UserError(`${label} ${problem}`);
	};

	const required = <T>(name: string, as: Converter<T>): T => {
		const { label, value } = find(name);
		const picked = pickedValue(value);
		if (isBlank(picked) || (typeof picked === 'string' && picked.trim() === '')) {
			throw new UserError(`${label} is required`);
		}
		return convert(label, picked, as);
	};

	const optional = <T>(name: string, as: Converter<T>): T | undefined => {
		const { label, value } = find(name);
		const picked = pickedValue(value);
		return isBlank(picked) ? undefined : convert(label, picked, as);
	};

	const valueOfParam = ({ field, as }: Param) =>
		field.required ? required(field.name, as) : optional(field.name, as);

	const values = <P extends Params>(params: P) => {
		const found: Record<string, unknown> = {};
		for (const [key, param] of Object.entries(params)) {
			const value = valueOfParam(param);
			if (value !== undefined) found[key] = value;
		}
		return found as Values<P>;
	};

	return {
		json,
		required,
		optional,
		values,
		changes(params) {
			const changed = values(params);
			if (Object.keys(changed).length > 0) return changed;
			throw new UserError('Update Fields must hold at least one field');
		},
		file(name) {
			const file = fileOf?.(required(name, String));
			if (file) return file;
			throw new UserError(`${find(name).label} must name a field of the item that holds a file`);
		},
		entries(name) {
			const { label, value, field } = find(name);
			if (isBlank(value)) return [];
			const [group] = (field?.options ?? []) as INodePropertyCollection[];
			return convert(label, value, entries(group.name)).map((entry) =>
				createItem({
					...{ fields: group.values, json, timezone, fileOf },
					valueOf: (key) => (isObject(entry) ? entry[key] : undefined),
				}),
			);
		},
	};
}

/** A resource locator holds the ID beside the mode it was picked in. */
function pickedValue(value: unknown): unknown {
	return isObject(value) && value.__rl === true ? value.value : value;
}
