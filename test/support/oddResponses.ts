/** Responses that an API should not send, made from the documented one. The same seed makes the same ones. */
import { isObject } from '../../nodes/shared/utils/guards';
import type { SeededRandom } from './seededRandom';

export interface OddResponse {
	/** For the title of a failure. */
	kind: string;
	status: number;
	headers?: Record<string, string>;
	body: Buffer;
}

type Json = unknown;

const HTML = '<!DOCTYPE html><html><body><h1>Attention required</h1></body></html>';

/** Bodies that do not depend on the documented response. */
const BODIES: Record<string, string | Buffer> = {
	empty: '',
	null: 'null',
	true: 'true',
	number: '0',
	text: '"ok"',
	'empty list': '[]',
	'empty object': '{}',
	'list of null': '[null]',
	'list of lists': '[[[]]]',
	'data: null': '{"data":null}',
	'data: list of null': '{"data":[null,"text",7]}',
	'data: text': '{"data":"ok"}',
	'word OK': 'OK',
	'web page': HTML,
	XML: '<?xml version="1.0"?><error>No</error>',
	'broken JSON': '{"data":{"id":',
	'success: false': '{"success":false}',
	'success: false with words': '{"success":false,"message":"Too many open deals"}',
	'success: true': '{"success":true}',
	'error: text': '{"error":"It failed"}',
	'error: object': '{"error":{"code":"x","message":"It failed"}}',
	'error: list': '{"error":[]}',
	'error: nested message': '{"error":{"message":{"text":["It failed"]}}}',
	'message: object': '{"success":false,"message":{"a":1}}',
	'msg alone': '{"msg":"Criado com sucesso"}',
	'prototype keys':
		'{"__proto__":{"id":1},"constructor":{"prototype":{}},"data":{"__proto__":null}}',
	'invalid UTF-8': Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0x22, 0x7d]),
	'deep JSON': `${'{"data":'.repeat(2000)}1${'}'.repeat(2000)}`,
};

/** Changes of the documented response. */
const CHANGES: Record<string, (json: Json, random: SeededRandom) => Json> = {
	'all values null': (json) => mapLeaves(json, () => null),
	'all values of another type': (json) => mapLeaves(json, otherType),
	'some values null': (json, random) =>
		mapLeaves(json, (value) => (random.next() < 0.4 ? null : value)),
	'some values of another type': (json, random) =>
		mapLeaves(json, (value) => (random.next() < 0.4 ? otherType(value) : value)),
	'huge numbers': (json) => mapLeaves(json, (value) => (isNumber(value) ? 1_764_360_000 : value)),
	'negative numbers': (json) => mapLeaves(json, (value) => (isNumber(value) ? -1 : value)),
	'numbers as text': (json) =>
		mapLeaves(json, (value) => (isNumber(value) ? String(value) : value)),
	'without IDs': (json) => mapObjects(json, (key) => !/(^|_)id$|Id$/.test(key)),
	'without lists': (json) => mapObjects(json, (_, value) => !Array.isArray(value)),
	'in another wrapper': (json) => ({ result: json }),
	'in a list': (json) => [json],
	unwrapped: (json) => (isObject(json) ? (Object.values(json).find(isObject) ?? json) : json),
	'lists as objects': (json) => mapLists(json, (list) => ({ ...list })),
	'null among rows': (json) => mapLists(json, (list) => [null, ...list, 'text', null]),
	'rows twice': (json) => mapLists(json, (list) => [...list, ...list]),
	'5,000 rows': (json) =>
		mapLists(json, (list) => Array.from({ length: 5000 }, (_, row) => list[row % list.length])),
	'error beside': (json) => (isObject(json) ? { ...json, error: { message: 'No' } } : json),
	'other names': (json) =>
		isObject(json)
			? Object.fromEntries(Object.entries(json).map(([key, value]) => [`${key}s`, value]))
			: json,
};

const STATUSES = [
	200, 200, 200, 200, 201, 202, 204, 206, 400, 401, 403, 404, 409, 410, 422, 500, 503,
];

export function oddResponse(random: SeededRandom, documented: Json): OddResponse {
	const status = random.pick(STATUSES);
	const isFixed = random.next() < 0.45;
	const name = random.pick(Object.keys(isFixed ? BODIES : CHANGES));
	const content = isFixed ? BODIES[name] : JSON.stringify(CHANGES[name](documented, random));
	const encoding = random.pick(ENCODINGS);
	const body = Buffer.isBuffer(content) ? content : encoding.encode(content ?? 'null');
	return {
		kind: `${status} ${name} ${encoding.name}`,
		status,
		headers: status === 503 ? { ...encoding.headers, 'Retry-After': '1' } : encoding.headers,
		// 204 has no body
		body: status === 204 ? Buffer.of() : body,
	};
}

interface Encoding {
	name: string;
	encode(text: string): Buffer;
	headers: Record<string, string>;
}

const utf8 = (text: string) => Buffer.from(text);
const ENCODINGS: Encoding[] = [
	...[1, 2, 3, 4].map(() => ({
		name: '',
		encode: utf8,
		headers: { 'Content-Type': 'application/json' },
	})),
	{ name: 'without a type', encode: utf8, headers: {} },
	{ name: 'as text', encode: utf8, headers: { 'Content-Type': 'text/plain' } },
	{
		name: 'with a BOM',
		encode: (text: string) => utf8(`\ufeff${text}`),
		headers: { 'Content-Type': 'application/json; charset=utf-8' },
	},
	{
		name: 'in Latin-1',
		encode: (text: string) => Buffer.from(text, 'latin1'),
		headers: { 'Content-Type': 'application/json; charset=ISO-8859-1' },
	},
	{
		name: 'in a charset that does not exist',
		encode: utf8,
		headers: { 'Content-Type': 'application/json; charset=none' },
	},
	{
		name: 'with broken compression',
		encode: utf8,
		headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' },
	},
];

const isNumber = (value: Json): value is number => typeof value === 'number';

const otherType = (value: Json): Json => {
	if (typeof value === 'string') return value.length % 2 ? 7 : { text: value };
	if (isNumber(value)) return value % 2 ? String(value) : [value];
	return typeof value === 'boolean' ? Number(value) : 'text';
};

function mapLeaves(json: Json, change: (value: Json) => Json): Json {
	if (Array.isArray(json)) return json.map((entry) => mapLeaves(entry, change));
	if (!isObject(json)) return change(json);
	return Object.fromEntries(
		Object.entries(json).map(([key, value]) => [key, mapLeaves(value, change)]),
	);
}

function mapObjects(json: Json, keep: (key: string, value: Json) => boolean): Json {
	if (Array.isArray(json)) return json.map((entry) => mapObjects(entry, keep));
	if (!isObject(json)) return json;
	return Object.fromEntries(
		Object.entries(json)
			.filter(([key, value]) => keep(key, value))
			.map(([key, value]) => [key, mapObjects(value, keep)]),
	);
}

function mapLists(json: Json, change: (list: Json[]) => Json): Json {
	if (Array.isArray(json)) return change(json);
	if (!isObject(json)) return json;
	return Object.fromEntries(
		Object.entries(json).map(([key, value]) => [key, mapLists(value, change)]),
	);
}
