/**
 * A field is said once: what the editor shows for a property of the API, and how its value is
 * converted. One constructor for each kind, so that a field cannot be shown as one thing and read as
 * another.
 */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import * as to from './converters';
import type { Converter } from './converters';
import * as dates from './dates';

export interface Param<T = unknown> {
	field: INodeProperties;
	as: Converter<T>;
}

/** By the property's name in the API. */
export type Params = Record<string, Param>;

/** What is filled in, by the same names. */
export type Values<P extends Params> = {
	[Key in keyof P]?: P[Key] extends Param<infer T> ? T : never;
};

type Draft<T> = { field: Omit<INodeProperties, 'name'> & { name?: string }; as: Converter<T> };
type Base = Pick<INodeProperties, 'type' | 'default' | 'typeOptions'>;
type More = Partial<INodeProperties>;

/** Names each field after its property, `job_title` becomes `jobTitle`, unless it has a name. */
export const params = <D extends Record<string, Draft<unknown>>>(drafts: D) =>
	Object.fromEntries(
		Object.entries(drafts).map(([key, { field, as }]) => {
			const { displayName, ...rest } = field;
			return [key, { field: { displayName, name: camelCase(key), ...rest }, as }];
		}),
	) as { [Key in keyof D]: Param<D[Key] extends Draft<infer T> ? T : never> };

const camelCase = (key: string) =>
	key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** What the editor shows for a table, in its order. */
export const fieldsOf = (table: Params): INodeProperties[] =>
	Object.values(table).map(({ field }) => field);

const typed =
	<T>(as: Converter<T>) =>
	(displayName: string, placeholder: string, more: More = {}): Draft<T> => ({
		as,
		field: { displayName, type: 'string', default: '', placeholder, ...more },
	});

export const string = typed(to.string);
export const email = typed(to.email);
export const url = typed(to.url);
export const id = typed(to.id);
export const stringList = typed(to.stringList);
export const idList = typed(to.idList);
export const longText = (displayName: string, placeholder: string, more: More = {}) =>
	string(displayName, placeholder, { typeOptions: { rows: 4 }, ...more });
export const json = (displayName: string, placeholder: string, description: string) =>
	typed(to.jsonObject)(displayName, placeholder, { ...jsonLike(placeholder), description });

/** n8n's editor for JSON shows no placeholder, so the example stands below it as well. */
export const jsonLike = (placeholder: string) => ({
	type: 'json' as const,
	placeholder,
	hint: placeholder.replace('e.g.', 'Such as'),
});

const untyped =
	<T>(as: Converter<T>, base: Base) =>
	(displayName: string, more: More = {}): Draft<T> => ({
		as,
		field: { displayName, ...base, ...more },
	});

export const dateTime = untyped(dates.dateTime, { type: 'dateTime', default: '' });
export const date = untyped(dates.date, {
	type: 'dateTime',
	default: '',
	typeOptions: { dateOnly: true },
});
export const dayOrTime = untyped(dates.dayOrTime, { type: 'dateTime', default: '' });
export const boolean = untyped(to.boolean, { type: 'boolean', default: false });

/** Expressions get round the bounds that the editor keeps, so they are checked as well. */
const numeric =
	(as: Converter<number>) =>
	(displayName: string, more: More = {}): Draft<number> =>
		untyped(to.within(as, more.typeOptions), { type: 'number', default: 0 })(displayName, more);

export const number = numeric(to.number);
export const integer = numeric(to.integer);

/** With no more characters, or entries, than the API takes. */
export const atMost = <T extends string | unknown[]>(
	most: number,
	{ field, as }: Draft<T>,
): Draft<T> => ({ field, as: to.atMost(most, as) });

type Choices<T extends string> = Record<T, string | { name: string; description: string }>;

/** Choices by their values, with what the editor shows for them. The first is the default. */
export function choice<T extends string>(
	displayName: string,
	offered: Choices<T>,
	more: More = {},
): Draft<T> {
	const values = Object.keys(offered) as T[];
	const base: Base = { type: 'options', default: values[0] };
	return untyped(to.oneOf(...values), base)(displayName, { options: shown(offered), ...more });
}

/** The same where several may be chosen. */
export function choices<T extends string>(
	displayName: string,
	offered: Choices<T>,
	more: More = {},
): Draft<T[]> {
	const values = Object.keys(offered) as T[];
	const base: Base = { type: 'multiOptions', default: [] };
	return untyped(to.manyOf(...values), base)(displayName, { options: shown(offered), ...more });
}

const shown = (offered: Choices<string>): INodePropertyOptions[] =>
	Object.entries(offered).map(([value, one]) =>
		typeof one === 'string' ? { name: one, value } : { ...one, value },
	);

/** A record that is picked from a list, or given by its ID. */
export const picked = (
	{ displayName, type, default: nothing, modes }: INodeProperties,
	more: More = {},
): Draft<string> => ({
	as: to.id,
	field: { displayName, type, default: nothing, modes, ...more },
});

/** One that must be filled in. */
export const required = <D extends Draft<unknown>>({ field, ...rest }: D): D =>
	({ ...rest, field: { ...field, required: true } }) as D;
