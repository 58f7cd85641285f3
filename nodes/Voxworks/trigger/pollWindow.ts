/** Decides which calls are new, and what the next poll must know. Only Voxworks' clock counts. */
import type { IDataObject } from 'n8n-workflow';

import type { Steps } from '../../shared/operation/request';
import { MAX_PAGE_SIZE } from '../api/paging';
import type { Budget, Call, CallList } from './calls';
import { readCalls } from './calls';
import type { PollState } from './pollState';
import { Entries } from './pollState';
import type { PollSettings } from './settings';

/** The calls of one poll. */
export interface ClassifiedCalls {
	/** The state before. */
	state: PollState;
	list: CallList;
	/** Where the list began: calls created before were not listed. */
	since: number;
	/** Whether an earlier poll has read the beginning of the list. */
	isResumed: boolean;
	/** When the newest call so far was created. */
	newest: number;
	/** Calls that have finished and have not started the workflow, the oldest first. */
	finished: Call[];
	/** Calls that have not finished yet. */
	open: Call[];
	/** Calls that have been open for longer than `maxWait`. */
	abandoned: Call[];
	/** All other calls that never start the workflow, or have started it. */
	ignored: Call[];
}

/** How late Voxworks may list a call: covers clock changes of ±90 s and a busy server. */
const LATE_LISTING_TOLERANCE = 5 * 60_000;
/** Settled calls to list again with each poll. New calls still fit on the same page. */
const MAX_RECHECKED = MAX_PAGE_SIZE / 2;

/** How far ahead of the header `Date` Voxworks may date a call: its servers' clocks may differ by as much. */
const MAX_CLOCK_SKEW = 90_000;
/** The last calls of a page, most of which decide how old it is. */
const LAST_CALLS = 10;

/** What a poll works with. */
export interface PollContext {
	settings: PollSettings;
	budget: Budget;
	/** Returns the time by Voxworks' clock. */
	now(): number;
}

/** Lists and classifies the calls since the last poll; undefined if nothing is new. */
export function* findNewCalls(
	context: PollContext,
	state?: PollState,
): Steps<ClassifiedCalls | undefined> {
	const { settings } = context;
	if (!state) return yield* readAll(context, firstState(settings));
	if (state.account !== settings.account) return yield* readWithNewKey(context, state);
	if (state.queryKey !== settings.queryKey) {
		const { queryKey } = settings;
		const newsAfter = state.newsAfter ?? state.newest;
		const changed = { ...state, queryKey, newsAfter, settledBefore: 0, cursor: undefined };
		return yield* readAll(context, changed);
	}
	if (state.cursor !== undefined) return yield* resume(context, state);
	if (state.newsAfter !== undefined) return yield* readAll(context, state);
	return yield* readLatest(context, state);
}

/** No call that has ended starts the workflow with the first poll. */
const firstState = ({ account, queryKey }: PollSettings): PollState => ({
	account,
	queryKey,
	newest: 0,
	settledBefore: 0,
	checkFrom: 0,
	settled: '',
	pending: '',
	newsAfter: Infinity,
});

/** Reads back to the calls that the trigger would not wait for any more. */
function* readAll(context: PollContext, state: PollState): Steps<ClassifiedCalls> {
	const { settings, budget } = context;
	const list = yield* readCalls(settings.query, budget, { isEnough: untilTooOld(context) });
	return classify(context, { state, list, since: 0, isResumed: false });
}

/** Ends a list with a page of calls that the trigger would not wait for. A single one may have a wrong time. */
const untilTooOld =
	({ settings, now }: PollContext) =>
	(page: Call[], calls: Map<string, Call>): boolean => {
		const newest = newestOf([...calls.values()], now());
		const isOld = ({ created }: Call) => created < newest - settings.maxWait;
		const last = page.slice(-LAST_CALLS);
		return last.filter(isOld).length > last.length / 2;
	};

/** The key of the same team lists calls that are known. With that of another team, the trigger begins anew. */
function* readWithNewKey(
	context: PollContext,
	state: PollState,
): Steps<ClassifiedCalls | undefined> {
	const { settings, budget } = context;
	const { account } = settings;
	const storedEntries = [new Entries(state.settled), new Entries(state.pending)];
	const adopted = { ...state, account, cursor: undefined };
	const since = state.settledBefore;
	const list = yield* readCalls(querySince(settings, since), budget);
	const isSameTeam =
		list.calls.length === 0 ||
		storedEntries.every(({ size }) => size === 0) ||
		list.calls.some((call) => storedEntries.some((entries) => entries.has(call)));
	if (!isSameTeam) return yield* readAll(context, firstState(settings));
	return state.queryKey === settings.queryKey
		? classify(context, { state: adopted, list, since, isResumed: false })
		: yield* findNewCalls(context, adopted);
}

/** Goes on where the last poll stopped. */
function* resume(context: PollContext, state: PollState): Steps<ClassifiedCalls> {
	const { settings, budget } = context;
	const { cursor, cursorSince: since = 0 } = state;
	const isEnough = since === 0 ? untilTooOld(context) : undefined;
	const list = yield* readCalls(querySince(settings, since), budget, { cursor, isEnough });
	return classify(context, { state, list, since, isResumed: true });
}

function* readLatest(context: PollContext, state: PollState): Steps<ClassifiedCalls | undefined> {
	const { settings, budget } = context;
	const { checkFrom, settledBefore } = state;
	const isComplete = checkFrom === settledBefore;
	const isDecided = isComplete ? undefined : (page: Call[]) => hasNews(page, state);
	const latest = yield* readCalls(querySince(settings, checkFrom), budget, { isDecided });
	const isNew = hasNews(latest.calls, state);
	if (!isNew && latest.cursor === undefined) return undefined;
	const since = isNew ? settledBefore : checkFrom;
	const list =
		isNew && !isComplete ? yield* readCalls(querySince(settings, since), budget) : latest;
	return classify(context, { state, list, since, isResumed: false });
}

const querySince = ({ query }: PollSettings, time: number): IDataObject => ({
	...query,
	// Whether this includes calls created at that moment is not documented
	created_after: time > 0 ? new Date(time - 1).toISOString() : undefined,
});

function hasNews(calls: Call[], state: PollState): boolean {
	const settled = new Entries(state.settled);
	const pending = new Entries(state.pending);
	return calls.some(
		(call) =>
			call.created >= state.settledBefore &&
			!settled.has(call) &&
			(call.isFinished || !pending.has(call)),
	);
}

type Reading = Pick<ClassifiedCalls, 'state' | 'list' | 'since' | 'isResumed'>;

function classify({ settings, now }: PollContext, reading: Reading): ClassifiedCalls {
	const { state, list } = reading;
	const settled = new Entries(state.settled);
	const pending = new Entries(state.pending);
	const newest = Math.max(state.newest, newestOf(list.calls, now()));
	const { newsAfter = -Infinity } = state;
	const isNew = (call: Call) => call.created > newsAfter || pending.has(call);
	const isTooOld = (call: Call) => call.created < newest - settings.maxWait;
	const groups = { finished: [], open: [], abandoned: [], ignored: [] } as Record<
		'finished' | 'open' | 'abandoned' | 'ignored',
		Call[]
	>;
	for (const call of list.calls) {
		if (call.created < state.settledBefore) continue;
		const isOpen = !call.isFinished && !isTooOld(call);
		if (settled.has(call)) groups.ignored.push(call);
		else if (isOpen) groups.open.push(call);
		else if (!isNew(call)) groups.ignored.push(call);
		else groups[call.isFinished ? 'finished' : 'abandoned'].push(call);
	}
	groups.finished.sort((a, b) => (a.created === b.created ? 0 : a.created - b.created));
	return { ...reading, ...groups, newest };
}

/** Returns the state to store once all finished calls are returned, except the deferred ones. */
export function nextState(
	context: PollContext,
	reading: ClassifiedCalls,
	deferred: Call[],
	waiting?: Entries,
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
		settled: settled.toString(),
		pending: pending.toString(),
		waiting: waiting?.toString(),
		newsAfter: nextNewsAfter(context, reading),
		cursor: list.cursor,
		cursorSince: list.cursor === undefined ? undefined : since,
	};
	// The window stays until all of it has been read
	if (list.cursor !== undefined || since > reading.state.settledBefore) return state;
	return { ...state, ...nextWindow(reading, settled, pending, maxWait, [...open, ...deferred]) };
}

function entriesBefore({ state, list, since, isResumed }: ClassifiedCalls) {
	const settled = new Entries(state.settled);
	// Of calls that do not match new filters, none is listed any more
	const isWhole = since === 0 && !isResumed && list.cursor === undefined && list.calls.length > 0;
	const pending = new Entries(isWhole ? '' : state.pending);
	return { settled, pending };
}

/** After an empty list, calls from before that are listed later are history too. */
function nextNewsAfter({ now }: PollContext, { state, list }: ClassifiedCalls): number | undefined {
	if (state.newsAfter === undefined) return undefined;
	const isEmpty = list.calls.length === 0;
	if (!isEmpty && list.cursor === undefined) return undefined;
	const isFirst = state.newsAfter === Infinity;
	return isEmpty || isFirst ? now() - LATE_LISTING_TOLERANCE : state.newsAfter;
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
		settled: settled.toString(),
		pending: pending.toString(),
	};
}

/** Reduces, because a function call does not take as many arguments as there may be calls. */
const oldestOf = (calls: Call[]): number =>
	calls.reduce((oldest, { created }) => Math.min(oldest, created), Infinity);

/** Calls that are dated ahead of now do not count: the calls until then would be taken for settled. */
const newestOf = (calls: Call[], now: number): number =>
	calls
		.filter(({ created }) => created <= now + MAX_CLOCK_SKEW)
		.reduce((newest, { created }) => Math.max(newest, created), 0);
