/** Reads the list of a team's calls. */
import type { IDataObject } from 'n8n-workflow';

import type { Steps } from '../../shared/operation/request';
import { call } from '../../shared/operation/request';
import { MAX_PAGE_SIZE, nextCursor, rowsIn } from '../api/paging';

export interface Call {
	id: string;
	/** When it was created, in milliseconds by Voxworks' clock. */
	created: number;
	isFinished: boolean;
	/** The call as Voxworks lists it. */
	json: IDataObject;
}

/** Voxworks' own pages spell statuses in different ways. */
const statusKey = (status: unknown) =>
	String(status)
		.replace(/[\s_-]/g, '')
		.toLowerCase();

/** All statuses of finished calls that are documented (docs.voxworks.ai, guide to automations), spelled as there. */
const FINAL_STATUSES = [
	'completed',
	'failed',
	'voicemail',
	'dropout',
	'hang-up',
	'rang-out',
	'User unavailable',
	'User rejected',
].map(statusKey);

/**
 * Reads the calls that match a query, each once. If Voxworks lists the newest first, reading stops as
 * soon as `isEnough` is true for the calls so far. The order of the list is not documented.
 *
 * GET /api/v1/calls: docs.voxworks.ai/api-reference/calls/list-calls
 */
export function* readCalls(
	query: IDataObject,
	isEnough: (calls: Call[]) => boolean = () => false,
): Steps<Call[]> {
	const calls = new Map<string, Call>();
	const requested = new Set<string | undefined>();
	for (let cursor: string | undefined; !requested.has(cursor);) {
		requested.add(cursor);
		const pageQuery = { ...query, cursor, limit: MAX_PAGE_SIZE };
		const body = yield* call({ method: 'GET', path: '/api/v1/calls', query: pageQuery });
		const callsOfPage = rowsIn(body).map(toCall);
		const knownCalls = calls.size;
		for (const row of callsOfPage) {
			// Pages may overlap, and the call may have finished between the two requests
			if (!calls.get(row.id)?.isFinished) calls.set(row.id, row);
		}
		if (isNewestFirst(callsOfPage) && isEnough([...calls.values()])) break;
		// Cursors may go on without new calls
		if (calls.size === knownCalls) break;
		cursor = nextCursor(body);
	}
	return [...calls.values()];
}

const isNewestFirst = (calls: Call[]): boolean =>
	calls.length > 0 && calls[0].created > calls[calls.length - 1].created;

/** Voxworks does not document the properties of a listed call. These are the ones that calls can be filtered by. */
function toCall(json: IDataObject): Call {
	const id = json.id ?? json.call_id;
	const created = Date.parse(String(json.created_at));
	if (id === undefined || id === null || id === '') throw unreadableError('a call without an ID');
	if (Number.isNaN(created)) throw unreadableError('a call without the time in created_at');
	const isFinished = FINAL_STATUSES.includes(statusKey(json.status));
	return { id: String(id), created, isFinished, json };
}

const unreadableError = (what: string) =>
	Object.assign(new Error(`Voxworks sent ${what}`), {
		description: 'The trigger cannot tell calls apart without it. Please report this.',
	});
