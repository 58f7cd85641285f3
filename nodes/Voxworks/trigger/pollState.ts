/** What the trigger remembers from poll to poll: n8n's static data of the node. */
import { createHash } from 'crypto';

import type { Call } from '../api/calls';

/** Times are in milliseconds by Voxworks' clock. */
export interface PollState {
	/** Identifies the key of the credential. */
	account: string;
	/** The filters that the state belongs to. */
	queryKey: string;
	/** When the newest call so far was created. */
	newest: number;
	/** Calls created before this are settled: they started the workflow, or never will. */
	settledBefore: number;
	/** A poll lists the calls from here on first. It lists those before only if there is a new one. */
	checkFrom: number;
	/** The settled calls since `settledBefore`. */
	settled: Entries;
	/** The other calls since then, which the trigger waits for. */
	pending: Entries;
	/** The calls that have ended but have no result yet, with the time at which it was asked for first. */
	waiting: Entries;
	/** Set while not all calls of these filters have been seen: those that ended before do not start the workflow. */
	newsAfter?: number;
	/** Set if the last poll did not read the list of calls since `cursorSince` to its end. */
	cursor?: string;
	cursorSince?: number;
}

const HASH_LENGTH = 8;
const TIME_LENGTH = 5;
const MINUTE = 60_000;
const MAX_MINUTES = 36 ** TIME_LENGTH - 1;
const ENTRIES = new RegExp(`^(?:[\\w-]{${HASH_LENGTH}}[\\da-z]{${TIME_LENGTH}})*$`);

/** The static data that n8n stores for the node: calls are texts of their entries, one after another. */
type StoredState = { [K in keyof PollState]: PollState[K] extends Entries ? string : PollState[K] };

/** Reads the static data; undefined if it is damaged. */
export function readPollState(data: object): PollState | undefined {
	if (!isStoredState(data)) return undefined;
	return {
		...data,
		settled: new Entries(data.settled),
		pending: new Entries(data.pending),
		waiting: new Entries(data.waiting),
	};
}

export const toStaticData = (state: PollState): StoredState => ({
	...state,
	settled: state.settled.toString(),
	pending: state.pending.toString(),
	waiting: state.waiting.toString(),
});

function isStoredState(data: object): data is StoredState {
	const {
		settled,
		pending,
		waiting = '',
		newsAfter = 0,
		cursor = '',
		...rest
	} = data as StoredState;
	const { account, queryKey, newest, settledBefore, checkFrom, cursorSince = 0 } = rest;
	return (
		[account, queryKey, cursor].every((text) => typeof text === 'string') &&
		[newest, settledBefore, checkFrom, newsAfter, cursorSince].every(isTime) &&
		[settled, pending, waiting].every((text) => typeof text === 'string' && ENTRIES.test(text))
	);
}

const isTime = (value: unknown): boolean =>
	Number.isFinite(value) && Math.abs(value as number) < 8.64e15;

/**
 * Returns a hash of 48 bits, because thousands of full IDs would bloat n8n's database. The odds that two
 * of 10,000 calls share one are below 1 in a million.
 */
export const hashOf = (text: string): string =>
	createHash('sha256').update(text).digest('base64url').slice(0, HASH_LENGTH);

/** Calls by their hashes, with a time in milliseconds, rounded down to a minute. */
export class Entries {
	private readonly times: Map<string, number>;

	constructor(text = '') {
		const entries = text.match(new RegExp(`.{${HASH_LENGTH + TIME_LENGTH}}`, 'g')) ?? [];
		this.times = new Map(
			entries.map((entry) => [
				entry.slice(0, HASH_LENGTH),
				parseInt(entry.slice(HASH_LENGTH), 36) * MINUTE,
			]),
		);
	}

	get size(): number {
		return this.times.size;
	}

	has({ id }: Call): boolean {
		return this.times.has(hashOf(id));
	}

	timeOf({ id }: Call): number | undefined {
		return this.times.get(hashOf(id));
	}

	set({ id }: Call, time: number): void {
		this.times.set(hashOf(id), time);
	}

	delete({ id }: Call): void {
		this.times.delete(hashOf(id));
	}

	/** Drops the calls from before a time, rounded down to a minute like theirs. */
	dropBefore(limit: number): void {
		const rounded = Math.floor(limit / MINUTE) * MINUTE;
		for (const [hash, time] of this.times) if (time < rounded) this.times.delete(hash);
	}

	/** The earliest time of all calls except these. */
	earliestExcept(calls: Call[]): number {
		const excluded = new Set(calls.map(({ id }) => hashOf(id)));
		let earliest = Infinity;
		for (const [hash, time] of this.times) {
			if (!excluded.has(hash)) earliest = Math.min(earliest, time);
		}
		return earliest;
	}

	toString(): string {
		return [...this.times]
			.map(([hash, time]) => hash + toMinutes(time).toString(36).padStart(TIME_LENGTH, '0'))
			.join('');
	}
}

const toMinutes = (time: number): number =>
	Math.min(MAX_MINUTES, Math.max(0, Math.floor(time / MINUTE)));
