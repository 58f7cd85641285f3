import type { IDataObject } from 'n8n-workflow';

import { parseJson } from '../utils/json';
import { toPathSegment } from './path';
import { isBlank, isObject } from '../utils/guards';
import { cleanPasted, nameKey, toAsciiDomain, wordKey } from '../utils/text';

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

/** Returns pasted text without what does not belong to it. Throws if a spreadsheet has shortened it to a number. */
const toCleanText: Converter<string> = (value, timezone) => {
	const text = cleanPasted(toText(value, timezone));
	if (!/^[+-]?\d+(?:[.,]\d+)?E\+\d+$/i.test(text)) return text;
	throw new Error(
		`has lost digits: ${text} is how a spreadsheet shows a long number. Format its column as text`,
	);
};

/** A web address, up to the end of its host. A user name and a password before the host are not captured. */
const WEB_ADDRESS = /^(https?:\/\/)(?:[^/?#]*@)?([^/?#]*)/i;
const MAX_HOST_LENGTH = 60;

/** Cleans what names one record, and checks that it is no web address and can be one segment of a path. */
const toIdentifier =
	(what: string): Converter<string> =>
	(value, timezone) => {
		const identifier = toCleanText(value, timezone);
		const [address, scheme, host] = WEB_ADDRESS.exec(identifier) ?? [];
		if (address !== undefined) {
			// Whatever follows the host may hold a key
			const shortened = `${scheme}${host.slice(0, MAX_HOST_LENGTH)}/…`;
			throw new Error(`must be ${what}, but "${shortened}" is a web address`);
		}
		toPathSegment(identifier);
		return identifier;
	};

export const toId = toIdentifier('an ID');
/** Converts the name of a record, for APIs that take it in place of an ID. */
export const toRecordName = toIdentifier('a name');
const toEntryOfIds = toIdentifier('IDs');

/** Cleans a phone number: full-width characters become plain ones, and `tel:` is left out. Its form stays as it is. */
export const toPhone: Converter<string> = (value, timezone) => {
	const number = toCleanText(toText(value, timezone).normalize('NFKC'), timezone);
	const withoutScheme = number.replace(/^tel:\s*/i, '');
	if (withoutScheme !== '') return withoutScheme;
	throw new Error('must be a phone number, such as +61 491 570 006');
};

/** Converts to IDs, from one ID or from any form that `toTextList` accepts. */
export const toIdList: Converter<string[]> = (value, timezone) =>
	toTextList(value, timezone).map((entry) => toEntryOfIds(entry, timezone));

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
	return Array.isArray(parsed) ? parsed : (input.match(LIST_ENTRIES) ?? []).map(removeQuotes);
}

/** Entries between separators. In quotes, an entry may hold separators. */
const LIST_ENTRIES =
	/(?<=^|[,;\r\n])[ \t]*(?:"[^"]*"|'[^']*'|\u201c[^\u201d]*\u201d)[ \t]*(?=$|[,;\r\n])|[^,;\r\n]+/g;

/** Most entries are plain IDs, which need no second pattern. */
const removeQuotes = (entry: string) => {
	const trimmed = entry.trim();
	return /^["'\u201c]/.test(trimmed)
		? trimmed.replace(/^(?:(["'])(.*)\1|\u201c(.*)\u201d)$/s, '$2$3')
		: trimmed;
};

/** The maximum of RFC 5321. */
const MAX_EMAIL_LENGTH = 320;
/** Longer than servers accept. Node.js parses host names in quadratic time. */
const MAX_URL_LENGTH = 10_000;

const NOT_AN_EMAIL = 'must be one email address, such as name@example.com';

/** Converts to one email address in any form that has both parts. An international domain becomes Punycode. */
export const toAddress: Converter<string> = (value, timezone) => {
	const address = cleanPasted(toText(value, timezone));
	if (/<[^<>]*@[^<>]*>$/.test(address)) {
		throw new Error(
			'must be the address alone, without a name and without < and >, such as name@example.com',
		);
	}
	const [local, domain, ...rest] = address.split('@');
	const isAddress = local && domain && rest.length === 0 && !/[\s<>]/.test(address);
	if (!isAddress || address.length > MAX_EMAIL_LENGTH) throw new Error(NOT_AN_EMAIL);
	return `${local}@${toAsciiDomain(domain)}`;
};

/** Converts to several email addresses in one text, as `toAddress` does each. */
export const toAddresses: Converter<string> = (value, timezone) =>
	toTextList(value, timezone)
		.map((address) => toAddress(address, timezone))
		.join(', ');

/** Converts to one email address in the `email` format of JSON Schema. */
export const toEmail: Converter<string> = (value, timezone) => {
	const address = toAddress(value, timezone);
	const [local, domain] = address.split('@');
	const atom = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
	const host = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;
	if (atom.test(local) && host.test(domain)) return address;
	throw new Error(NOT_AN_EMAIL);
};

/** Converts an absolute http(s) URL to the `uri` format of JSON Schema. */
export const toUrl: Converter<string> = (value, timezone) => {
	const address = cleanPasted(toText(value, timezone));
	if (address.length > MAX_URL_LENGTH) throw new Error('is too long for an address');
	if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) {
		throw new Error('must be a full address that starts with https://');
	}
	// The URL class leaves characters unescaped that the `uri` format does not allow
	return new URL(address).href
		.replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/g, (char) => encodeURIComponent(char))
		.replace(/%(?![\da-f]{2})/gi, '%25');
};

/** A form that reads the same everywhere: no thousands separators, no exponent, and a point for decimals. */
const DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** Returns the number that a value is or spells in digits; NaN if it is something else. */
function parseNumber(value: unknown): number {
	if (typeof value !== 'string') return typeof value === 'number' ? value : NaN;
	const text = cleanPasted(value);
	return DECIMAL.test(text) ? Number(text) : NaN;
}

/** Converts to a number. Text is accepted unless digits would be lost. */
export const toNumber: Converter<number> = (value) => {
	const parsed = parseNumber(value);
	if (!Number.isFinite(parsed)) {
		throw new Error('must be a number in digits with a point for decimals, such as 1234.56');
	}
	if (typeof value === 'string' && Number.isInteger(parsed) && !Number.isSafeInteger(parsed)) {
		throw new Error('is too large a number to be sent without rounding');
	}
	return parsed;
};

/** Converts to an integer. Text is accepted. */
export const toInteger: Converter<number> = (value) => {
	const parsed = parseNumber(value);
	if (!Number.isSafeInteger(parsed)) throw new Error('must be a whole number, such as 1234');
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
				: `must have at most ${max} entries`,
		);
	};

/** Converts to a boolean. Text is accepted. */
export const toBoolean: Converter<boolean> = (value) => {
	const word = isObject(value) ? '' : cleanPasted(String(value)).toLowerCase();
	if (word !== 'true' && word !== 'false') throw new Error('must be true or false');
	return word === 'true';
};

/** Converts to a JSON object. JSON text is accepted. */
export const toJsonObject: Converter<IDataObject> = (value) => {
	const parsed = typeof value === 'string' ? parseJsonOrUndefined(value) : value;
	if (typeof value === 'string' && parsed === undefined) {
		throw new Error(
			'is not valid JSON. A quote or a line break in a value breaks it: put values into the JSON with {{ JSON.stringify($json.name) }}, without quotes around it',
		);
	}
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

/** Accepts one of these values, also written as a number or boolean, or as words in another spelling. */
export const toOneOf =
	<T extends string>(...values: T[]): Converter<T> =>
	(value) => {
		const chosen = isObject(value) ? undefined : findOption(values, value);
		if (chosen === undefined) throw new Error(`must be one of: ${values.join(', ')}`);
		return chosen;
	};

function findOption<T extends string>(values: T[], written: unknown): T | undefined {
	const name = nameKey(written);
	const exact = values.find((option) => nameKey(option) === name);
	// A sheet may hold "In Progress" for in_progress, while -1 is not 1
	const isWord = /\p{L}/u.test(name);
	if (exact !== undefined || !isWord) return exact;
	const word = wordKey(name);
	const alike = values.filter((option) => wordKey(option) === word);
	return alike.length === 1 ? alike[0] : undefined;
}

/** Accepts several of these values, in any form that `toTextList` accepts. */
export const toSomeOf =
	<T extends string>(...values: T[]): Converter<T[]> =>
	(value, timezone) =>
		toTextList(value, timezone).map((entry) => toOneOf(...values)(entry, timezone));

/** Returns the pairs of a name, such as `alias`, and a value in a fixed collection. Pairs without a value are left out. */
export const toNamedValues =
	(
		group: string,
		name: string,
		nameInWords: string,
	): Converter<Array<[string, IDataObject[string]]>> =>
	(value, timezone) =>
		toEntries(group)(value, timezone)
			.filter((pair) => !isBlank(pair.value))
			.map((pair) => {
				if (isBlank(pair[name])) throw new Error(`has a value without ${nameInWords}`);
				return [toText(pair[name], timezone).trim(), pair.value];
			});

/** Returns the entries of a fixed collection with one group. */
export const toEntries =
	(group: string): Converter<IDataObject[]> =>
	(value) => {
		const list = isObject(value) ? value[group] : undefined;
		if (!Array.isArray(list)) throw new Error('must be a list of fields');
		return list as IDataObject[];
	};
