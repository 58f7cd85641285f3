/** Lets any part of a handler abort the call with a response. It must do so before it changes anything. */
import type { MockResponse } from './types';

class Aborted extends Error {
	constructor(readonly response: MockResponse) {
		super('Aborted');
	}
}

export function abortWith(response: MockResponse): never {
	throw new Aborted(response);
}

/** Returns what `handle` returns, or the response that it aborts with. */
export function respondOrAbort(handle: () => MockResponse): MockResponse {
	try {
		return handle();
	} catch (error) {
		return abortedWith(error);
	}
}

/** Returns the response of an aborted call. Throws any other error on. */
export function abortedWith(error: unknown): MockResponse {
	if (error instanceof Aborted) return error.response;
	throw error;
}
