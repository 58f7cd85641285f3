/** What the sandbox holds of each item. Every item has a number, which all that belongs to it contains. */
import { types } from 'node:util';
import type { INodeExecutionData } from 'n8n-workflow';

import type { RecordedRequest } from '../../tools/mockServers';
import type { Ids } from '../support/fixtures';

/** Jest clones into maps and sets that are no instances of its own. */
const { isMap, isSet } = types;

/** Eight digits: the end of a phone number of the range that is kept for fiction. */
export const numberOf = (at: number) => `5550${String(at).padStart(4, '0')}`;
const NUMBERS = /5550\d{4}(?!\d)/g;

export const numbersIn = (text: string) => new Set(text.match(NUMBERS));

/** IDs that are chosen by chance may hold a number by chance. */
const UUIDS = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
const TIMES = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** What is there of each item, in a form that is the same for all of them. */
export type Books = Map<string, string>;

export function booksOf(state: object): Books {
	const parts = new Map<string, string[]>();
	for (const part of partsOf(state)) {
		const text = part.replace(UUIDS, 'ID').replace(TIMES, 'TIME');
		for (const number of numbersIn(text)) {
			// Other numbers are given out in the order in which requests come
			const told = text
				.replaceAll(number, '#')
				.replace(/\d{3,}/g, 'N')
				.replace(/"id":\d+/g, '"id":N');
			parts.set(number, [...(parts.get(number) ?? []), told]);
		}
	}
	return new Map([...parts].map(([number, all]) => [number, all.sort().join('\n')]));
}

function partsOf(state: object): string[] {
	// The answers that are kept under a key are no records
	return Object.entries(state)
		.filter(([name]) => name !== 'storedResponses')
		.flatMap(([name, value]) => partsIn(name, value));
}

/** A part is a record, or that one belongs to another. */
function partsIn(name: string, value: unknown): string[] {
	if (isMap(value)) {
		return [...value].flatMap(([key, one]) => partsIn(`${name}/${String(key)}`, one));
	}
	if (isSet(value) || Array.isArray(value)) {
		return [...(value as Iterable<unknown>)].map((one) => `${name}: ${JSON.stringify(one)}`);
	}
	return [`${name}: ${JSON.stringify(value)}`];
}

/** The writes that came, by the numbers in them. */
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

/** The IDs of records of which each item can have its own. Small numbers are those of other things, too. */
export const ownIds = (ids: Ids) =>
	[...new Set(Object.values(ids))].filter((id) => typeof id === 'string' || id >= 100);

/** How many executions each record has started. */
export function timesById(started: INodeExecutionData[]): Map<string, number> {
	const times = new Map<string, number>();
	for (const { json } of started) {
		const id = String(json.id);
		times.set(id, (times.get(id) ?? 0) + 1);
	}
	return times;
}

/** Under which ID an item has a record of its own. */
export const ownId = (id: string | number, number: string) =>
	typeof id === 'number' ? number : `${id}-${number}`;

/** Puts all records with these IDs there once more for each number, under IDs of their own. */
export function furnish(state: object, ids: Array<string | number>, numbers: string[]): void {
	const pattern = new RegExp(
		`(?<![\\w-])(?:${ids.map(String).map(escaped).join('|')})(?![\\w-])`,
		'g',
	);
	const known = new Map(ids.map((id) => [String(id), id]));
	const collections = Object.values(state as Record<string, unknown>).flatMap((rows) => {
		const mine = isMap(rows) ? entriesWith(rows, pattern) : Array.isArray(rows) ? rows : [];
		return mine.length > 0 ? [{ rows, mine }] : [];
	});
	for (const number of numbers) {
		const renamed = (text: string) => text.replace(pattern, (id) => ownId(known.get(id)!, number));
		for (const { rows, mine } of collections) {
			if (isMap(rows)) {
				for (const [key, value] of mine as Array<[unknown, unknown]>) {
					rows.set(renamedKey(key, renamed), renamedIn(value, renamed));
				}
			} else {
				for (const one of mine as unknown[]) {
					const text = JSON.stringify(one);
					if (renamed(text) !== text) (rows as unknown[]).push(JSON.parse(renamed(text)));
				}
			}
		}
	}
}

const escaped = (text: string) => text.replace(/[^\w-]/g, '\\$&');

const entriesWith = (rows: Map<unknown, unknown>, pattern: RegExp) =>
	[...rows].filter(([key]) => String(key).replace(pattern, '') !== String(key));

const renamedKey = (key: unknown, renamed: (text: string) => string) =>
	typeof key === 'number' ? Number(renamed(String(key))) : renamed(String(key));

function renamedIn(value: unknown, renamed: (text: string) => string): unknown {
	if (isMap(value)) {
		return new Map(
			[...value].map(([key, one]) => [renamedKey(key, renamed), renamedIn(one, renamed)]),
		);
	}
	if (isSet(value)) return new Set([...value].map((one) => renamedIn(one, renamed)));
	return value === undefined ? undefined : JSON.parse(renamed(JSON.stringify(value)));
}
