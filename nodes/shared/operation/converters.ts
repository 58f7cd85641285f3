import type { IDataObject } from 'n8n-workflow';

import { parseJson } from '../utils/json';
import { toPathSegment } from './path';
import { isBlank, isObject } from '../utils/guards';

/** Converts a parameter's value to what the API accepts. Throws what the value must be. */
export type Converter<T> = (value: unknown, timezone: string) => T;

/** Converts to text. Numbers and booleans are accepted, except numbers that have lost digits. */
export const toText: Converter<string> = (value) => {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean') return String(value);
	if (typeof value !== 'number') throw new Error('must be text');
	const digits = String(value);
	const isExact = Number.isSafeInteger(value) || !Number.isInteger(value);
	if (isExact && /^-?\d+(\.\d+)?$/.test(digits)) return digits;
	throw new Error('must be text: as a number it has lost digits');
};

/** Trims an ID and checks that it can be one segment of a path. */
export const toId: Converter<string> = (value, timezone) => {
	const trimmed = toText(value, timezone).trim();
	toPathSegment(trimmed);
	return trimmed;
};

/** Converts to IDs, from one ID or from any form that `toTextList` accepts. */
export const toIdList: Converter<string[]> = (value, timezone) =>
	toTextList(value, timezone).map((entry) => toId(entry, timezone));

/**
 * Converts to texts, from a list, a JSON array as text, or text separated by commas, semicolons or
 * line breaks. Blank entries are left out.
 */
export const toTextList: Converter<string[]> = (value, timezone) => {
	const list = Array.isArray(value) ? value : splitList(toText(value, timezone));
	const entries = list
		.flat()
		.filter((entry) => !isBlank(entry))
		.map((entry) => toText(entry, timezone).trim())
		.filter((entry) => entry !== '');
	if (entries.length === 0) throw new Error('has no entries');
	return entries;
};

function splitList(input: string): unknown[] {
	// Parsing every plain ID as JSON would double the time per item
	const parsed = input.trimStart().startsWith('[') ? parseJsonOrUndefined(input) : undefined;
	return Array.isArray(parsed) ? parsed : input.split(/[,;\r\n]+/).map(removeQuotes);
}

const removeQuotes = (entry: string) => entry.trim().replace(/^(["'])(.*)\1$/, '$2');

/** The maximum of RFC 5321. */
const MAX_EMAIL_LENGTH = 320;
/** Longer than servers accept. Node.js parses host names in quadratic time. */
const MAX_URL_LENGTH = 10_000;

/** Checks an email address against the `email` format of JSON Schema. */
export const toEmail: Converter<string> = (value, timezone) => {
	const address = toText(value, timezone).trim();
	const [local, domain, ...rest] = address.split('@');
	const atom = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
	const host = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;
	if (
		address.length > MAX_EMAIL_LENGTH ||
		rest.length > 0 ||
		!atom.test(local) ||
		!host.test(domain ?? '')
	) {
		throw new Error('must be one email address, such as name@example.com');
	}
	return address;
};

/** Converts an absolute http(s) URL to the `uri` format of JSON Schema. */
export const toUrl: Converter<string> = (value, timezone) => {
	const address = toText(value, timezone).trim();
	if (address.length > MAX_URL_LENGTH) throw new Error('is too long for an address');
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
		throw new Error('must be a full address that starts with https://');
	}
	// The URL class leaves characters unescaped that the `uri` format does not allow
	return new URL(address).href
		.replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/g, (char) => encodeURIComponent(char))
		.replace(/%(?![\da-f]{2})/gi, '%25');
};

/** Converts to a number. Text is accepted unless digits would be lost. */
export const toNumber: Converter<number> = (value) => {
	const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof parsed !== 'number' || !Number.isFinite(parsed)) throw new Error('must be a number');
	if (typeof value === 'string' && Number.isInteger(parsed) && !Number.isSafeInteger(parsed)) {
		throw new Error('is too large a number to be sent without rounding');
	}
	return parsed;
};

/** Converts to an integer. Text is accepted. */
export const toInteger: Converter<number> = (value) => {
	const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof parsed !== 'number' || !Number.isSafeInteger(parsed)) {
		throw new Error('must be a whole number');
	}
	return parsed;
};

/** Limits a converter of numbers to a range. */
export const inRange =
	(
		convert: Converter<number>,
		{ minValue = -Infinity, maxValue = Infinity }: { minValue?: number; maxValue?: number } = {},
	): Converter<number> =>
	(value, timezone) => {
		const converted = convert(value, timezone);
		if (converted >= minValue && converted <= maxValue) return converted;
		if (minValue === -Infinity) throw new Error(`must be at most ${maxValue}`);
		if (maxValue === Infinity) throw new Error(`must be at least ${minValue}`);
		throw new Error(`must be from ${minValue} to ${maxValue}`);
	};

/** Limits a converter to a number of characters or entries. */
export const withMaxLength =
	<T extends string | unknown[]>(max: number, convert: Converter<T>): Converter<T> =>
	(value, timezone) => {
		const converted = convert(value, timezone);
		// JSON Schema counts code points, whereas `length` counts UTF-16 units
		if (Array.from<unknown>(converted).length <= max) return converted;
		throw new Error(
			typeof converted === 'string'
				? `must have at most ${max} characters`
				: `must be at most ${max}`,
		);
	};

/** Converts to a boolean. Text is accepted. */
export const toBoolean: Converter<boolean> = (value) => {
	const word = isObject(value) ? '' : String(value).trim().toLowerCase();
	if (word !== 'true' && word !== 'false') throw new Error('must be true or false');
	return word === 'true';
};

/** Converts to a JSON object. JSON text is accepted. */
export const toJsonObject: Converter<IDataObject> = (value) => {
	const parsed = typeof value === 'string' ? parseJsonOrUndefined(value) : value;
	// Dates and other objects with toJSON become text in JSON
	if (!isObject(parsed) || 'toJSON' in parsed) {
		throw new Error('must be a JSON object, such as {"source": "webinar"}');
	}
	return parsed;
};

function parseJsonOrUndefined(json: string): unknown {
	try {
		return parseJson(json);
	} catch {
		return undefined;
	}
}

/** Accepts one of these values, also written as a number or boolean. */
export const toOneOf =
	<T extends string>(...values: T[]): Converter<T> =>
	(value) => {
		const written = isObject(value) ? undefined : String(value).trim();
		const chosen = values.find((option) => option.trim() === written);
		if (chosen === undefined) throw new Error(`must be one of: ${values.join(', ')}`);
		return chosen;
	};

/** Accepts several of these values, in any form that `toTextList` accepts. */
export const toSomeOf =
	<T extends string>(...values: T[]): Converter<T[]> =>
	(value, timezone) =>
		toTextList(value, timezone).map((entry) => toOneOf(...values)(entry, timezone));

/** Returns the entries of a fixed collection with one group. */
export const toEntries =
	(group: string): Converter<IDataObject[]> =>
	(value) => {
		const list = isObject(value) ? value[group] : undefined;
		if (!Array.isArray(list)) throw new Error('must be a list of fields');
		return list as IDataObject[];
	};
