import type { IDataObject } from 'n8n-workflow';

import type { InputFile } from './item';
import type { Failure } from './outcome';

/** One request as the vendor documents it. Base URL and key are added when it is sent. */
export interface ApiRequest {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Built with the `path` tag, so that every ID is one encoded segment. */
	path: string;
	query?: IDataObject;
	/** Keys whose value is undefined are not sent. Files are sent as base64. */
	body?: Body;
	/** Changes nothing (RFC 9110 §9.2.1). Set it for a POST that only reads, such as a search. */
	safe?: true;
	/** Sending it twice has the effect of sending it once (§9.2.2), so it is retried when its outcome is unknown. */
	idempotent?: true;
	/** The API honours `Idempotency-Key`: the sender adds one, and may then retry. */
	idempotencyKey?: true;
	/** `file` if the response is a file: its body is then `{ file }`, with one character for each byte. */
	responseType?: 'file';
}

export interface Body {
	[key: string]: IDataObject[string] | InputFile;
}

/**
 * Yields requests and receives the bodies of their responses. Requests yielded together run in
 * parallel. Only the last request may write; otherwise the steps must report what was written before.
 */
export type Steps<T> = Generator<ApiRequest[], T, IDataObject[]>;

/** Steps that may also yield a pause. If the run is cancelled, the pause throws RequestFailed at once. */
export type PausingSteps<T> = Generator<ApiRequest[] | Pause, T, IDataObject[]>;
export interface Pause {
	milliseconds: number;
}

/** The result of one request, whether it failed or not. */
export type CallResult = { body: IDataObject } | { failure: Failure };

/** Thrown into the steps by a request that failed, or by a pause in a run that is cancelled. */
export class RequestFailed extends Error {
	constructor(
		readonly failure: Failure,
		/** The results of all requests that were yielded together, in the same order. */
		readonly results: CallResult[] = [],
	) {
		super(failure.message);
	}
}

/** Sends one request and returns the body of its response. Throws RequestFailed. */
export function* call(request: ApiRequest): Steps<IDataObject> {
	const [body] = yield [request];
	return body;
}

/** Sends one request and returns the body of its response, or the failure. */
export function* callOrFailure(request: ApiRequest): Steps<CallResult> {
	try {
		return { body: yield* call(request) };
	} catch (error) {
		return { failure: (error as RequestFailed).failure };
	}
}

/** Sends independent requests in parallel and returns their bodies in the same order. Throws RequestFailed. */
export function* callAll(requests: ApiRequest[]): Steps<IDataObject[]> {
	return yield requests;
}

/** Sends independent requests in parallel and returns the body or the failure of each, in the same order. */
export function* callAllOrFailures(requests: ApiRequest[]): Steps<CallResult[]> {
	try {
		return (yield* callAll(requests)).map((body) => ({ body }));
	} catch (error) {
		return (error as RequestFailed).results;
	}
}

/** Waits without holding back other requests. Throws RequestFailed if the run is cancelled. */
export function* pause(milliseconds: number): PausingSteps<void> {
	yield { milliseconds };
}
