/** Repeats of a request that carry the same key. */
import type { Answer, Handler } from './types';

const KEPT_MS = 24 * 3_600_000;

/** By operation and key. */
export type KeptAnswers = Map<string, { request: string; answer: Answer; until: number }>;

/**
 * Within 24 hours a repeat gets the first answer again and nothing is done; the same key with
 * another request is refused. What was refused the first time is not kept.
 */
export function keepAnswers<State extends { keptAnswers: KeptAnswers }>(
	operationId: string,
	header: string,
	handler: Handler<State>,
	conflict: Answer,
): Handler<State> {
	return (call, state) => {
		const key = call.headers[header.toLowerCase()];
		if (key === undefined) return handler(call, state);
		const name = `${operationId} ${String(key)}`;
		const request = JSON.stringify([call.params, call.query, call.body]);
		const kept = state.keptAnswers.get(name);
		if (kept && Date.now() < kept.until) {
			return kept.request === request ? { ...kept.answer, isRepeat: true } : conflict;
		}
		const answer = handler(call, state);
		if (answer.status < 400) {
			state.keptAnswers.set(name, { request, answer, until: Date.now() + KEPT_MS });
		}
		return answer;
	};
}
