/** What people paste, and what spreadsheets and models write, in every field of a kind in every operation. */
import { isDeepStrictEqual } from 'node:util';

import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { requestsOf } from '../support/contracts';
import type { OperationEntry } from '../support/package';
import { allFields, operations } from '../support/package';
import type { ParameterPath } from '../support/parameterPaths';
import { allParameterSets, example, fullest } from '../support/parameterSamples';

interface FoundField extends OperationEntry {
	field: INodeProperties;
}

const found: FoundField[] = operations.flatMap((target) =>
	allFields(target.operation.properties).map((field) => ({ ...target, field })),
);

/** Fields of a kind, each with parameters of its operation in which its value matters. */
const fieldsWhere = (isKind: (field: INodeProperties) => boolean, other: unknown) => {
	const ofKind = found.filter(({ field }) => isKind(field));
	expect(ofKind.length).toBeGreaterThan(0);
	return ofKind.map((target) => {
		for (const parameters of [fullest(target.operation), ...allParameterSets(target.operation)]) {
			const place = placeOf(target.field, target.operation.properties);
			const request = (value: unknown) =>
				requestsOrError(target, withTextAt(parameters as IDataObject, place, value));
			const value = valueAt(parameters, place);
			if (value === undefined || value === '') continue;
			if (!isDeepStrictEqual(request(value), request(other))) {
				const title = `${target.title} ${target.field.name}`;
				return { title, field: target.field, value, request };
			}
		}
		throw new Error(`Nothing that is sent depends on ${target.title} ${target.field.name}`);
	});
};

function requestsOrError(target: FoundField, parameters: IDataObject): unknown {
	try {
		return requestsOf(target, parameters);
	} catch (error) {
		return (error as Error).message;
	}
}

/** Where a field stands, also in a collection, or in the first entry of a fixed collection. */
function placeOf(field: INodeProperties, properties: INodeProperties[]): ParameterPath {
	const own = field.type === 'resourceLocator' ? [field.name, 'value'] : [field.name];
	for (const { name, type, options } of properties) {
		if (type !== 'collection' && type !== 'fixedCollection') continue;
		const [group] = options as Array<{ name: string; values: INodeProperties[] }>;
		if (type === 'collection' && (options as INodeProperties[]).includes(field)) {
			return [name, ...own];
		}
		if (type === 'fixedCollection' && group.values.includes(field)) {
			return [name, group.name, '0', ...own];
		}
		const inner = type === 'collection' ? (options as INodeProperties[]) : group.values;
		if (allFields(inner).includes(field)) {
			const way = type === 'collection' ? [name] : [name, group.name, '0'];
			return [...way, ...placeOf(field, inner)];
		}
	}
	return own;
}

const valueAt = (value: unknown, place: ParameterPath): unknown =>
	place.reduce((inner, name) => (inner as IDataObject | undefined)?.[name], value);

function withTextAt(
	parameters: IDataObject,
	[name, ...rest]: ParameterPath,
	value: unknown,
): IDataObject {
	const inner = parameters[name];
	const replaced =
		rest.length === 0 ? value : withTextAt((inner ?? {}) as IDataObject, rest, value);
	const copy = Array.isArray(parameters) ? [...parameters] : { ...parameters };
	return Object.assign(copy, { [name]: replaced }) as IDataObject;
}

const shownAs = ({ placeholder = '', modes = [] }: INodeProperties) =>
	placeholder || (modes.at(-1)?.placeholder ?? '');

const isListOfIds = ({ name, type, displayName, description }: INodeProperties) =>
	/Ids$|\bIDs\b/.test(`${name} ${displayName}`) ||
	(type === 'string' && /^(The )?IDs of/.test(description ?? ''));
const isOneId = ({ name, type, displayName, description }: INodeProperties) =>
	type === 'resourceLocator' ||
	/Id$|\bID\b/.test(`${name} ${displayName}`) ||
	/^(The )?ID of/.test(description ?? '');
const isId = (field: INodeProperties) => isOneId(field) || isListOfIds(field);
const isEmail = (field: INodeProperties) =>
	field.type === 'string' && shownAs(field) === 'e.g. name@email.com';
const isPhone = (field: INodeProperties) =>
	field.type === 'string' && /phone|whatsapp|mobile|number/i.test(field.name);
const isNumber = ({ type }: INodeProperties) => type === 'number';
const isJson = ({ type }: INodeProperties) => type === 'json';

describe('each ID', () => {
	const ids = fieldsWhere(isId, '987654321');

	test('is sent without what a paste adds to it', () => {
		for (const { title, value, request } of ids) {
			// In quotes, an entry of a list may hold commas
			const [clean] = String(value).split(',');
			for (const pasted of [` ${clean}\n`, `\ufeff${clean}\u200b`, `"${clean}"`, `'${clean}`]) {
				expect({ title, pasted, sent: request(pasted) }).toEqual({
					title,
					pasted,
					sent: request(clean),
				});
			}
		}
	});

	test('is refused if a spreadsheet has shortened it', () => {
		for (const { title, request } of ids) {
			const message = expect.stringMatching(/has lost digits|must be (a )?whole number/);
			expect({ title, sent: request('5.51197E+12') }).toEqual({ title, sent: message });
		}
	});

	test('is refused in words, with its label, if it is a web address', () => {
		const addresses = [
			'https://app.example.com/records/987654321?key=secret',
			'HTTP://user:secret@app.example.com',
			' "https://app.example.com/#/987654321"\n',
			'\u200bhttps://app.example.com/[x]',
		];
		for (const { title, field, request } of ids) {
			const sent = addresses.map(request);
			const { displayName, type } = field;
			const words =
				type === 'number'
					? / must be a whole number, such as \d+$/
					: / must be (an ID|IDs|a name), but "https?:\/\/app\.example\.com\/…" is a web address$/i;
			expect({ title, sent }).toEqual({
				title,
				sent: addresses.map(() => expect.stringMatching(words)),
			});
			expect({ title, sent: sent.filter((text) => !String(text).includes(displayName)) }).toEqual({
				title,
				sent: [],
			});
			expect(JSON.stringify(sent)).not.toContain('secret');
		}
	});

	test('is refused in words if it is a web address in a list', () => {
		const lists = ids.filter(({ field }) => isListOfIds(field));
		expect(lists.length).toBeGreaterThan(0);
		for (const { title, request } of lists) {
			for (const list of [
				'987654321, https://app.example.com/1',
				'["987654321", "https://app.example.com/1"]',
				['987654321', 'https://app.example.com/1'],
			]) {
				expect({ title, list, sent: request(list) }).toEqual({
					title,
					list,
					sent: expect.stringMatching(/ must be IDs, but "https:.*" is a web address$/),
				});
			}
		}
	});

	test('is read from the address that its field describes', () => {
		const byAddress = ids.flatMap(({ title, field, request }) =>
			(field.modes ?? [])
				.filter(({ name }) => name === 'url')
				.map((mode) => ({ title, request, address: example(mode), regex: mode.extractValue! })),
		);
		expect(byAddress.length).toBeGreaterThan(0);
		for (const { title, request, address, regex } of byAddress) {
			const id = new RegExp(regex.regex).exec(address)![1];
			for (const pasted of [address, ` ${address}/ `, `${address}?tab=1#top`]) {
				expect({ title, pasted, sent: request(pasted) }).toEqual({
					title,
					pasted,
					sent: request(id),
				});
			}
			// The address of something else holds no ID of this record
			const sent = request(address.replace(/(\w+)\/(\d+)$/, 'other/$2'));
			expect({ title, sent }).toEqual({ title, sent: expect.stringContaining('is a web address') });
		}
	});
});

describe('each email', () => {
	const emails = fieldsWhere(isEmail, 'other@example.com');

	test('goes out in Punycode, without what a paste adds to it', () => {
		for (const { title, request } of emails) {
			const sent = request('\u200b jane@m\u00fcnchen.example ');
			expect({ title, sent }).toEqual({ title, sent: request('jane@xn--mnchen-3ya.example') });
			expect(JSON.stringify(sent)).toContain('jane@xn--mnchen-3ya.example');
		}
	});

	test('is refused in words with a name', () => {
		for (const { title, request } of emails) {
			expect({ title, sent: request('Jane Doe <jane@example.com>') }).toEqual({
				title,
				sent: expect.stringContaining('must be the address alone, without a name'),
			});
		}
	});
});

describe('each phone number', () => {
	const phones = fieldsWhere(isPhone, '+61 491 570 157');

	test('is sent without what a paste adds to it', () => {
		for (const { title, request } of phones) {
			for (const pasted of [
				'\u202a+61 491 570 006\u202c',
				'tel:+61 491 570 006',
				"'+61 491 570 006",
				'\uff0b\uff16\uff11 491 570 006',
			]) {
				const sent = request(pasted);
				expect({ title, pasted, sent }).toEqual({
					title,
					pasted,
					sent: request('+61 491 570 006'),
				});
				expect(JSON.stringify(sent)).toContain('+61 491 570 006');
			}
		}
	});

	test('is refused if a spreadsheet has shortened it', () => {
		for (const { title, request } of phones) {
			for (const shortened of ['5.51197E+12', '5,51197E+12', 5.51197e21]) {
				expect({ title, sent: request(shortened) }).toEqual({
					title,
					sent: expect.stringContaining('lost digits'),
				});
			}
		}
	});
});

describe('each number', () => {
	const numbers = fieldsWhere(isNumber, 'none');

	test.each(['0x10', '1e3', '1.234,56', '1,234', '12 000', 'Infinity'])(
		'is refused with an example if it is %p',
		(written) => {
			for (const { title, request } of numbers) {
				expect({ title, sent: request(written) }).toEqual({
					title,
					sent: expect.stringMatching(/must be .*number.*, such as 1234/),
				});
			}
		},
	);
});

describe('each JSON field', () => {
	const jsons = fieldsWhere(isJson, '{"other": 1}');

	test('keeps all keys', () => {
		for (const { title, request } of jsons) {
			const sent = JSON.stringify(request('{"constructor": "a", "prototype": {"b": 1}}'));
			expect({ title, sent }).toEqual({
				title,
				sent: expect.stringContaining('"constructor":"a","prototype":{"b":1}'),
			});
		}
	});

	test('says how to write values into it if it is broken', () => {
		for (const { title, request } of jsons) {
			expect({ title, sent: request('{"note": "She said "yes""}') }).toEqual({
				title,
				sent: expect.stringContaining('JSON.stringify'),
			});
		}
	});
});
