import type { IDataObject } from 'n8n-workflow';

import { parseJson } from '../utils/json';
import { toPathSegment } from './path';
import { isBlank, isObject } from '../utils/guards';

/** Turns a parameter's value into what the API takes, or throws what the value must be. */
export type Converter<T> = (value: unknown, timezone: string) => T;

/** Text; numbers and true/false are taken as they are written, unless digits of a number are lost. */
export const toText: Converter<string> = (value) => {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean') return String(value);
	if (typeof value !== 'number') throw new Error('must be text');
	const digits = String(value);
	const isExact = Number.isSafeInteger(value) || !Number.isInteger(value);
	if (isExact && /^-?\d+(\.\d+)?$/.test(digits)) return digits;
	throw new Error('must be text: as a number it has lost digits');
};

/** An ID that becomes one segment of the path, without spaces around it. */
export const toId: Converter<string> = (value, timezone) => {
	const trimmed = toText(value, timezone).trim();
	toPathSegment(trimmed);
	return trimmed;
};

/** IDs from a list, from text as `stringList` takes it, or a single one. */
export const toIdList: Converter<string[]> = (value, timezone) =>
	toTextList(value, timezone).map((one) => toId(one, timezone));

/**
 * Texts from a list, also as JSON text, or from text with commas, semicolons or line ends between
 * them; blank ones left out.
 */
export const toTextList: Converter<string[]> = (value, timezone) => {
	const list = Array.isArray(value) ? value : splitList(toText(value, timezone));
	const found = list
		.flat()
		.filter((entry) => !isBlank(entry))
		.map((entry) => toText(entry, timezone).trim())
		.filter((entry) => entry !== '');
	if (found.length === 0) throw new Error('has no entries');
	return found;
};

function splitList(words: string): unknown[] {
	// To try each plain ID as JSON, and catch the error, takes as long as all the rest of its item
	const parsed = words.trimStart().startsWith('[') ? parseJsonOrUndefined(words) : undefined;
	return Array.isArray(parsed) ? parsed : words.split(/[,;\r\n]+/).map(removeQuotes);
}

const removeQuotes = (entry: string) => entry.trim().replace(/^(["'])(.*)\1$/, '$2');

/** What RFC 5321 allows. */
const MAX_EMAIL_LENGTH = 320;
/** More than servers take. Node.js needs a time that grows with the square of a host name's length. */
const MAX_URL_LENGTH = 10_000;

/** An e-mail address, as the `email` format of JSON Schema has it. */
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

/** A full http(s) address. */
export const toUrl: Converter<string> = (value, timezone) => {
	const address = toText(value, timezone).trim();
	if (address.length > MAX_URL_LENGTH) throw new Error('is too long for an address');
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
		throw new Error('must be a full address that starts with https://');
	}
	// URLs of browsers may hold characters that the `uri` format of JSON Schema does not allow
	return new URL(address).href
		.replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/g, (char) => encodeURIComponent(char))
		.replace(/%(?![\da-f]{2})/gi, '%25');
};

/** A number, also written as text; not when digits of the text would be lost. */
export const toNumber: Converter<number> = (value) => {
	const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof parsed !== 'number' || !Number.isFinite(parsed)) throw new Error('must be a number');
	if (typeof value === 'string' && Number.isInteger(parsed) && !Number.isSafeInteger(parsed)) {
		throw new Error('is too large a number to be sent without rounding');
	}
	return parsed;
};

/** A whole number, also written as text. */
export const toInteger: Converter<number> = (value) => {
	const parsed = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof parsed !== 'number' || !Number.isSafeInteger(parsed)) {
		throw new Error('must be a whole number');
	}
	return parsed;
};

/** A number that keeps its bounds. */
export const inRange =
	(
		as: Converter<number>,
		{ minValue = -Infinity, maxValue = Infinity }: { minValue?: number; maxValue?: number } = {},
	): Converter<number> =>
	(value, timezone) => {
		const converted = as(value, timezone);
		if (converted >= minValue && converted <= maxValue) return converted;
		if (minValue === -Infinity) throw new Error(`must be at most ${maxValue}`);
		if (maxValue === Infinity) throw new Error(`must be at least ${minValue}`);
		throw new Error(`must be from ${minValue} to ${maxValue}`);
	};

/** Text or a list that is not too long. */
export const withMaxLength =
	<T extends string | unknown[]>(most: number, as: Converter<T>): Converter<T> =>
	(value, timezone) => {
		const converted = as(value, timezone);
		// JSON Schema counts characters, not the halves of which some of them are made
		if (Array.from<unknown>(converted).length <= most) return converted;
		throw new Error(
			typeof converted === 'string'
				? `must have at most ${most} characters`
				: `must be at most ${most}`,
		);
	};

/** True or false, also written as text. */
export const toBoolean: Converter<boolean> = (value) => {
	const word = isObject(value) ? '' : String(value).trim().toLowerCase();
	if (word !== 'true' && word !== 'false') throw new Error('must be true or false');
	return word === 'true';
};

/** A JSON object, also as JSON text. */
export const toJsonObject: Converter<IDataObject> = (value) => {
	const parsed = typeof value === 'string' ? parseJsonOrUndefined(value) : value;
	// Dates and their like are objects here, but text in JSON
	if (!isObject(parsed) || 'toJSON' in parsed) {
		throw new Error('must be a JSON object, such as {"source": "webinar"}');
	}
	return parsed;
};

function parseJsonOrUndefined(words: string): unknown {
	try {
		return parseJson(words);
	} catch {
		return undefined;
	}
}

/** One of the values that the field offers; numbers and true/false are taken as they are written. */
export const toOneOf =
	<T extends string>(...values: T[]): Converter<T> =>
	(value) => {
		const written = isObject(value) ? undefined : String(value).trim();
		const chosen = values.find((one) => one.trim() === written);
		if (chosen === undefined) throw new Error(`must be one of: ${values.join(', ')}`);
		return chosen;
	};

/** Some of the values that the field offers, as `stringList` takes them. */
export const toSomeOf =
	<T extends string>(...values: T[]): Converter<T[]> =>
	(value, timezone) =>
		toTextList(value, timezone).map((one) => toOneOf(...values)(one, timezone));

/** The entries of a fixed collection's one group. */
export const toEntries =
	(group: string): Converter<IDataObject[]> =>
	(value) => {
		const list = isObject(value) ? value[group] : undefined;
		if (!Array.isArray(list)) throw new Error('must be a list of fields');
		return list as IDataObject[];
	};
