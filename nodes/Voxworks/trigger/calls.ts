/** Reads the list of a team's calls. */
import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import type { Steps } from '../../shared/operation/request';
import { callOrFailure, RequestFailed } from '../../shared/operation/request';
import { isBlank, isObject } from '../../shared/utils/guards';
import { parseTime } from '../../shared/utils/time';
import { findRows, MAX_PAGE_SIZE, nextCursor } from '../api/paging';

export interface Call {
	id: string;
	/** When it was created, in milliseconds by Voxworks' clock; Infinity if Voxworks does not say. */
	created: number;
	isFinished: boolean;
	/** The call as Voxworks lists it. */
	json: IDataObject;
}

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

/** Voxworks' own pages spell statuses in different ways. */
const statusKey = (status: unknown) =>
	String(status)
		.replace(/[\s_-]/g, '')
		.toLowerCase();

/** All statuses of finished calls that are documented (docs.voxworks.ai, guide to automations), spelled as there. */
const FINAL_STATUSES = new Set(
	[
		'completed',
		'failed',
		'voicemail',
		'dropout',
		'hang-up',
		'rang-out',
		'User unavailable',
		'User rejected',
	].map(statusKey),
);

/**
 * Reads the calls that match a query, up to the budget or to a page that brings nothing new: cursors may be repeated, or
 * never end. Throws RequestFailed if not even the first page can be read.
 *
 * GET /api/v1/calls: docs.voxworks.ai/api-reference/calls/list-calls
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
		let page = yield* readPage({ ...query, cursor: next, limit: MAX_PAGE_SIZE });
		if (isFirst && next !== undefined && 'failure' in page && isRefusal(page.failure)) {
			// Voxworks does not take the cursor any more
			page = yield* readPage({ ...query, limit: MAX_PAGE_SIZE });
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

interface Page {
	calls: Call[];
	unreadable: number;
	cursor?: string;
}

function* readPage(query: IDataObject): Steps<Page | { failure: Failure }> {
	const response = yield* callOrFailure({ method: 'GET', path: '/api/v1/calls', query });
	if ('failure' in response) return response;
	const rows = findRows(response.body);
	if (!rows) return { failure: missingList };
	const calls = rows.map(toCall).filter((row) => row !== undefined);
	return { calls, unreadable: rows.length - calls.length, cursor: nextCursor(response.body) };
}

const isRefusal = ({ httpCode = '' }: Failure): boolean =>
	['400', '404', '410', '422'].includes(httpCode);

/** Voxworks does not document the properties of a listed call. These are the ones that calls can be filtered by. */
function toCall(row: unknown): Call | undefined {
	if (!isObject(row)) return undefined;
	const id = [row.id, row.call_id].find(isText);
	if (id === undefined) return undefined;
	return {
		id: String(id),
		created: parseTime(row.created_at) ?? Infinity,
		isFinished: FINAL_STATUSES.has(statusKey(row.status)),
		json: row,
	};
}

const isText = (value: unknown): value is string | number =>
	(typeof value === 'string' && !isBlank(value)) || typeof value === 'number';

/** Most neighbours decide, since a single call may have a wrong time. */
function isNewestFirst(calls: Call[]): boolean {
	const times = calls.map(({ created }) => created).filter(Number.isFinite);
	const trend = times.reduce(
		(sum, time, index) => sum + Math.sign(times[index - 1] - time || 0),
		0,
	);
	return trend > 0;
}

const missingList: Failure = {
	message: 'Voxworks answered with something other than a list of calls',
	description: 'The trigger cannot tell which calls there are. If this stays so, please report it.',
};
