/** One poll, without n8n: reads the new calls and decides what the next poll must know. Also reads a call for a test. */
import type { IDataObject } from 'n8n-workflow';

import { RequestFailed } from '../../shared/operation/request';
import type { Send } from '../../shared/http/sender';
import { runStepsOrThrow } from '../../shared/http/runSteps';
import type { Call } from '../api/calls';
import { readCalls } from './calls';
import { nextState } from './nextState';
import { Entries } from './pollState';
import type { PollState } from './pollState';
import { findNewCalls } from './pollWindow';
import type { ClassifiedCalls, PollContext } from './pollWindow';
import type { CallResult } from './results';
import { addResults } from './results';

const advice = {
	404: 'Check the IDs in Filters: the record does not exist, or belongs to another team.',
};

export interface PollResult {
	/** The output items, as JSON. */
	rows: IDataObject[];
	/** For n8n's log. */
	warnings: string[];
	/** To be stored once the rows are returned. */
	state: PollState;
}

/** Milliseconds for which a call that has ended may have no result yet. */
const RESULT_TOLERANCE = 5 * 60_000;

/** Returns undefined if nothing is new. Throws RequestFailed if nothing could be read. */
export async function readNewCalls(
	send: Send,
	context: PollContext,
	state: PollState | undefined,
): Promise<PollResult | undefined> {
	const { settings, budget } = context;
	const reading = await runStepsOrThrow(() => findNewCalls(context, state), send, { advice });
	if (!reading) return undefined;
	const results = await addResults(send, settings, budget, reading.finished);
	const [first] = results;
	const isOutage = ({ missing, call }: CallResult) =>
		missing === 'failed' && isWorthWaiting(call, context, reading);
	// Unless a part of the list was read, which the next poll need not read again
	if (reading.list.cursor === undefined && first?.failure && results.every(isOutage)) {
		throw new RequestFailed(first.failure);
	}
	const waiting = new Entries();
	const deferred = results.filter((result) => isDeferred(result, context, reading, waiting));
	const isLeft = new Set(deferred);
	const ready = results.filter((result) => !isLeft.has(result));
	return {
		rows: ready.map(({ json }) => json),
		warnings: warningsOf(reading, deferred, ready),
		state: nextState(context, reading, callsOf(deferred), waiting),
	};
}

/** Returns the newest finished call as a list, for a test in the editor. Throws RequestFailed. */
export async function readLatestCall(
	send: Send,
	{ settings, budget }: PollContext,
): Promise<IDataObject[]> {
	const isFinished = (call: Call) => call.isFinished;
	const { calls } = await runStepsOrThrow(
		() => readCalls(settings.query, budget, { isEnough: (page) => page.some(isFinished) }),
		send,
		{ advice },
	);
	const newestFirst = calls.filter(isFinished).sort((a, b) => timeOf(b) - timeOf(a));
	const results = await addResults(send, settings, budget, newestFirst.slice(0, 1));
	return results.map(({ json, missing, failure }) => {
		if (failure && missing !== 'notFound') throw new RequestFailed(failure);
		return json;
	});
}

/** A call without a time is the last choice. */
const timeOf = ({ created }: Call): number => (Number.isFinite(created) ? created : 0);

/** Decides whether a later poll asks for the result again. Notes since when it has been asked for in `waiting`. */
function isDeferred(
	result: CallResult,
	context: PollContext,
	{ state, newest }: ClassifiedCalls,
	waiting: Entries,
): boolean {
	const { call, missing } = result;
	if (missing === 'notAsked') return true;
	if (missing === 'failed') return isWorthWaiting(call, context, { newest });
	if (missing !== 'notFound') return false;
	const since = state.waiting.timeOf(call) ?? context.now();
	if (context.now() - since >= RESULT_TOLERANCE) return false;
	waiting.set(call, since);
	return true;
}

const isWorthWaiting = (
	call: Call,
	{ settings }: PollContext,
	{ newest }: Pick<ClassifiedCalls, 'newest'>,
): boolean => call.created >= newest - settings.maxWait;

function warningsOf(
	{ list, abandoned }: ClassifiedCalls,
	deferred: CallResult[],
	ready: CallResult[],
): string[] {
	const about = (what: string, calls: Call[]) =>
		calls.length === 0 ? [] : `${what}: ${calls.map(({ id }) => id).join(', ')}`;
	const failed = (results: CallResult[]) =>
		callsOf(results.filter(({ missing }) => missing === 'failed'));
	const refusedResults = ready.filter(({ missing }) => missing === 'refused');
	return [
		about('gave up on calls that were open for too long', abandoned),
		about('reads the results of these calls with a later poll', failed(deferred)),
		about('gave up on the results of these calls', failed(ready)),
		about(
			'could not read the results of these calls, which Voxworks refuses',
			callsOf(refusedResults),
		),
		list.unreadable > 0 ? `left out rows that are no calls: ${list.unreadable}` : [],
		list.failure
			? `did not read the list of calls to its end and goes on with the next poll: ${list.failure.message}`
			: [],
	].flat();
}

const callsOf = (results: CallResult[]): Call[] => results.map(({ call }) => call);
