/** What is known after a call. */
import type { IDataObject } from 'n8n-workflow';

import type { Failure } from '../../shared/operation/outcome';
import { path } from '../../shared/operation/path';
import type { Send } from '../../shared/http/sender';
import { recordIn } from '../api/response';
import type { Call } from './calls';

/** A call as it comes out, or why its result could not be read. */
export type Told = { call: Call; json: IDataObject } | Untold;
export interface Untold {
	call: Call;
	failure: Failure;
}

export const isUntold = (one: Told): one is Untold => 'failure' in one;

/** GET /api/v1/get-call-result/{call_id}: docs.voxworks.ai/api-reference/calls/get-call-result */
export async function withResult(send: Send, call: Call): Promise<Told> {
	const sent = await send({ method: 'GET', path: path`/api/v1/get-call-result/${call.id}` });
	if ('body' in sent) {
		return { call, json: { ...call.json, result: recordIn('call')(sent.body) } };
	}
	const { failure } = sent as { failure: Failure };
	// Not every call has one
	return failure.httpCode === '404' ? { call, json: call.json } : { call, failure };
}
