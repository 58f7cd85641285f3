import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { tryToParseDateTime } from 'n8n-workflow';

import type { Converter } from '../../../nodes/shared/operation/converters';
import {
	withMaxLength,
	toBoolean,
	toAddress,
	toAddresses,
	toEmail,
	toEntries,
	toId,
	toIdList,
	toInteger,
	toJsonObject,
	toSomeOf,
	toNumber,
	toOneOf,
	toPhone,
	toText,
	toTextList,
	toUrl,
	inRange,
} from '../../../nodes/shared/operation/converters';
import { toDate, toDateTime } from '../../../nodes/shared/operation/dates';
import { createItem, isTool } from '../../../nodes/shared/operation/item';
import { isBlank } from '../../../nodes/shared/utils/guards';
import { toAddressList } from '../../../nodes/LeadLex/fields/addressList';
import { toRecordId } from '../../../nodes/SprintHub/fields/converters';
import { expectLinearTime } from '../../support/linearTime';

const read = (as: Converter<unknown>, value: unknown) => as(value, 'America/Sao_Paulo');

/** Dates that JavaScript would parse in the time zone of the server, or with day and month swapped. */
const SERVERS = ['5/3/2026', 'Feb 25, 2026', '2026/02/25', '2026-2-5', '2026-02-25 10:00 PM'];

describe.each<[string, Converter<unknown>, Array<[unknown, unknown]>, unknown[]]>([
	[
		'string',
		toText,
		[
			['a ', 'a '],
			[12, '12'],
			[false, 'false'],
			// Phone numbers as in a spreadsheet
			['+61 (0) 491 570 006', '+61 (0) 491 570 006'],
			['00491701234567', '00491701234567'],
			[491701234567, '491701234567'],
			[999999999999999, '999999999999999'],
			[-0.5, '-0.5'],
		],
		// These numbers lost digits, or would be written with an exponent
		[{}, ['a'], Symbol('a'), NaN, Infinity, 12345678901234567890, 4.9e21, 1e-7],
	],
	[
		'id',
		toId,
		[
			[' x1 ', 'x1'],
			[42, '42'],
			['\u200b"x1"\ufeff', 'x1'],
			['1e10', '1e10'],
		],
		['.', '..', ' ', {}, ['a'], '""', '5.51197E+12', '5,51197e+12'],
	],
	[
		'phone',
		toPhone,
		[
			['0491 570 006', '0491 570 006'],
			['+61 (0) 491 570 006', '+61 (0) 491 570 006'],
			['\u202a+61 491 570 006\u202c', '+61 491 570 006'],
			['tel:+61491570006', '+61491570006'],
			['TEL: 0491', '0491'],
			["'0491570006", '0491570006'],
			['\uff0b\uff16\uff11', '+61'],
			[491701234567, '491701234567'],
		],
		['5.51197E+12', '+5.51197E+12', 5.51197e21, "'", 'tel:', {}],
	],
	[
		'inRange',
		inRange(toInteger, { minValue: 1, maxValue: 10 }),
		[
			[1, 1],
			['10', 10],
		],
		[0, 11, '11', 1.5, 'x'],
	],
	[
		'withMaxLength of a text',
		withMaxLength(3, toText),
		[
			['abc', 'abc'],
			['😀😀😀', '😀😀😀'],
			[123, '123'],
		],
		['abcd', 1234, {}],
	],
	[
		'withMaxLength of a list',
		withMaxLength(2, toTextList),
		[['["a", "b"]', ['a', 'b']]],
		['a, b, c', ['a', 'b', 'c']],
	],
	[
		'manyOf',
		toSomeOf('risks', 'next_steps'),
		[
			[['risks'], ['risks']],
			['risks, next_steps', ['risks', 'next_steps']],
			['["next_steps"]', ['next_steps']],
		],
		['summary', ['risks', 'summary'], {}, ' '],
	],
	[
		'idList',
		toIdList,
		[
			['a, b,,c ', ['a', 'b', 'c']],
			[
				['a', 7, ['b']],
				['a', '7', 'b'],
			],
			[5, ['5']],
			['["a", 7, ["b"], ""]', ['a', '7', 'b']],
			[' [12345678901234567890] ', ['12345678901234567890']],
			['a; b;;c', ['a', 'b', 'c']],
			['a\n b\r\n\nc', ['a', 'b', 'c']],
			[`"a", 'b'\n"c"`, ['a', 'b', 'c']],
		],
		[',', ';\n', '[]', '[""]', [], [{}], '[{}]', ['..'], '["a", ".."]', [[['a']]], {}],
	],
	[
		'stringList',
		toTextList,
		[
			['VIP, Q2 target', ['VIP', 'Q2 target']],
			[['a,b', ''], ['a,b']],
			['["VIP, gold", "Q2"]', ['VIP, gold', 'Q2']],
			['VIP\nQ2 target; new', ['VIP', 'Q2 target', 'new']],
			["the client's, [VIP]", ["the client's", '[VIP]']],
			['"VIP, gold", Q2', ['VIP, gold', 'Q2']],
			["Q2; 'VIP; gold'", ['Q2', 'VIP; gold']],
			['\u201cVIP, gold\u201d\nQ2', ['VIP, gold', 'Q2']],
			['"VIP", "Q2"', ['VIP', 'Q2']],
			['5" pipe, 6" pipe', ['5" pipe', '6" pipe']],
			['"VIP, gold', ['"VIP', 'gold']],
			[true, ['true']],
		],
		[' , ', {}],
	],
	[
		'email',
		toEmail,
		[
			[' a.b+c@example.com ', 'a.b+c@example.com'],
			['jane@m\u00fcnchen.example', 'jane@xn--mnchen-3ya.example'],
			['jane@mu\u0308nchen.example', 'jane@xn--mnchen-3ya.example'],
			['\u202ajane@example.com\u202c', 'jane@example.com'],
		],
		[
			'a',
			'a@b',
			'a@@example.com',
			'a b@example.com',
			'a@example.com, b@example.com',
			'@x.de',
			'a@.de',
		],
	],
	[
		'address',
		toAddress,
		[
			['jo\u00e3o@example.com', 'jo\u00e3o@example.com'],
			['jane@m\u00fcnchen.example', 'jane@xn--mnchen-3ya.example'],
		],
		['a', 'a@', '@b', 'a@b@c', 'a b@c.example', 'Jane <a@b.example>', '<a@b.example>'],
	],
	[
		'addresses',
		toAddresses,
		[
			['a@b.example, c@d.example', 'a@b.example, c@d.example'],
			['a@b.example;c@m\u00fcnchen.example', 'a@b.example, c@xn--mnchen-3ya.example'],
			[['a@b.example', 'c@d.example'], 'a@b.example, c@d.example'],
		],
		['a', 'a@b.example, c', ','],
	],
	[
		'addressList',
		toAddressList,
		[
			[
				'a@b.example, Jane <c@m\u00fcnchen.example>',
				['a@b.example', 'Jane <c@xn--mnchen-3ya.example>'],
			],
			['"Doe, Jane" <a@b.example>', ['"Doe, Jane" <a@b.example>']],
		],
		['Jane', 'Jane <>', 'a@b.example, Jane <x>'],
	],
	[
		'url',
		toUrl,
		[
			['https://example.com/in/jörg', 'https://example.com/in/j%C3%B6rg'],
			['http://example.com/a|b?c={d}', 'http://example.com/a%7Cb?c=%7Bd%7D'],
		],
		['example.com', 'javascript:alert(1)', 'https://', 'ftp://example.com'],
	],
	[
		'integer',
		toInteger,
		[
			[42, 42],
			['42', 42],
			[' 7 ', 7],
		],
		[1.5, '1.5', 'x', '', NaN, 2 ** 60, '9007199254740993', true, '0x10', '1e3', '1,234'],
	],
	[
		'number',
		toNumber,
		[
			[1.5, 1.5],
			[' 25.50 ', 25.5],
			['+.5', 0.5],
			["'1234.56", 1234.56],
			['-9007199254740991', -9007199254740991],
		],
		['x', '', NaN, Infinity, '9007199254740993', true, '0x10', '1e3', '1.234,56', '1,5', '-', '.'],
	],
	[
		'boolean',
		toBoolean,
		[
			[true, true],
			[' FALSE ', false],
		],
		['yes', '', {}, null],
	],
	[
		'toRecordId',
		toRecordId,
		[
			['12', 12],
			[12, 12],
			['9007199254740993', '9007199254740993'],
			['A-1', 'A-1'],
			['\u200b"12"', 12],
		],
		[{}, '""'],
	],
	[
		'dateTime',
		toDateTime,
		[
			['2026-02-25T09:00:00Z', '2026-02-25T09:00:00.000Z'],
			['2026-02-25T09:00:00+02:00', '2026-02-25T07:00:00.000Z'],
			['2026-02-25T09:00:00', '2026-02-25T12:00:00.000Z'],
			['2026-02-25 09:00', '2026-02-25T12:00:00.000Z'],
			['2026-02-25', '2026-02-25T03:00:00.000Z'],
			['20260225T090000Z', '2026-02-25T09:00:00.000Z'],
			['Wed, 25 Feb 2026 09:00:00 +0100', '2026-02-25T08:00:00.000Z'],
			[String(new Date(0)), '1970-01-01T00:00:00.000Z'],
			[new Date(0), '1970-01-01T00:00:00.000Z'],
			[tryToParseDateTime('2026-02-25T09:00:00', 'Asia/Tokyo'), '2026-02-25T00:00:00.000Z'],
		],
		[
			...['next week', {}, [], '1', '12:00', 45000, '2026-02-30', '2026-13-01T00:00:00'],
			...SERVERS,
		],
	],
	[
		'date',
		toDate,
		[
			['2026-02-25', '2026-02-25'],
			['2026-02-25T00:00:00', '2026-02-25'],
			['2026-02-25 23:59:59', '2026-02-25'],
			['2026-02-25T02:59:59Z', '2026-02-24'],
			['2026-02-25T03:00:00.000Z', '2026-02-25'],
			['2026-02-26T00:00:00+09:00', '2026-02-25'],
			[new Date('2026-02-25T02:00:00Z'), '2026-02-24'],
			[tryToParseDateTime('2026-02-25', 'America/Sao_Paulo'), '2026-02-25'],
			['Wed, 25 Feb 2026 00:00:00 GMT', '2026-02-24'],
		],
		[...['tomorrow', {}, [], '', 45000, '2026-02-30', new Date(NaN)], ...SERVERS],
	],
	[
		'jsonObject',
		toJsonObject,
		[
			['{"a": 1}', { a: 1 }],
			[{ a: 1 }, { a: 1 }],
			['{"id": 12345678901234567890}', { id: '12345678901234567890' }],
		],
		['{', '[1]', '1', 'null', [1], 3],
	],
	[
		'oneOf',
		toOneOf('a', 'b', '1', 'true', 'S\u00e3o Paulo', 'in_progress', 'x-y', 'x_y'),
		[
			['In Progress', 'in_progress'],
			['B', 'b'],
			['x-y', 'x-y'],
			['Sa\u0303o Paulo', 'S\u00e3o Paulo'],
			['b', 'b'],
			[' a ', 'a'],
			[1, '1'],
			[true, 'true'],
		],
		['c', 2, '-1', 'X Y', {}, ''],
	],
	['entries', toEntries('field'), [[{ field: [{ a: 1 }] }, [{ a: 1 }]]], [{}, 'x', { field: 1 }]],
])('%s', (_, reader, accepted, refused) => {
	test.each(accepted)('accepts %p', (value, expected) => {
		expect(read(reader, value)).toEqual(expected);
	});
	test.each(refused.map((value) => [value]))('rejects %p', (value) => {
		expect(() => read(reader, value)).toThrow();
	});
});

describe('parses a long text in linear time', () => {
	const readers = {
		toText,
		toId,
		toIdList,
		toTextList,
		toAddress,
		toAddressList,
		toEmail,
		toPhone,
		toUrl,
		toNumber,
		toInteger,
		toBoolean,
	};
	const otherReaders = { toDateTime, toDate, toJsonObject, toRecordId, oneOf: toOneOf('a') };
	const parts = ['a', '1', 'a.', 'a-', '.', '-', '@', '%', '|', '\ud800', '"', "'", '(', '[', '{'];
	const seeds = [...parts, ' ', '\n', ',', ';', '\\', '[[', '[1,', '":', '0:', '/../', 'a1b2'];
	const starts = [
		'',
		'a@',
		'https://',
		'https://xn--',
		'https://a.com/',
		'2026-02-25T',
		'["',
		'{"',
	];

	test.each(Object.entries({ ...readers, ...otherReaders }))(
		'%s',
		(_, reader: Converter<unknown>) => {
			for (const start of starts) {
				for (const seed of seeds) {
					const textOf = (length: number) => start + seed.repeat(length / seed.length);
					expectLinearTime(textOf, (text) => read(reader, text));
					expectLinearTime(textOf, (text) => read(reader, `${text}!`));
				}
			}
		},
	);
});

describe('createItem', () => {
	const properties: INodeProperties[] = [
		{ displayName: 'Object ID', name: 'objectId', type: 'string', required: true, default: '' },
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			default: {},
			options: [
				{ displayName: 'Age', name: 'age', type: 'number', default: 0 },
				{
					displayName: 'Files',
					name: 'files',
					type: 'fixedCollection',
					default: {},
					options: [
						{
							displayName: 'File',
							name: 'file',
							values: [
								{ displayName: 'Field', name: 'field', type: 'string', default: '' },
								{ displayName: 'Pages', name: 'pages', type: 'number', default: 0 },
							],
						},
					],
				},
			],
		},
	];
	const itemWith = (values: Record<string, unknown>) =>
		createItem({ properties, json: {}, timezone: 'UTC', readParameter: (name) => values[name] });

	test('names the label of an invalid field', () => {
		const item = itemWith({ objectId: { a: 1 }, additionalFields: { age: 'old' } });
		expect(() => item.required('objectId', toText)).toThrow('Object ID must be text');
		expect(() => item.optional('age', toInteger)).toThrow('Age must be a whole number');
	});

	test('treats 0 as a value, and a locator without a value as blank', () => {
		const item = itemWith({ objectId: 0, additionalFields: { age: 0 } });
		expect(item.required('objectId', toText)).toBe('0');
		expect(item.optional('age', toInteger)).toBe(0);
		const blank = itemWith({ objectId: { __rl: true, mode: 'list', value: null } });
		expect(() => blank.required('objectId', toId)).toThrow('Object ID is required');
	});

	test.each(['', ' ', '\u200b', '\ufeff \n', '\u00a0', [' ', null], '[]', null, undefined])(
		'treats %j as blank',
		(value) => {
			expect(isBlank(value)).toBe(true);
			const item = itemWith({ objectId: value, additionalFields: { age: value } });
			expect(() => item.required('objectId', toText)).toThrow('Object ID is required');
			expect(item.optional('age', toInteger)).toBeUndefined();
		},
	);

	describe('as a tool', () => {
		const values = (word: unknown) => ({
			objectId: { __rl: true, mode: 'id', value: word },
			additionalFields: { age: word, files: { file: [{ field: word, pages: 1 }] } },
		});
		const toolItem = (word: unknown, isToolNode = true) =>
			createItem({
				properties,
				json: { word } as IDataObject,
				timezone: 'UTC',
				isTool: isToolNode,
				readParameter: (name) => values(word)[name as 'objectId'],
			});

		test.each(['null', 'undefined', 'None', ' null\n'])('treats %j as blank', (word) => {
			const item = toolItem(word);
			expect(() => item.required('objectId', toId)).toThrow('Object ID is required');
			expect(item.optional('age', toInteger)).toBeUndefined();
			expect(item.entries('files')[0].optional('field', toText)).toBeUndefined();
			expect(isBlank(item.json.word)).toBe(true);
		});

		test.each(['none', 'NULL', 'nothing', 'None of them', '0'])('keeps %j', (word) => {
			expect(toolItem(word).required('objectId', toText)).toBe(word);
		});

		test('is told by the type of the node, and other nodes keep these words', () => {
			expect(isTool({ type: 'n8n-nodes-contactlink.leadLexTool' })).toBe(true);
			expect(isTool({ type: 'n8n-nodes-contactlink.leadLex' })).toBe(false);
			expect(toolItem('None', false).required('objectId', toText)).toBe('None');
		});
	});

	test('treats an empty list as blank, also as JSON text', () => {
		const item = itemWith({ objectId: '[]', additionalFields: { age: [] } });
		expect(() => item.required('objectId', toTextList)).toThrow('Object ID is required');
		expect(item.optional('objectId', toTextList)).toBeUndefined();
		expect(item.optional('age', toTextList)).toBeUndefined();
	});

	test('parses the entries of a fixed collection like items', () => {
		const itemOf = (files: unknown) => itemWith({ additionalFields: { files } });
		const [first, empty, missing] = itemOf({
			file: [{ field: 'a', pages: '2' }, {}, null],
		}).entries('files');
		expect([first.required('field', toText), first.optional('pages', toInteger)]).toEqual(['a', 2]);
		for (const blank of [empty, missing]) {
			expect(() => blank.required('field', toText)).toThrow('Field is required');
		}
		expect(() => first.file('field')).toThrow('Field must name a field of the item');
		expect(itemOf(undefined).entries('files')).toEqual([]);
		expect(() => itemOf('x').entries('files')).toThrow('Files must be a list of fields');
	});

	test('reads the value of a locator', () => {
		const item = itemWith({ objectId: { __rl: true, mode: 'list', value: 'co-1' } });
		expect(item.required('objectId', toId)).toBe('co-1');
	});
});
