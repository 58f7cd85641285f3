/** Repeats of a request that carry the same key. */
import type { MockResponse, Handler } from './types';

const KEPT_MS = 24 * 3_600_000;

/** By operation and key. */
export type StoredResponses = Map<string, { request: string; answer: MockResponse; until: number }>;

/**
 * Within 24 hours a repeat gets the first answer again and nothing is done; the same key with
 * another request is refused. What was refused the first time is not kept.
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
		const kept = state.storedResponses.get(name);
		if (kept && Date.now() < kept.until) {
			return kept.request === request ? { ...kept.answer, isReplay: true } : conflict;
		}
		const answer = handler(call, state);
		if (answer.status < 400) {
			state.storedResponses.set(name, { request, answer, until: Date.now() + KEPT_MS });
		}
		return answer;
	};
}
