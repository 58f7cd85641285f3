/** Reads the list of a team's calls. */
import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import type { Steps } from '../../shared/operation/request';
import { RequestFailed } from '../../shared/operation/request';
import type { Call } from '../api/calls';
import { readCallPage } from '../api/calls';
import { MAX_PAGE_SIZE } from '../api/paging';

/** A list of calls, as far as it was read. */
export interface CallList {
	/** Each call once. */
	calls: Call[];
	/** How many rows had no ID, or were no objects. */
	unreadable: number;
	/** Requests the rest of the list; undefined if it was read to its end. */
	cursor?: string;
	/** Why the rest could not be read, if a request failed. */
	failure?: Failure;
}

/** What the requests of a poll may take in all. */
export interface Budget {
	requests: number;
	isTimeUp(): boolean;
}

interface ReadOptions {
	/** Where a poll before stopped. If Voxworks does not take it any more, the list is read from its beginning. */
	cursor?: string;
	/** Ends the reading if Voxworks lists the newest calls first. The order of the list is not documented. */
	isEnough?: (page: Call[], calls: Map<string, Call>) => boolean;
	/** Ends the reading in any order. */
	isDecided?: (page: Call[]) => boolean;
}

/**
 * Reads the calls that match a query, up to the budget or to a page that brings nothing new: cursors may be repeated, or
 * never end. Throws RequestFailed if not even the first page can be read.
 */
export function* readCalls(
	query: IDataObject,
	budget: Budget,
	{ cursor, isEnough = () => false, isDecided = () => false }: ReadOptions = {},
): Steps<CallList> {
	const calls = new Map<string, Call>();
	let unreadable = 0;
	for (let next = cursor, isFirst = true; ; isFirst = false) {
		budget.requests--;
		let page = yield* readCallPage({ ...query, cursor: next, limit: MAX_PAGE_SIZE });
		if (isFirst && next !== undefined && 'failure' in page && isRefusal(page.failure)) {
			// Voxworks does not take the cursor any more
			page = yield* readCallPage({ ...query, limit: MAX_PAGE_SIZE });
		}
		if ('failure' in page) {
			if (isFirst) throw new RequestFailed(page.failure);
			// What was read is not given up
			return { calls: [...calls.values()], unreadable, cursor: next, failure: page.failure };
		}
		const sizeBefore = calls.size;
		unreadable += page.unreadable;
		for (const row of page.calls) {
			// Pages may overlap, and the call may have finished between the two requests
			if (!calls.get(row.id)?.isFinished) calls.set(row.id, row);
		}
		next = page.cursor;
		const isEnd =
			next === undefined ||
			calls.size === sizeBefore ||
			isDecided(page.calls) ||
			(isNewestFirst(page.calls) && isEnough(page.calls, calls));
		if (isEnd) return { calls: [...calls.values()], unreadable };
		if (budget.requests <= 0 || budget.isTimeUp()) {
			return { calls: [...calls.values()], unreadable, cursor: next };
		}
	}
}

const isRefusal = ({ httpCode = '' }: Failure): boolean =>
	['400', '404', '410', '422'].includes(httpCode);

/** Most neighbours decide, since a single call may have a wrong time. */
function isNewestFirst(calls: Call[]): boolean {
	const times = calls.map(({ created }) => created).filter(Number.isFinite);
	const trend = times.reduce(
		(sum, time, index) => sum + Math.sign(times[index - 1] - time || 0),
		0,
	);
	return trend > 0;
}
