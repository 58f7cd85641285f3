import type { IDataObject } from 'n8n-workflow';

import { checkedBaseUrl } from './baseUrl';
import type { Answer, NoAnswer } from './failures';
import { failureOf, inDoubt, isAnswer, isRead, leavesOpen, mayRepeat } from './failures';
import { realClock } from '../utils/clock';
import { createDeadlines } from './deadlines';
import type { Context } from './transport';
import { createExchange } from './transport';
import { idempotencyKey } from './idempotencyKey';
import type { Api, ApiRequest, Failure, Hints, Read } from '../operation/types';
import type { RunOptions } from '../operation/runOptions';
import { toNodeApiError } from '../run/output';
import type { Limit } from '../rateLimit/quota';
import type { Headers } from '../rateLimit/headers';
import { cancelledFailure, rateLimitFailure, texts } from './messages';
import type { Turn } from '../rateLimit/throttledRun';
import { throttleFor } from '../rateLimit/throttleRegistry';

/** What one request came to. */
export type Sent = { body: IDataObject } | { failure: Failure } | { heldBack: true };
export type Send = (request: ApiRequest, how?: HowToSend) => Promise<Sent>;

export interface HowToSend {
	hints?: Hints;
	/** Asked when a request's turn has come: when not, it is held back. */
	stillWanted?: () => boolean;
	/** Stands for the record in this run, so that the API knows a request that it gets again. */
	recordId?: string;
	/** An earlier try of Retry On Fail may have carried it out. */
	mayBeDone?: boolean;
}

/** The sender of one run. */
export interface Sender {
	send: Send;
	/** A moment of this machine on the vendor's clock, as far as an answer has shown it. */
	vendorTime(time: number): Date;
	/** Milliseconds that the run has waited for the rate limit, and the limit as it is known. */
	waited(): number;
	limit(): Limit | undefined;
	close(): void;
}

/** Milliseconds. */
const FIRST_PAUSE = 500;
const MOST_TRIES = 3;

/** Base URL and credential are read once. All requests with the same key share one throttle. */
export async function createSender(ctx: Context, api: Api, options: RunOptions): Promise<Sender> {
	const credential = await ctx.getCredentials(api.credential);
	const baseUrl = checkedBaseUrl(credential.baseUrl, api.name);
	const secret = api.secret(credential);
	const signal = 'getExecutionCancelSignal' in ctx ? ctx.getExecutionCancelSignal() : undefined;
	const clock = realClock;
	const throttle = throttleFor(api, baseUrl, secret);
	const lane = throttle.open({
		largest: options.maxConcurrentRequests,
		longestWait: options.maxRateLimitWait * 1000,
		signal,
	});
	const timeout = options.requestTimeout;
	const deadlines = createDeadlines(clock, timeout, signal);
	const exchange = createExchange(ctx, api, credential, { baseUrl, secret, timeout }, deadlines);
	let clockOffset = 0;

	/** One try, or undefined when it was told to wait. */
	async function tryOnce(request: ApiRequest, headers: IDataObject) {
		const sentAt = clock.now();
		const answer = await exchange(request, headers);
		if (isAnswer(answer)) clockOffset = offsetOf(answer.headers, clock.now()) ?? clockOffset;
		if (isAnswer(answer) && answer.status === 429) {
			// The API refused before it acted, so a write may be sent again too
			lane.refused(sentAt, answer.headers);
			return undefined;
		}
		lane.accepted(isAnswer(answer) ? answer.headers : undefined);
		return answer;
	}

	async function nextTurn(again?: 'again'): Promise<Turn> {
		const turn = await lane.enter(again);
		if (turn !== 'go' || !signal?.aborted) return turn;
		lane.leave();
		return 'cancelled';
	}

	function sentOf(request: ApiRequest, answer: Answer | NoAnswer, hints?: Hints): Sent {
		const failure = failureOf(api, request, answer, hints);
		return failure ? { failure } : { body: (answer as Answer).json ?? {} };
	}

	const send: Send = async (request, { hints, recordId, mayBeDone, ...how } = {}) => {
		const key = request.idempotent && recordId && idempotencyKey(request, recordId);
		const headers = key ? { 'Idempotency-Key': key } : {};
		/** The last try of which it is not known what became of it. */
		let unknown: Answer | NoAnswer | undefined;
		for (let tries = 1, again: 'again' | undefined; ; again = 'again') {
			const turn = await nextTurn(again);
			if (turn !== 'go' && unknown) return sentOf(request, unknown, hints);
			if (turn === 'cancelled') return { failure: cancelledFailure };
			if (turn === 'rateLimited') {
				const longest = options.maxRateLimitWait;
				return { failure: rateLimitFailure(api.name, longest, lane.resetsAt) };
			}
			if (!unknown && how.stillWanted?.() === false) {
				lane.leave();
				return { heldBack: true };
			}
			const answer = await tryOnce(request, headers);
			if (!answer) continue;
			if ((unknown || mayBeDone) && isGone(request, answer)) return { body: {} };
			if (!leavesOpen(answer) || !mayRepeat(request) || tries === MOST_TRIES) {
				const sent = sentOf(request, answer, hints);
				return unknown && tellsNothing(request, answer, sent)
					? sentOf(request, unknown, hints)
					: sent;
			}
			unknown = answer;
			await clock.sleep(FIRST_PAUSE * tries++, signal);
		}
	};

	return {
		send: async (request, how) => {
			try {
				return await send(request, how);
			} catch (error) {
				// Whatever it was, the request may have been sent
				const reason = texts.reason((error as Error).message ?? String(error));
				return { failure: inDoubt(api, request, texts.unexpected(api.name), reason) };
			}
		},
		vendorTime: (time) => new Date(time + clockOffset),
		waited: () => lane.waited,
		limit: () => throttle.limit,
		close() {
			lane.close();
			deadlines.close();
		},
	};
}

/** One that was not sent, or a write that was refused: the try before may have been carried out all the same. */
function tellsNothing(request: ApiRequest, answer: Answer | NoAnswer, sent: Sent): boolean {
	if (!isAnswer(answer) && answer.unsent !== undefined) return true;
	return !isRead(request) && 'failure' in sent && !sent.failure.doubt;
}

/** What was to be deleted is not there: after a try that may have deleted it, that is what was wanted. */
const isGone = ({ method }: ApiRequest, answer: Answer | NoAnswer) =>
	method === 'DELETE' && isAnswer(answer) && answer.status === 404;

/** How far the vendor's clock is ahead of ours, as the `Date` of an answer tells. */
function offsetOf(headers: Headers, now: number): number | undefined {
	const date = Date.parse(String(headers.date));
	return Number.isNaN(date) ? undefined : date - now;
}

/** Reads a body, or throws the error that n8n shows. */
export const reader =
	(ctx: Context, send: Send): Read =>
	async (request) => {
		const sent = await send(request);
		if ('failure' in sent) throw toNodeApiError(ctx.getNode(), sent.failure);
		return 'body' in sent ? sent.body : {};
	};

/** Sends outside of a run, with `seconds` to wait for a rate limit. */
export async function sending<T>(
	ctx: Context,
	api: Api,
	seconds: number,
	use: (send: Send) => Promise<T>,
	maxConcurrentRequests = 1,
): Promise<T> {
	const options = { maxConcurrentRequests, requestTimeout: 20_000, maxRateLimitWait: seconds };
	const sender = await createSender(ctx, api, options);
	try {
		return await use(sender.send);
	} finally {
		sender.close();
	}
}
