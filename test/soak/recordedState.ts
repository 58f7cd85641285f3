/** Reads the state of each item from the sandbox. Every item has a number, which all its records contain. */
import { types } from 'node:util';
import type { INodeExecutionData } from 'n8n-workflow';

import type { RecordedRequest } from '../../tools/mockServers';
import type { Ids } from '../support/fixtures';

/** Maps and sets that Jest clones fail `instanceof`. */
const { isMap, isSet } = types;

/** Returns eight digits that end a phone number of the range reserved for fiction. */
export const numberOf = (index: number) => `5550${String(index).padStart(4, '0')}`;
const NUMBERS = /5550\d{4}(?!\d)/g;

const numbersIn = (text: string) => new Set(text.match(NUMBERS));

/** Random IDs may contain a number by chance. */
const UUIDS = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
const TIMES = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** The records of each item by its number, normalised so that the records of different items are equal. */
export type RecordedState = Map<string, string>;

export function recordedStateOf(state: object): RecordedState {
	const parts = new Map<string, string[]>();
	for (const part of partsOf(state)) {
		const text = part.replace(UUIDS, 'ID').replace(TIMES, 'TIME');
		for (const number of numbersIn(text)) {
			// Other numbers depend on the order of the requests
			const normalised = text
				.replaceAll(number, '#')
				.replace(/\d{3,}/g, 'N')
				.replace(/"id":\d+/g, '"id":N');
			parts.set(number, [...(parts.get(number) ?? []), normalised]);
		}
	}
	return new Map([...parts].map(([number, texts]) => [number, texts.sort().join('\n')]));
}

function partsOf(state: object): string[] {
	// Responses stored under an Idempotency-Key are no records
	return Object.entries(state)
		.filter(([name]) => name !== 'storedResponses')
		.flatMap(([name, value]) => partsIn(name, value));
}

/** Returns a text for each record and for each link between records. */
function partsIn(name: string, value: unknown): string[] {
	if (isMap(value)) {
		return [...value].flatMap(([key, entry]) => partsIn(`${name}/${String(key)}`, entry));
	}
	if (isSet(value) || Array.isArray(value)) {
		return [...(value as Iterable<unknown>)].map((entry) => `${name}: ${JSON.stringify(entry)}`);
	}
	return [`${name}: ${JSON.stringify(value)}`];
}

/** Returns the writes by the item numbers in them. */
export function writesIn(requests: RecordedRequest[]): Map<string, RecordedRequest[]> {
	const writes = new Map<string, RecordedRequest[]>();
	for (const request of requests) {
		if (request.method === 'GET') continue;
		const { path, query, body } = request;
		for (const number of numbersIn(JSON.stringify([decodeURIComponent(path), query, body]))) {
			writes.set(number, [...(writes.get(number) ?? []), request]);
		}
	}
	return writes;
}

/** Returns the IDs of the records that can be copied per item. Small numbers also occur as other values. */
export const ownIds = (ids: Ids) =>
	[...new Set(Object.values(ids))].filter((id) => typeof id === 'string' || id >= 100);

/** Counts the executions that each record started. */
export function timesById(started: INodeExecutionData[]): Map<string, number> {
	const times = new Map<string, number>();
	for (const { json } of started) {
		const id = String(json.id);
		times.set(id, (times.get(id) ?? 0) + 1);
	}
	return times;
}

/** Returns the ID of an item's own copy of a record. */
export const ownId = (id: string | number, number: string) =>
	typeof id === 'number' ? number : `${id}-${number}`;

/** Copies all records with these IDs once for each number, under the IDs of `ownId`. */
export function copyRecords(state: object, ids: Array<string | number>, numbers: string[]): void {
	const pattern = new RegExp(
		`(?<![\\w-])(?:${ids.map(String).map(escapeForPattern).join('|')})(?![\\w-])`,
		'g',
	);
	const idsByText = new Map(ids.map((id) => [String(id), id]));
	const collections = Object.values(state as Record<string, unknown>).flatMap((rows) => {
		const originals = isMap(rows) ? entriesWith(rows, pattern) : Array.isArray(rows) ? rows : [];
		return originals.length > 0 ? [{ rows, originals }] : [];
	});
	for (const number of numbers) {
		const rename = (text: string) =>
			text.replace(pattern, (id) => ownId(idsByText.get(id)!, number));
		for (const { rows, originals } of collections) {
			if (isMap(rows)) {
				for (const [key, value] of originals as Array<[unknown, unknown]>) {
					rows.set(renameKey(key, rename), renameIn(value, rename));
				}
			} else {
				for (const original of originals as unknown[]) {
					const text = JSON.stringify(original);
					if (rename(text) !== text) (rows as unknown[]).push(JSON.parse(rename(text)));
				}
			}
		}
	}
}

const escapeForPattern = (text: string) => text.replace(/[^\w-]/g, '\\$&');

const entriesWith = (rows: Map<unknown, unknown>, pattern: RegExp) =>
	[...rows].filter(([key]) => String(key).replace(pattern, '') !== String(key));

const renameKey = (key: unknown, rename: (text: string) => string) =>
	typeof key === 'number' ? Number(rename(String(key))) : rename(String(key));

function renameIn(value: unknown, rename: (text: string) => string): unknown {
	if (isMap(value)) {
		return new Map(
			[...value].map(([key, entry]) => [renameKey(key, rename), renameIn(entry, rename)]),
		);
	}
	if (isSet(value)) return new Set([...value].map((entry) => renameIn(entry, rename)));
	return value === undefined ? undefined : JSON.parse(rename(JSON.stringify(value)));
}
