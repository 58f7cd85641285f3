/** Decides which calls are new. Only Voxworks' clock counts. */
import type { IDataObject } from 'n8n-workflow';

import type { Steps } from '../../shared/operation/request';
import { RequestFailed } from '../../shared/operation/request';
import type { Call } from '../api/calls';
import type { Budget, CallList } from './calls';
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
	if (state.queryKey !== settings.queryKey) {
		return yield* readAll(context, withNewFilters(settings, state));
	}
	if (state.account !== settings.account) return yield* readWithNewKey(context, state);
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
	settled: new Entries(),
	pending: new Entries(),
	waiting: new Entries(),
	newsAfter: Infinity,
});

/**
 * Nothing tells whether a call ended before the filters changed: n8n stores no state with a poll that finds nothing, so
 * not even the time of the last poll is known. So calls that have ended do not start the workflow, as with the first
 * poll, except those that the trigger waited for.
 */
const withNewFilters = ({ account, queryKey }: PollSettings, state: PollState): PollState => ({
	...state,
	account,
	queryKey,
	settledBefore: 0,
	newsAfter: Infinity,
	cursor: undefined,
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
	const since = state.settledBefore;
	const adopted = { ...state, account: settings.account, cursor: undefined };
	const list = yield* readCalls(querySince(settings, since), budget);
	if (list.calls.some((call) => state.settled.has(call) || state.pending.has(call))) {
		return classify(context, { state: adopted, list, since, isResumed: false });
	}
	// Known calls may stand on the pages that could not be read
	if (list.failure) throw new RequestFailed(list.failure);
	if (list.calls.length > 0) return yield* readAll(context, firstState(settings));
	// Another team made no call since then but may have older ones that are open, or the response leaves out calls
	const newsAfter = state.newsAfter ?? since - 1;
	return yield* readAll(context, { ...adopted, settledBefore: 0, newsAfter });
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

function hasNews(calls: Call[], { settledBefore, settled, pending }: PollState): boolean {
	return calls.some(
		(call) =>
			call.created >= settledBefore &&
			!settled.has(call) &&
			(call.isFinished || !pending.has(call)),
	);
}

type Reading = Pick<ClassifiedCalls, 'state' | 'list' | 'since' | 'isResumed'>;

function classify({ settings, now }: PollContext, reading: Reading): ClassifiedCalls {
	const { state, list } = reading;
	const { settled, pending, newsAfter = -Infinity } = state;
	const newest = Math.max(state.newest, newestOf(list.calls, now()));
	// When old calls are listed again, a time that cannot be true does not tell a new call from one of those
	const isTimed = ({ created }: Call) => state.newest === 0 || created <= now() + MAX_CLOCK_SKEW;
	const isNew = (call: Call) =>
		newsAfter === -Infinity || (call.created > newsAfter && isTimed(call)) || pending.has(call);
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

/** Calls that are dated ahead of now do not count: the calls until then would be taken for settled. */
const newestOf = (calls: Call[], now: number): number =>
	calls
		.filter(({ created }) => created <= now + MAX_CLOCK_SKEW)
		.reduce((newest, { created }) => Math.max(newest, created), 0);
