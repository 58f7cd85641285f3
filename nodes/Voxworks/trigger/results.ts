/** Reads what Voxworks knows after a call. */
import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import type { ApiRequest } from '../../shared/operation/request';
import { path } from '../../shared/operation/path';
import type { Send } from '../../shared/http/sender';
import { recordIn } from '../api/response';
import type { Budget, Call } from './calls';
import type { PollSettings } from './settings';

/** A call with the JSON of its output item. */
export interface CallResult {
	call: Call;
	json: IDataObject;
	/**
	 * Why `json` has no result: there is none (yet), Voxworks refuses it for good, the request failed, or the budget of
	 * the poll is used up.
	 */
	missing?: 'notFound' | 'refused' | 'failed' | 'notAsked';
	failure?: Failure;
}

/** The statuses that asking again would not change. */
const REFUSALS = ['400', '403', '410', '422'];

/** Adds the result to each call, if the user wants it. A result that cannot be read does not affect the others. */
export async function addResults(
	send: Send,
	{ includeResult }: PollSettings,
	budget: Budget,
	calls: Call[],
): Promise<CallResult[]> {
	if (!includeResult) return calls.map((call) => ({ call, json: call.json }));
	return await Promise.all(calls.map(async (call) => await readResult(send, budget, call)));
}

/** GET /api/v1/get-call-result/{call_id}: docs.voxworks.ai/api-reference/calls/get-call-result */
async function readResult(send: Send, budget: Budget, call: Call): Promise<CallResult> {
	const { json } = call;
	const request = resultRequest(call);
	if (!request) return { call, json, missing: 'refused' };
	const shouldSend = () => budget.requests-- > 0 && !budget.isTimeUp();
	const response = await send(request, { shouldSend });
	if ('skipped' in response) return { call, json, missing: 'notAsked' };
	if ('body' in response) {
		return { call, json: { ...json, result: recordIn('call')(response.body) } };
	}
	const { failure } = response;
	const { httpCode = '' } = failure;
	if (httpCode === '404') return { call, json, missing: 'notFound', failure };
	return { call, json, missing: REFUSALS.includes(httpCode) ? 'refused' : 'failed', failure };
}

/** Undefined if the ID cannot stand in a path, such as `..`. */
function resultRequest({ id }: Call): ApiRequest | undefined {
	try {
		return { method: 'GET', path: path`/api/v1/get-call-result/${id}` };
	} catch {
		return undefined;
	}
}
