/** Waits until the calls of a run are over, and reads their results. */
import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../../shared/operation/outcome';
import type {
	ApiRequest,
	CallResult,
	PausingSteps,
	Steps,
} from '../../../shared/operation/request';
import { callAllOrFailures, pause } from '../../../shared/operation/request';
import type { FollowUpContext, WrittenRecord } from '../../../shared/operation/types';
import { groupBy } from '../../../shared/utils/collections';
import { idKey } from '../../../shared/utils/text';
import { parseTime } from '../../../shared/utils/time';
import type { Call } from '../../api/calls';
import {
	callRequest,
	idsOf,
	isResultRefused,
	readCallPage,
	resultRequest,
	toCall,
} from '../../api/calls';
import { MAX_PAGE_SIZE } from '../../api/paging';
import { recordIn } from '../../api/response';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** The pauses between two polls grow, since most calls take minutes. */
const MIN_PAUSE = 5 * SECOND;
const MAX_PAUSE = 30 * SECOND;
const PAUSE_GROWTH = 1.25;
/** Items whose waits end within a second share their last poll. */
const DEADLINE_TOLERANCE = SECOND;
/** How long a call that is over may have no result yet. Some calls never have one. */
const RESULT_TOLERANCE = 2 * MINUTE;
/** How far the times of calls may be from the header `Date`. */
const CLOCK_TOLERANCE = 15 * MINUTE;

export interface AwaitedCallParams {
	/** The body of the request. */
	call: IDataObject;
	/** How long to wait for the end of the call, in milliseconds. */
	maxWait: number;
}

/** A call that the run made. */
interface AwaitedCall {
	id: string;
	/** The call as it was seen last. */
	json: IDataObject;
	/** When it was created, by Voxworks' clock; Infinity as long as that is unknown. */
	created: number;
	isFinished: boolean;
	result?: IDataObject;
	/** How often it was asked for by itself. */
	attempts: number;
	/** Whether that failed the last time as it does in an outage. */
	isUnavailable: boolean;
	/** Why the call or its result could not be read the last time. */
	problem?: string;
	/** Since when its result has not been found. */
	noResultSince?: number;
	/** When the wait ends, by n8n's clock. */
	deadline: number;
	/** Whether nothing more is asked for. */
	isSettled: boolean;
}

/** The polls of a run. */
interface Polls extends FollowUpContext {
	/**
	 * Whether the list covers only the time in which the calls were created, which leaves out those of others. Times
	 * may be written in a way that Voxworks does not mean, so this is only done if the calls do not fit on a page.
	 */
	isNarrow: boolean;
}

/** Returns the output of each call, also of those that are not over when the wait ends. */
export function* waitForCalls(
	records: Array<WrittenRecord<AwaitedCallParams>>,
	context: FollowUpContext,
): PausingSteps<IDataObject[]> {
	const calls = records.map((record) => toAwaitedCall(record, context.now()));
	try {
		yield* poll(calls, { ...context, isNarrow: false });
	} catch {
		// The run was cancelled: what is known by now comes out
	}
	return calls.map(toOutput);
}

function toAwaitedCall(
	{ params: { call, maxWait }, json }: WrittenRecord<AwaitedCallParams>,
	now: number,
): AwaitedCall {
	const deadline = now + maxWait;
	const scheduled = parseTime(call.scheduled_time) ?? now;
	return {
		id: String(json.call_id),
		json,
		created: toCall(json)?.created ?? Infinity,
		isFinished: false,
		attempts: 0,
		isUnavailable: false,
		deadline,
		isSettled: scheduled > deadline,
	};
}

const toOutput = ({ id, json, isFinished, result, problem }: AwaitedCall): IDataObject => ({
	...json,
	call_id: id,
	finished: isFinished,
	...(result && { result }),
	...(problem !== undefined && { problem }),
});

function* poll(calls: AwaitedCall[], polls: Polls): PausingSteps<void> {
	const { now } = polls;
	for (let length = MIN_PAUSE; ; length = Math.min(MAX_PAUSE, length * PAUSE_GROWTH)) {
		const open = calls.filter(({ isSettled }) => !isSettled);
		if (open.length === 0) return;
		const untilDeadline = Math.min(...open.map(({ deadline }) => deadline)) - now();
		yield* pause(Math.max(0, Math.min(length, untilDeadline)));
		yield* readCalls(
			open.filter(({ isFinished }) => !isFinished),
			polls,
		);
		yield* readResults(
			open.filter(({ isFinished, isSettled }) => isFinished && !isSettled),
			now,
		);
		for (const call of open) {
			call.isSettled ||= call.deadline - now() < DEADLINE_TOLERANCE;
		}
	}
}

/** Asks for calls together, by the list. What it does not show is asked for by itself. */
function* readCalls(calls: AwaitedCall[], polls: Polls): Steps<void> {
	const { unseen, failure } = yield* readFromList(calls, polls);
	if (unseen.length === 0) return;
	polls.isNarrow = !polls.isNarrow;
	// Takes turns, since a call may be the only one that cannot be read
	const [probe, ...rest] = unseen.sort((a, b) => a.attempts - b.attempts);
	yield* readEach([probe], failure);
	if (!probe.isUnavailable) {
		yield* readEach(rest, failure);
		return;
	}
	for (const call of rest) call.problem = probe.problem;
}

/** Asks for each call by itself. Gives up those that are refused, as the list was. */
function* readEach(calls: AwaitedCall[], listFailure: Failure | undefined): Steps<void> {
	for (const { call, result } of yield* askForEach(calls, callRequest)) {
		call.attempts++;
		call.isUnavailable = false;
		if ('body' in result) {
			see(call, toCall({ call_id: call.id, ...recordIn('call')(result.body) }));
			continue;
		}
		const { failure } = result;
		call.problem = failure.message;
		call.isUnavailable = failure.httpCode !== '404' && !isRefusal(failure);
		call.isSettled = listFailure !== undefined && isRefusal(listFailure) && isRefusal(failure);
	}
}

/** Whether asking again would be refused again. A 429 is one that the run may not wait for. */
const isRefusal = ({ httpCode = '' }: Failure): boolean =>
	/^4/.test(httpCode) && !['404', '408', '425'].includes(httpCode);

/** Reads pages of the list as long as they show one of the calls. */
function* readFromList(
	calls: AwaitedCall[],
	polls: Polls,
): Steps<{ unseen: AwaitedCall[]; failure?: Failure }> {
	const unseen = groupBy(calls, ({ id }) => idKey(id));
	const query = { ...timesOf(calls, polls), limit: MAX_PAGE_SIZE };
	// Another page costs as much as asking for one call
	for (let cursor: string | undefined, pages = 0; unseen.size > Math.min(pages, 1); pages++) {
		const page = yield* readCallPage({ ...query, cursor });
		if ('failure' in page) return { unseen: [...unseen.values()].flat(), failure: page.failure };
		const sizeBefore = unseen.size;
		for (const row of page.calls) {
			for (const key of idsOf(row.json).map(idKey)) {
				for (const call of unseen.get(key) ?? []) see(call, row);
				unseen.delete(key);
			}
		}
		cursor = page.cursor;
		if (cursor === undefined || unseen.size === sizeBefore) break;
	}
	return { unseen: [...unseen.values()].flat() };
}

/** The filters of the list. Only Voxworks' clock counts. */
function timesOf(calls: AwaitedCall[], { isNarrow, since }: Polls): IDataObject {
	const iso = (time: number) => new Date(time).toISOString();
	const times = calls.map(({ created }) => created);
	const [first, last] = [Math.min(...times), Math.max(...times)];
	// Whether a bound includes that moment is not documented
	return isNarrow && Number.isFinite(last)
		? { created_after: iso(first - 1), created_before: iso(last + 1) }
		: { created_after: iso(since.getTime() - CLOCK_TOLERANCE) };
}

function see(call: AwaitedCall, row: Call | undefined): void {
	if (!row) return;
	call.json = row.json;
	call.created = row.created;
	call.isFinished ||= row.isFinished;
	call.problem = undefined;
}

/** Reads the results of calls that are over. What is broken or not there yet is read again with the next poll. */
function* readResults(calls: AwaitedCall[], now: () => number): Steps<void> {
	for (const call of calls) call.isSettled = true;
	for (const { call, result } of yield* askForEach(calls, resultRequest)) {
		call.problem = undefined;
		if ('body' in result) {
			call.result = recordIn('call')(result.body);
		} else if (result.failure.httpCode === '404') {
			call.noResultSince ??= now();
			call.isSettled = now() - call.noResultSince >= RESULT_TOLERANCE;
		} else {
			call.problem = result.failure.message;
			call.isSettled = isResultRefused(result.failure);
		}
	}
}

/** Leaves out calls whose ID cannot stand in a path. */
function* askForEach(
	calls: AwaitedCall[],
	toRequest: (id: string) => ApiRequest | undefined,
): Steps<Array<{ call: AwaitedCall; result: CallResult }>> {
	const asked = calls.flatMap((call) => {
		const request = toRequest(call.id);
		return request ? { call, request } : [];
	});
	if (asked.length === 0) return [];
	const results = yield* callAllOrFailures(asked.map(({ request }) => request));
	return asked.map(({ call }, index) => ({ call, result: results[index] }));
}
