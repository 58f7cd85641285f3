/**
 * Declares each field once: what the editor shows and how its value is converted. There is one
 * constructor for each kind of field, so that a field cannot be shown as one thing and read as another.
 */
import type { INodeProperties, INodePropertyMode, INodePropertyOptions } from 'n8n-workflow';

import * as to from './converters';
import type { Converter } from './converters';
import * as dates from './dates';

export interface Field<T = unknown, Required extends boolean = boolean> {
	property: INodeProperties;
	convert: Converter<T>;
	isRequired: Required;
}

/** Fields by the name of their property in the API. */
export type Fields = Record<string, Field>;

type RequiredKeys<F extends Fields> = {
	[Key in keyof F]: F[Key] extends Field<unknown, true> ? Key : never;
}[keyof F];
type Converted<F> = F extends Field<infer T> ? T : never;

/** The converted values of a table: required fields are present, others only if they are filled in. */
export type Values<F extends Fields> = {
	[Key in RequiredKeys<F>]: Converted<F[Key]>;
} & {
	[Key in Exclude<keyof F, RequiredKeys<F>>]?: Converted<F[Key]>;
};

/** A field whose parameter is not named yet. */
interface Draft<T = unknown, Required extends boolean = boolean> {
	property: Omit<INodeProperties, 'name'> & { name?: string };
	convert: Converter<T>;
	isRequired: Required;
}
type Base = Pick<INodeProperties, 'type' | 'default' | 'typeOptions'>;
type Overrides = Partial<INodeProperties>;

/** Names each parameter after its property, such as `jobTitle` for `job_title`, unless it has a name. */
export const fields = <D extends Record<string, Draft>>(drafts: D) =>
	Object.fromEntries(
		Object.entries(drafts).map(([key, { property, ...draft }]) => {
			const { displayName, ...rest } = property;
			return [key, { ...draft, property: { displayName, name: camelCase(key), ...rest } }];
		}),
	) as { [Key in keyof D]: D[Key] extends Draft<infer T, infer R> ? Field<T, R> : never };

const camelCase = (key: string) =>
	key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Returns what the editor shows for a table, in its order. */
export const propertiesOf = (table: Fields): INodeProperties[] =>
	Object.values(table).map(({ property }) => property);

const withPlaceholder =
	<T>(convert: Converter<T>) =>
	(displayName: string, placeholder: string, overrides: Overrides = {}): Draft<T, false> => ({
		property: { displayName, type: 'string', default: '', placeholder, ...overrides },
		convert,
		isRequired: false,
	});

export const text = withPlaceholder(to.toText);
export const email = withPlaceholder(to.toEmail);
/** Several email addresses in one text. */
export const emails = withPlaceholder(to.toAddresses);
export const phone = withPlaceholder(to.toPhone);
export const url = withPlaceholder(to.toUrl);
export const id = withPlaceholder(to.toId);

interface ListOverrides extends Overrides {
	/** The plural of the label, unless the label is one. */
	plural?: string;
}

/** A list of texts. How to write several is said after the description in `overrides`. */
export const commaList = (
	displayName: string,
	placeholder: string,
	{ plural = displayName, description, ...overrides }: ListOverrides = {},
) =>
	withPlaceholder(to.toTextList)(displayName, placeholder, {
		description: joinSentences(
			description,
			`${plural} separated by commas, or a list from an expression`,
		),
		...overrides,
	});

interface IdListOverrides extends Overrides {
	/** What each ID belongs to, such as `contact`, if it becomes an output item of its own. */
	perEntry?: string;
}

/** A list of IDs. How to write several is said after the description in `overrides`. */
export function idList(
	displayName: string,
	placeholder: string,
	{ perEntry, description, ...overrides }: IdListOverrides = {},
): Draft<string[], false> {
	return withPlaceholder(to.toIdList)(displayName, placeholder, {
		description: joinSentences(
			description,
			'One ID, several separated by commas, or a list from an expression',
			perEntry === undefined ? undefined : `Each ${perEntry} becomes an output item of its own`,
		),
		...overrides,
	});
}

/** Joins sentences into a description. n8n's rules allow a final period only if there are several. */
export function joinSentences(...parts: Array<string | undefined>): string {
	const sentences = parts.filter((part) => part !== undefined);
	if (sentences.length === 1) return sentences[0];
	return sentences.map((sentence) => sentence.replace(/\.?$/, '.')).join(' ');
}

export const longText = (displayName: string, placeholder: string, overrides: Overrides = {}) =>
	text(displayName, placeholder, { typeOptions: { rows: 4 }, ...overrides });
export const json = (displayName: string, placeholder: string, description: string) =>
	withPlaceholder(to.toJsonObject)(displayName, placeholder, {
		...jsonProperty(placeholder),
		description,
	});

/** n8n's editor for JSON shows no placeholder, so the example stands below it as well. */
export const jsonProperty = (placeholder: string) => ({
	type: 'json' as const,
	placeholder,
	hint: placeholder.replace('e.g.', 'Such as'),
});

const withoutPlaceholder =
	<T>(convert: Converter<T>, base: Base) =>
	(displayName: string, overrides: Overrides = {}): Draft<T, false> => ({
		property: { displayName, ...base, ...overrides },
		convert,
		isRequired: false,
	});

export const dateTime = withoutPlaceholder(dates.toDateTime, { type: 'dateTime', default: '' });
export const date = withoutPlaceholder(dates.toDate, {
	type: 'dateTime',
	default: '',
	typeOptions: { dateOnly: true },
});
export const dayOrTime = withoutPlaceholder(dates.toDayOrTime, { type: 'dateTime', default: '' });
export const boolean = withoutPlaceholder(to.toBoolean, { type: 'boolean', default: false });

/** The bounds are checked here too, because the editor does not check the values of expressions. */
const numeric =
	(convert: Converter<number>) =>
	(displayName: string, overrides: Overrides = {}): Draft<number, false> => {
		const convertInRange = to.inRange(convert, overrides.typeOptions);
		return withoutPlaceholder(convertInRange, { type: 'number', default: 0 })(
			displayName,
			overrides,
		);
	};

export const number = numeric(to.toNumber);
export const integer = numeric(to.toInteger);

/** Limits a text to so many characters, and adds the limit to its description. */
export const maxLength = <Required extends boolean>(
	max: number,
	draft: Draft<string, Required>,
): Draft<string, Required> => limitLength(max, ' characters', draft);

/** Limits a list to so many entries, and adds the limit to its description. */
export const maxEntries = <T, Required extends boolean>(
	max: number,
	draft: Draft<T[], Required>,
): Draft<T[], Required> => limitLength(max, ' entries', draft);

const limitLength = <T extends string | unknown[], Required extends boolean>(
	max: number,
	unit: string,
	{ property, convert, ...draft }: Draft<T, Required>,
): Draft<T, Required> => ({
	...draft,
	property: {
		...property,
		description: joinSentences(property.description, `At most ${withCommas(max)}${unit}`),
	},
	convert: to.withMaxLength(max, convert),
});

/** Does not use a locale, because the first use of one takes 16 ms of each start of n8n. */
const withCommas = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

type Choices<T extends string> = Record<T, string | { name: string; description: string }>;

/** A choice by value, with what the editor shows for each. The first one is the default. */
export function options<T extends string>(
	displayName: string,
	choices: Choices<T>,
	overrides: Overrides = {},
): Draft<T, false> {
	const values = Object.keys(choices) as T[];
	const base: Base = { type: 'options', default: values[0] };
	const shown = { options: toPropertyOptions(choices), ...overrides };
	return withoutPlaceholder(to.toOneOf(...values), base)(displayName, shown);
}

/** Like `options`, but allows several values. */
export function multiOptions<T extends string>(
	displayName: string,
	choices: Choices<T>,
	overrides: Overrides = {},
): Draft<T[], false> {
	const values = Object.keys(choices) as T[];
	const base: Base = { type: 'multiOptions', default: [] };
	const shown = { options: toPropertyOptions(choices), ...overrides };
	return withoutPlaceholder(to.toSomeOf(...values), base)(displayName, shown);
}

const toPropertyOptions = (choices: Choices<string>): INodePropertyOptions[] =>
	Object.entries(choices).map(([value, choice]) =>
		typeof choice === 'string' ? { name: choice, value } : { ...choice, value },
	);

type InputMode = Pick<
	INodePropertyMode,
	'displayName' | 'name' | 'placeholder' | 'extractValue' | 'validation'
>;

/** Where a record is picked: from a list that `searchListMethod` reads, or by what the user types. */
export const locator = (
	displayName: string,
	name: string,
	searchListMethod: string,
	input: InputMode,
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select from the list...',
			typeOptions: { searchListMethod, searchable: true },
		},
		{ type: 'string', ...input },
	],
});

export const byId = (placeholder: string): InputMode => ({
	displayName: 'By ID',
	name: 'id',
	placeholder,
});

/** The address at which the vendor's app shows a record. `regex` matches all of it and captures the ID. */
export const byUrl = (placeholder: string, regex: string, errorMessage: string): InputMode => ({
	displayName: 'By URL',
	name: 'url',
	placeholder,
	extractValue: { type: 'regex', regex },
	validation: [{ type: 'regex', properties: { regex, errorMessage } }],
});

/** A record that is picked in a locator. */
export const recordLocator = (
	{ displayName, type, default: nothing, modes }: INodeProperties,
	overrides: Overrides = {},
): Draft<string, false> => ({
	property: { displayName, type, default: nothing, modes, ...overrides },
	convert: modes?.some(({ name }) => name === 'name') ? to.toRecordName : to.toId,
	isRequired: false,
});

/** Marks a field as required. */
export const required = <D extends Draft>(
	draft: D,
): Omit<D, 'isRequired'> & { isRequired: true } => ({
	...draft,
	property: { ...draft.property, required: true },
	isRequired: true,
});
