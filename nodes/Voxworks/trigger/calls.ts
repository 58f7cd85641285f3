/** The calls of a team, as they are listed. */
import type { IDataObject } from 'n8n-workflow';

import type { Steps } from '../../shared/operation/request';
import { call } from '../../shared/operation/request';
import { pageOf, rowsIn } from '../api/paging';

export interface Call {
	id: string;
	/** By the vendor's clock, in milliseconds. */
	created: number;
	isOver: boolean;
	/** As Voxworks lists it. */
	json: IDataObject;
}

/** All that are documented (docs.voxworks.ai, guide to automations), as they are written there. */
const FINAL = [
	'completed',
	'failed',
	'voicemail',
	'dropout',
	'hang-up',
	'rang-out',
	'User unavailable',
	'User rejected',
];

/** No largest page is documented. */
export const LARGEST_PAGE = 100;

/**
 * The calls that a query finds, each once, until `isEnough` says of a list with the newest first that
 * nothing which follows is needed. In which order Voxworks lists them is not documented.
 *
 * GET /api/v1/calls: docs.voxworks.ai/api-reference/calls/list-calls
 */
export function* listed(
	query: IDataObject,
	isEnough: (calls: Call[]) => boolean = () => false,
): Steps<Call[]> {
	const found = new Map<string, Call>();
	const asked = new Set<string | undefined>();
	for (let cursor: string | undefined; !asked.has(cursor);) {
		asked.add(cursor);
		const all = { ...query, cursor, limit: LARGEST_PAGE };
		const body = yield* call({ method: 'GET', path: '/api/v1/calls', query: all });
		if (!rowsIn(body)) throw unreadable('an answer without a list of calls');
		const page = pageOf(body);
		const calls = page.rows.map(toCall);
		for (const call of calls) {
			// It may end between two pages that overlap
			if (!found.get(call.id)?.isOver) found.set(call.id, call);
		}
		if (isNewestFirst(calls) && isEnough([...found.values()])) break;
		cursor = page.cursor;
	}
	return [...found.values()];
}

const isNewestFirst = (page: Call[]): boolean =>
	page.length > 0 && page[0].created > page[page.length - 1].created;

/** The public page does not show the properties of a call: these are the ones that it can be filtered by. */
function toCall(json: IDataObject): Call {
	const id = json.id ?? json.call_id;
	const created = Date.parse(String(json.created_at));
	if (id === undefined || id === null || id === '') throw unreadable('a call without an ID');
	if (Number.isNaN(created)) throw unreadable('a call without the time in created_at');
	return { id: String(id), created, isOver: FINAL.includes(String(json.status)), json };
}

const unreadable = (what: string) =>
	Object.assign(new Error(`Voxworks sent ${what}`), {
		description: 'The trigger cannot tell calls apart without it. Please report this.',
	});
