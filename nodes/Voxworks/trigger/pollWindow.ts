/** Decides which calls are new, and what the next poll must know. Only Voxworks' clock counts. */
import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Steps } from '../../shared/operation/request';
import { MAX_PAGE_SIZE } from '../api/paging';
import type { Call } from './calls';
import { readCalls } from './calls';
import type { PollSettings } from './settings';

/**
 * The static data that n8n stores for the node. Times are in milliseconds by Voxworks' clock. Calls are
 * stored as their hashes, one after another.
 */
export interface PollState {
	/** The `queryKey` of the settings that the state belongs to. */
	queryKey: string;
	/** When the newest call so far was created. */
	newest: number;
	/** Calls created before this are settled: they started the workflow, or never will. */
	settledBefore: number;
	/** A poll lists the calls from here on first. It lists those before only if there is a new one. */
	checkFrom: number;
	/** The settled calls since `settledBefore`. */
	settled: string;
	/** The other calls since then, which the trigger waits for. */
	pending: string;
}

/** Whether static data holds a state: it is empty before the first poll. */
export const isPollState = (data: object): data is PollState => 'queryKey' in data;

/** The calls of one poll. */
export interface ClassifiedCalls {
	/** All calls that were listed. */
	calls: Call[];
	/** When the newest call so far was created. */
	newest: number;
	/** Calls that have finished and have not started the workflow, the oldest first. */
	finished: Call[];
	/** Calls that have not finished yet. */
	open: Call[];
	/** Calls that have been open for longer than `maxWait`. */
	abandoned: Call[];
}

/** How late Voxworks may list a call: covers clock changes of ±90 s and a busy server. */
const LATE_LISTING_TOLERANCE = 5 * 60_000;
/** Settled calls to list again with each poll. New calls still fit on the same page. */
const MAX_RECHECKED = MAX_PAGE_SIZE / 2;

/** Lists and classifies the calls since the last poll; undefined if nothing is new. */
export function* findNewCalls(
	settings: PollSettings,
	state?: PollState,
): Steps<ClassifiedCalls | undefined> {
	const { query, queryKey, maxWait } = settings;
	if (state?.queryKey !== queryKey) {
		const isEnough = (calls: Call[]) => oldestOf(calls) < newestOf(calls) - maxWait;
		return classify(yield* readCalls(query, isEnough), settings, state);
	}
	const since = (time: number): IDataObject => ({
		...query,
		// Whether this includes calls created at that moment is not documented
		created_after: time > 0 ? new Date(time - 1).toISOString() : undefined,
	});
	const latest = yield* readCalls(since(state.checkFrom));
	if (!hasNews(latest, state)) return undefined;
	const isComplete = state.checkFrom === state.settledBefore;
	const calls = isComplete ? latest : yield* readCalls(since(state.settledBefore));
	return classify(calls, settings, state);
}

function hasNews(calls: Call[], { newest, settledBefore, settled }: PollState): boolean {
	const settledHashes = splitHashes(settled);
	return calls.some(
		(call) =>
			call.created > newest ||
			(call.isFinished && call.created >= settledBefore && !settledHashes.has(hashOf(call))),
	);
}

function classify(
	calls: Call[],
	{ queryKey, maxWait }: PollSettings,
	state?: PollState,
): ClassifiedCalls {
	const hasSameQuery = state?.queryKey === queryKey;
	const settled = splitHashes(hasSameQuery ? state.settled : '');
	const pending = splitHashes(state?.pending ?? '');
	const newest = Math.max(state?.newest ?? 0, newestOf(calls));
	const settledBefore = hasSameQuery ? state.settledBefore : -Infinity;
	const unsettled = calls.filter(
		(call) => call.created >= settledBefore && !settled.has(hashOf(call)),
	);
	// Calls that had finished before the trigger was activated do not start the workflow
	const isNew = (call: Call) =>
		hasSameQuery || (state && (call.created > state.newest || pending.has(hashOf(call))));
	const isTooOld = (call: Call) => call.created < newest - maxWait;
	return {
		calls,
		newest,
		finished: unsettled
			.filter((call) => call.isFinished && isNew(call))
			.sort((a, b) => a.created - b.created),
		open: unsettled.filter((call) => !call.isFinished && !isTooOld(call)),
		abandoned: unsettled.filter((call) => !call.isFinished && isTooOld(call) && isNew(call)),
	};
}

/** Returns the state to store once all finished calls are returned, except the deferred ones. */
export function nextState(
	{ queryKey }: PollSettings,
	{ calls, newest, open }: ClassifiedCalls,
	deferred: Call[],
): PollState {
	const pending = [...open, ...deferred];
	const oldestPending = oldestOf(pending);
	const settledBefore = Math.min(oldestPending, newest - LATE_LISTING_TOLERANCE);
	const times = calls.map(({ created }) => created).sort((a, b) => b - a);
	const recheckFrom = times[MAX_RECHECKED - 1] ?? -Infinity;
	const isPending = new Set(pending);
	const settled = calls.filter((call) => call.created >= settledBefore && !isPending.has(call));
	return {
		queryKey,
		newest,
		settledBefore,
		checkFrom: Math.min(oldestPending, Math.max(newest - LATE_LISTING_TOLERANCE, recheckFrom)),
		settled: settled.map(hashOf).join(''),
		pending: pending.map(hashOf).join(''),
	};
}

const HASH_LENGTH = 8;

/**
 * Returns a hash of 48 bits, because thousands of full IDs would bloat n8n's database. The odds that two
 * of 10,000 calls share one are below 1 in a million.
 */
const hashOf = ({ id }: Call): string =>
	createHash('sha256').update(id).digest('base64url').slice(0, HASH_LENGTH);

const splitHashes = (hashes: string): Set<string> =>
	new Set(hashes.match(new RegExp(`.{${HASH_LENGTH}}`, 'g')));

/** Reduces, because a function call does not take as many arguments as there may be calls. */
const oldestOf = (calls: Call[]): number =>
	calls.reduce((oldest, { created }) => Math.min(oldest, created), Infinity);
const newestOf = (calls: Call[]): number =>
	calls.reduce((newest, { created }) => Math.max(newest, created), -Infinity);
