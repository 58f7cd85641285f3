/** Reads calls and their results. Voxworks does not document the properties of a call. */
import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import { path } from '../../shared/operation/path';
import type { ApiRequest, Steps } from '../../shared/operation/request';
import { callOrFailure } from '../../shared/operation/request';
import { isObject } from '../../shared/utils/guards';
import { parseTime } from '../../shared/utils/time';
import { findRows, nextCursor } from './paging';
import { isCallId } from './response';

export interface Call {
	id: string;
	/** When it was created, in milliseconds by Voxworks' clock; Infinity if Voxworks does not say. */
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

/** Returns the call that a row stands for. Its properties are the ones that calls can be filtered by. */
export function toCall(row: unknown): Call | undefined {
	if (!isObject(row)) return undefined;
	const [id] = idsOf(row);
	if (id === undefined) return undefined;
	return {
		id,
		created: parseTime(row.created_at) ?? Infinity,
		isFinished: FINAL_STATUSES.has(statusKey(row.status)),
		json: row,
	};
}

/** Returns the values that may be the ID of a call. */
export const idsOf = ({ id, call_id }: IDataObject): string[] =>
	[id, call_id].filter(isCallId).map(String);

export interface CallPage {
	calls: Call[];
	/** How many rows had no ID, or were no objects. */
	unreadable: number;
	/** Requests the next page; undefined on the last one. */
	cursor?: string;
}

/** GET /api/v1/calls: docs.voxworks.ai/api-reference/calls/list-calls */
export function* readCallPage(query: IDataObject): Steps<CallPage | { failure: Failure }> {
	const response = yield* callOrFailure({ method: 'GET', path: '/api/v1/calls', query });
	if ('failure' in response) return response;
	const rows = findRows(response.body);
	if (!rows) return { failure: missingList };
	const calls = rows.map(toCall).filter((row) => row !== undefined);
	return { calls, unreadable: rows.length - calls.length, cursor: nextCursor(response.body) };
}

const missingList: Failure = {
	message: 'Voxworks answered with something other than a list of calls',
	description: 'The node cannot tell which calls there are. If this stays so, please report it.',
};

/** GET /api/v1/get-call/{call_id}: docs.voxworks.ai/api-reference/calls/get-call */
export const callRequest = (id: string) => requestOrNone(() => path`/api/v1/get-call/${id}`);

/** GET /api/v1/get-call-result/{call_id}: docs.voxworks.ai/api-reference/calls/get-call-result */
export const resultRequest = (id: string) =>
	requestOrNone(() => path`/api/v1/get-call-result/${id}`);

/** Returns undefined if the ID cannot stand in a path, such as `..`. */
function requestOrNone(toPath: () => string): ApiRequest | undefined {
	try {
		return { method: 'GET', path: toPath() };
	} catch {
		return undefined;
	}
}

/** Whether Voxworks refuses a result for good. A result that is not found may be there later. */
export const isResultRefused = ({ httpCode = '' }: Failure): boolean =>
	['400', '403', '410', '422'].includes(httpCode);
