import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { parseJson } from '../../../nodes/shared/utils/json';
import { expectLinearTime } from '../../support/linearTime';

describe('integers', () => {
	test.each([
		['{"id": 9007199254740993}', { id: '9007199254740993' }],
		['[-12345678901234567890, 1]', ['-12345678901234567890', 1]],
		['12345678901234567890', '12345678901234567890'],
		['{"a":{"b":[9007199254740992]}}', { a: { b: ['9007199254740992'] } }],
	])('become text where JSON.parse would round them: %s', (text, expected) => {
		expect(parseJson(text)).toEqual(expected);
	});

	test.each([
		'{"id": 9007199254740991, "least": -9007199254740991}',
		'{"a": 12345678901234567890.5, "b": 1.2345678901234567890, "c": 12345678901234567890e-3}',
		'{"12345678901234567890": "12345678901234567890"}',
		String.raw`["\"", 1, "\\", 12, "\\\" 12345678901234567890 \"", "\u00e9"]`,
		'1.0000000000000000e5',
	])('stay numbers where they are safe or have a fraction or an exponent: %s', (text) => {
		expect(parseJson(text)).toEqual(JSON.parse(text));
	});
});

/** Pairs of a JSON text, with long numbers in it, and the value that parseJson should return. */
const json = fc.letrec<{ value: [string, unknown] }>((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		fc.oneof(
			fc.string({ unit: 'binary' }).map((text): [string, unknown] => [JSON.stringify(text), text]),
			fc
				.stringMatching(/^["\\{}[\]:, \d-]{0,40}$/)
				.map((text): [string, unknown] => [JSON.stringify(text), text]),
			fc.double().map((number): [string, unknown] => {
				const text = JSON.stringify(number);
				return [text, exact(text)];
			}),
			fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map((number): [string, unknown] => {
				return [String(number), exact(String(number))];
			}),
			fc.constantFrom<[string, unknown]>(['true', true], ['null', null]),
		),
		fc.array(tie('value')).map((list): [string, unknown] => {
			return [`[ ${list.map(([text]) => text).join(' ,')}]`, list.map(([, value]) => value)];
		}),
		fc.array(fc.tuple(fc.string(), tie('value'))).map((pairs): [string, unknown] => {
			const text = pairs.map(([key, [value]]) => `${JSON.stringify(key)}:${value}`).join(',\n');
			// Like JSON.parse, treats `__proto__` like any other key
			const expected = Object.fromEntries(pairs.map(([key, [, value]]) => [key, value]));
			return [`{${text}}`, expected];
		}),
	),
})).value;

const exact = (text: string) =>
	/^-?\d+$/.test(text) && !Number.isSafeInteger(Number(text))
		? text
		: (JSON.parse(text) as unknown);

/** Numbers as JSON.parse rounds them. */
const rounded = (value: unknown): unknown =>
	JSON.parse(JSON.stringify(value), (_, part: unknown) => part);

test('parses any JSON without losing a digit', () => {
	fc.assert(
		fc.property(json, ([text, expected]) => {
			expect(parseJson(text)).toEqual(expected);
		}),
		{ numRuns: 1000 },
	);
});

test('equals JSON.parse for short numbers, and throws where JSON.parse throws', () => {
	const attempt = (parse: (text: string) => unknown, text: string) => {
		try {
			return { value: parse(text) };
		} catch {
			return 'not JSON';
		}
	};
	fc.assert(
		fc.property(fc.jsonValue(), (value) => {
			fc.pre(!/\d{16}/.test(JSON.stringify(value)));
			expect(parseJson(JSON.stringify(value))).toEqual(rounded(value));
		}),
	);
	const parts = ['"', '\\', '12345678901234567890', '-', '.', ':', ',', '{', '}', '[', ']', ' '];
	fc.assert(
		fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 8 }), (pieces) => {
			const text = pieces.join('');
			const result = attempt(parseJson, text);
			if (attempt(JSON.parse, text) === 'not JSON') expect(result).toBe('not JSON');
			else expect(result).not.toBe('not JSON');
		}),
		{ numRuns: 5000 },
	);
	expect(() => parseJson('{12345678901234567890: 1}')).toThrow(SyntaxError);
});

test('passes every value to the reviver', () => {
	const text = '{"a": "x", "b": [12345678901234567890]}';
	const mark = (_: string, value: unknown) => (typeof value === 'string' ? `<${value}>` : value);
	expect(parseJson(text, mark)).toEqual({ a: '<x>', b: ['<12345678901234567890>'] });
});

test.each([
	['digits', (length: number) => '1'.repeat(length)],
	['a string', (length: number) => `["${'\\"'.repeat(length / 2)}", 12345678901234567890]`],
	['many strings', (length: number) => `[${'"",'.repeat(length / 3)}12345678901234567890]`],
	['many numbers', (length: number) => `[${'12345678901234567890,'.repeat(length / 21)}1]`],
	['a string without an end', (length: number) => `"${'1234567890123456'.repeat(length / 16)}`],
])('takes linear time for %s', (_, textOf) => {
	expectLinearTime(textOf, (text) => parseJson(text));
});
