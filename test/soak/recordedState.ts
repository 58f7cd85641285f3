/** What the sandbox holds of each item. Every item has a number, which all that belongs to it contains. */
import { types } from 'node:util';
import type { INodeExecutionData } from 'n8n-workflow';

import type { RecordedRequest } from '../../tools/mockServers';
import type { Ids } from '../support/fixtures';

/** Jest clones into maps and sets that are no instances of its own. */
const { isMap, isSet } = types;

/** Eight digits: the end of a phone number of the range that is kept for fiction. */
export const numberOf = (index: number) => `5550${String(index).padStart(4, '0')}`;
const NUMBERS = /5550\d{4}(?!\d)/g;

export const numbersIn = (text: string) => new Set(text.match(NUMBERS));

/** IDs that are chosen by chance may hold a number by chance. */
const UUIDS = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g;
const TIMES = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** What is there of each item, in a form that is the same for all of them. */
export type RecordedState = Map<string, string>;

export function recordedStateOf(state: object): RecordedState {
	const parts = new Map<string, string[]>();
	for (const part of partsOf(state)) {
		const text = part.replace(UUIDS, 'ID').replace(TIMES, 'TIME');
		for (const number of numbersIn(text)) {
			// Other numbers are given out in the order in which requests come
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
	// The answers that are kept under a key are no records
	return Object.entries(state)
		.filter(([name]) => name !== 'storedResponses')
		.flatMap(([name, value]) => partsIn(name, value));
}

/** A part is a record, or that one belongs to another. */
function partsIn(name: string, value: unknown): string[] {
	if (isMap(value)) {
		return [...value].flatMap(([key, entry]) => partsIn(`${name}/${String(key)}`, entry));
	}
	if (isSet(value) || Array.isArray(value)) {
		return [...(value as Iterable<unknown>)].map((entry) => `${name}: ${JSON.stringify(entry)}`);
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
