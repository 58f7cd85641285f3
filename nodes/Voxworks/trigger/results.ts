/** Reads what Voxworks knows after a call. */
import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import { path } from '../../shared/operation/path';
import type { Send } from '../../shared/http/sender';
import { recordIn } from '../api/response';
import type { Call } from './calls';
import type { PollSettings } from './settings';

/** A call with the JSON of its output item. */
export type CallResult = { call: Call; json: IDataObject } | MissingResult;

/** A call whose result could not be read. */
export interface MissingResult {
	call: Call;
	failure: Failure;
}

export const isMissing = (result: CallResult): result is MissingResult => 'failure' in result;

/** Adds the result to each call, if the user wants it. A result that cannot be read does not affect the others. */
export async function addResults(
	send: Send,
	{ includeResult }: PollSettings,
	calls: Call[],
): Promise<CallResult[]> {
	if (!includeResult) return calls.map((call) => ({ call, json: call.json }));
	return await Promise.all(calls.map(async (call) => await readResult(send, call)));
}

/** GET /api/v1/get-call-result/{call_id}: docs.voxworks.ai/api-reference/calls/get-call-result */
async function readResult(send: Send, call: Call): Promise<CallResult> {
	const response = await send({ method: 'GET', path: path`/api/v1/get-call-result/${call.id}` });
	if ('body' in response) {
		return { call, json: { ...call.json, result: recordIn('call')(response.body) } };
	}
	const { failure } = response as { failure: Failure };
	// Not every call has a result
	return failure.httpCode === '404' ? { call, json: call.json } : { call, failure };
}
