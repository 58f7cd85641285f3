/** Requests that carry an idempotency key. */
import type { Handler, MockResponse } from './types';

const STORED_MS = 24 * 3_600_000;

/** First responses, by operation and key. */
export type StoredResponses = Map<
	string,
	{ request: string; response: MockResponse; until: number }
>;

/**
 * Wraps a handler: within 24 hours, the same request with the same key gets the first response again
 * and nothing is done. Another request with that key gets `conflict`. Errors are not stored.
 */
export function withIdempotencyKey<State extends { storedResponses: StoredResponses }>(
	operationId: string,
	header: string,
	handler: Handler<State>,
	conflict: MockResponse,
): Handler<State> {
	return (call, state) => {
		const key = call.headers[header.toLowerCase()];
		if (key === undefined) return handler(call, state);
		const name = `${operationId} ${String(key)}`;
		const request = JSON.stringify([call.params, call.query, call.body]);
		const stored = state.storedResponses.get(name);
		if (stored && Date.now() < stored.until) {
			return stored.request === request ? { ...stored.response, isReplay: true } : conflict;
		}
		const response = handler(call, state);
		if (response.status < 400) {
			state.storedResponses.set(name, { request, response, until: Date.now() + STORED_MS });
		}
		return response;
	};
}
