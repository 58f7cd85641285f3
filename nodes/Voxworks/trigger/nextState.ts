/** Decides what the next poll must know. */
import type { Call } from '../api/calls';
import { MAX_PAGE_SIZE } from '../api/paging';
import type { PollState } from './pollState';
import { Entries } from './pollState';
import type { ClassifiedCalls, PollContext } from './pollWindow';

/** How late Voxworks may list a call: covers clock changes of ±90 s and a busy server. */
const LATE_LISTING_TOLERANCE = 5 * 60_000;
/** Settled calls to list again with each poll. New calls still fit on the same page. */
const MAX_RECHECKED = MAX_PAGE_SIZE / 2;

/** Returns the state to store once all finished calls are returned, except the deferred ones. */
export function nextState(
	context: PollContext,
	reading: ClassifiedCalls,
	deferred: Call[],
	waiting: Entries,
): PollState {
	const { list, open, finished, abandoned, ignored, newest, since } = reading;
	const { maxWait } = context.settings;
	const { settled, pending } = entriesBefore(reading);
	// A call without a time, or dated ahead, is remembered for as long as other calls are waited for
	const timeOf = ({ created }: Call) => Math.min(created, newest + maxWait);
	const isDeferred = new Set(deferred);
	for (const call of [...finished, ...abandoned, ...ignored]) {
		if (isDeferred.has(call)) continue;
		settled.set(call, timeOf(call));
		pending.delete(call);
	}
	for (const call of [...open, ...deferred]) pending.set(call, timeOf(call));
	const state: PollState = {
		...reading.state,
		newest,
		settled,
		pending,
		waiting,
		newsAfter: nextNewsAfter(context, reading),
		cursor: list.cursor,
		cursorSince: list.cursor === undefined ? undefined : since,
	};
	// The window stays until all of it has been read
	const isComplete = list.cursor === undefined && state.newsAfter === undefined;
	if (!isComplete || since > reading.state.settledBefore) return state;
	return { ...state, ...nextWindow(reading, settled, pending, maxWait, [...open, ...deferred]) };
}

function entriesBefore({ state, list, since, isResumed }: ClassifiedCalls) {
	const { settled } = state;
	// Of calls that do not match new filters, none is listed any more
	const isWhole = since === 0 && !isResumed && list.cursor === undefined && list.calls.length > 0;
	return { settled, pending: isWhole ? new Entries() : state.pending };
}

/** An empty list does not show what is history, so the time from which calls are new stays. */
function nextNewsAfter({ now }: PollContext, { state, list }: ClassifiedCalls): number | undefined {
	if (state.newsAfter === undefined) return undefined;
	if (list.calls.length > 0 && list.cursor === undefined) return undefined;
	return state.newsAfter === Infinity ? now() - LATE_LISTING_TOLERANCE : state.newsAfter;
}

function nextWindow(
	{ list, newest, isResumed }: ClassifiedCalls,
	settled: Entries,
	pending: Entries,
	maxWait: number,
	listedPending: Call[],
): Partial<PollState> {
	pending.dropBefore(newest - maxWait);
	const oldestPending = Math.min(oldestOf(listedPending), pending.earliestExcept(listedPending));
	const lateFrom = newest - LATE_LISTING_TOLERANCE;
	const settledBefore = Math.max(0, Math.min(oldestPending, lateFrom));
	settled.dropBefore(settledBefore);
	const times = isResumed ? [] : list.calls.map(({ created }) => created);
	const recheckFrom =
		times.filter((time) => time <= newest).sort((a, b) => b - a)[MAX_RECHECKED - 1] ?? -Infinity;
	return {
		settledBefore,
		checkFrom: Math.max(0, Math.min(oldestPending, Math.max(lateFrom, recheckFrom))),
	};
}

/** Reduces, because a function call does not take as many arguments as there may be calls. */
const oldestOf = (calls: Call[]): number =>
	calls.reduce((oldest, { created }) => Math.min(oldest, created), Infinity);
