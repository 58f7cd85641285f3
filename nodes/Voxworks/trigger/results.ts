/** Reads what Voxworks knows after a call. */
import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import type { Send } from '../../shared/http/sender';
import type { Call } from '../api/calls';
import { isResultRefused, resultRequest } from '../api/calls';
import { recordIn } from '../api/response';
import type { Budget } from './calls';
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

async function readResult(send: Send, budget: Budget, call: Call): Promise<CallResult> {
	const { json } = call;
	const request = resultRequest(call.id);
	if (!request) return { call, json, missing: 'refused' };
	const shouldSend = () => budget.requests-- > 0 && !budget.isTimeUp();
	const response = await send(request, { shouldSend });
	if ('skipped' in response) return { call, json, missing: 'notAsked' };
	if ('body' in response) {
		return { call, json: { ...json, result: recordIn('call')(response.body) } };
	}
	const { failure } = response;
	if (failure.httpCode === '404') return { call, json, missing: 'notFound', failure };
	return { call, json, missing: isResultRefused(failure) ? 'refused' : 'failed', failure };
}
