/** Which calls are news, and what of them has to be kept. Only the times of Voxworks decide. */
import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Steps } from '../../shared/operation/request';
import type { Call } from './calls';
import { LARGEST_PAGE, listed } from './calls';

/** What the user wants to hear of. */
export interface Watch {
	/** The filters of the API. */
	query: IDataObject;
	/** Stands for these filters of this account. */
	of: string;
	/** How long a call is waited for, in milliseconds. */
	longest: number;
}

/**
 * n8n's static data of the node. Times are in milliseconds on the vendor's clock, and calls stand there
 * by their marks.
 */
export interface Kept {
	of: string;
	/** When the newest call was made that has been seen. */
	newest: number;
	/** Calls that were made before are settled: they started the workflow, or never will. */
	from: number;
	/** A poll looks from here first. What was made before can wait until there is news. */
	lookFrom: number;
	/** Of those made since, the ones that are settled. */
	settled: string;
	/** And the others. */
	waitedFor: string;
}

/** What a poll has found. */
export interface Found {
	calls: Call[];
	newest: number;
	/** Calls that are over and have not started the workflow, the oldest first. */
	over: Call[];
	/** Open ones to wait for. */
	open: Call[];
	/** Those that were open for too long. */
	givenUp: Call[];
}

/** A clock that is 90 s ahead and then 90 s behind, and what a busy server needs, are far less. */
const LATEST = 5 * 60_000;
/** So that news fit on the same page. */
const MOST_LOOKED_AT_AGAIN = LARGEST_PAGE / 2;

/** What there is to know; undefined when nothing has happened since. */
export function* lookFor(watch: Watch, kept?: Kept): Steps<Found | undefined> {
	if (kept?.of !== watch.of) {
		const isEnough = (calls: Call[]) => oldestOf(calls) < newestOf(calls) - watch.longest;
		return foundIn(yield* listed(watch.query, isEnough), watch, kept);
	}
	const since = (time: number): IDataObject => ({
		...watch.query,
		// Whether it includes that moment is not documented
		created_after: time > 0 ? new Date(time - 1).toISOString() : undefined,
	});
	const latest = yield* listed(since(kept.lookFrom));
	if (!isNews(latest, kept)) return undefined;
	const isAll = kept.lookFrom === kept.from;
	return foundIn(isAll ? latest : yield* listed(since(kept.from)), watch, kept);
}

function isNews(calls: Call[], { from, newest, settled }: Kept): boolean {
	const known = marksIn(settled);
	return calls.some(
		(call) =>
			call.created > newest || (call.isOver && call.created >= from && !known.has(markOf(call))),
	);
}

function foundIn(calls: Call[], { of, longest }: Watch, kept?: Kept): Found {
	const isSame = kept?.of === of;
	const settled = marksIn(isSame ? kept.settled : '');
	const waitedFor = marksIn(kept?.waitedFor ?? '');
	const newest = Math.max(kept?.newest ?? 0, newestOf(calls));
	const from = isSame ? kept.from : -Infinity;
	const unsettled = calls.filter((call) => call.created >= from && !settled.has(markOf(call)));
	// What was over when this began is history
	const isOurs = (call: Call) =>
		isSame || (kept && (call.created > kept.newest || waitedFor.has(markOf(call))));
	const isOld = (call: Call) => call.created < newest - longest;
	return {
		calls,
		newest,
		over: unsettled
			.filter((call) => call.isOver && isOurs(call))
			.sort((one, other) => one.created - other.created),
		open: unsettled.filter((call) => !call.isOver && !isOld(call)),
		givenUp: unsettled.filter((call) => !call.isOver && isOld(call) && isOurs(call)),
	};
}

/** What to keep when all that was found is given out, but for these, which are to come later. */
export function keptAfter({ of }: Watch, { calls, newest, open }: Found, later: Call[]): Kept {
	const waiting = [...open, ...later];
	const oldestWaiting = oldestOf(waiting);
	const from = Math.min(oldestWaiting, newest - LATEST);
	const times = calls.map(({ created }) => created).sort((one, other) => other - one);
	const enough = times[MOST_LOOKED_AT_AGAIN - 1] ?? -Infinity;
	const isWaiting = new Set(waiting);
	const settled = calls.filter((call) => call.created >= from && !isWaiting.has(call));
	return {
		of,
		newest,
		from,
		lookFrom: Math.min(oldestWaiting, Math.max(newest - LATEST, enough)),
		settled: settled.map(markOf).join(''),
		waitedFor: waiting.map(markOf).join(''),
	};
}

const MARK_LENGTH = 8;

/**
 * 48 bits that stand for a call: thousands of IDs would be too much for n8n's database. That one of
 * 10,000 calls is taken for another happens once in some million times.
 */
const markOf = ({ id }: Call): string =>
	createHash('sha256').update(id).digest('base64url').slice(0, MARK_LENGTH);

const marksIn = (marks: string): Set<string> =>
	new Set(Array.from({ length: marks.length / MARK_LENGTH }, (_, at) => markAt(marks, at)));
const markAt = (marks: string, at: number) => marks.slice(at * MARK_LENGTH, (at + 1) * MARK_LENGTH);

/** There may be more of them than a function takes arguments. */
const oldestOf = (calls: Call[]): number =>
	calls.reduce((oldest, { created }) => Math.min(oldest, created), Infinity);
const newestOf = (calls: Call[]): number =>
	calls.reduce((newest, { created }) => Math.max(newest, created), -Infinity);
