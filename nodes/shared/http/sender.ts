import type { IDataObject } from 'n8n-workflow';

import type { Advice, Api } from '../operation/api';
import type { Failure } from '../operation/outcome';
import type { ApiRequest } from '../operation/request';
import type { RunOptions } from '../operation/runOptions';
import type { Headers } from '../rateLimit/headers';
import { requestedPause } from '../rateLimit/headers';
import type { Limit } from '../rateLimit/quota';
import type { Throttle } from '../rateLimit/throttle';
import type { Permit, ThrottledRun } from '../rateLimit/throttledRun';
import { throttleFor } from '../rateLimit/throttleRegistry';
import { realClock } from '../utils/clock';
import { validateBaseUrl } from './baseUrl';
import { Deadlines } from './deadlines';
import type { ConnectionError, HttpResponse } from './failures';
import {
	inDoubtFailure,
	isOutcomeUnknown,
	isRateLimited,
	isResponse,
	isRetryable,
	isSafe,
	toFailure,
} from './failures';
import { idempotencyKey } from './idempotencyKey';
import { cancelledFailure, messagesFor, rateLimitFailure } from './messages';
import type { Context, Transport } from './transport';
import { createTransport } from './transport';

/** The result of one request. */
export type SendResult = { body: IDataObject } | { failure: Failure } | { skipped: true };
export type Send = (request: ApiRequest, options?: SendOptions) => Promise<SendResult>;

export interface SendOptions {
	advice?: Advice;
	/** Asked once the request has a permit: if false, it is skipped. */
	shouldSend?: () => boolean;
	/** Identifies the record within this run; part of the `Idempotency-Key`, so that the API recognises a retry. */
	recordId?: string;
	/** An earlier attempt of Retry On Fail may have carried the request out. */
	previousAttemptInDoubt?: boolean;
}

/** Milliseconds, times the number of the attempt. */
const RETRY_PAUSE = 500;
const MAX_ATTEMPTS = 3;

/** Sends the requests of one run. Base URL and credential are read once; runs with the same key share a throttle. */
export class Sender {
	private readonly clock = realClock;
	private readonly messages: ReturnType<typeof messagesFor>;
	/** Undefined until a response tells the server's time. */
	private clockSkew: number | undefined;

	private constructor(
		private readonly api: Api,
		private readonly throttle: Throttle,
		private readonly run: ThrottledRun,
		private readonly transport: Transport,
		private readonly deadlines: Deadlines,
		private readonly maxWaitSeconds: number,
		private readonly signal: AbortSignal | undefined,
	) {
		this.messages = messagesFor(api.name);
	}

	/** Throws if the credential is invalid. */
	static async create(ctx: Context, api: Api, options: RunOptions): Promise<Sender> {
		const credential = await ctx.getCredentials(api.credential);
		const baseUrl = validateBaseUrl(credential.baseUrl, api.name);
		const secret = api.secret(credential);
		const signal = 'getExecutionCancelSignal' in ctx ? ctx.getExecutionCancelSignal() : undefined;
		const throttle = throttleFor(api, baseUrl, secret);
		const run = throttle.join({
			maxInFlight: options.maxConcurrentRequests,
			maxWait: options.maxRateLimitWait * 1000,
			signal,
		});
		const timeout = options.requestTimeout;
		const deadlines = new Deadlines(realClock, timeout, signal);
		const target = { baseUrl, secret, timeout };
		const transport = createTransport(ctx, api, credential, target, deadlines);
		return new Sender(api, throttle, run, transport, deadlines, options.maxRateLimitWait, signal);
	}

	/** Sends a request until it is settled. Never throws. */
	readonly send: Send = async (request, options = {}) => {
		try {
			return await this.sendUntilSettled(request, options);
		} catch (error) {
			// Whatever it was, the request may have been sent
			const reason = this.messages.reason((error as Error).message ?? String(error));
			return { failure: inDoubtFailure(this.api, request, this.messages.unexpected, reason) };
		}
	};

	/** Waits without a permit. Returns a failure if the run is cancelled, which ends the pause at once. */
	readonly pause = async (milliseconds: number): Promise<Failure | undefined> => {
		await this.clock.sleep(milliseconds, this.signal);
		return this.signal?.aborted ? cancelledFailure : undefined;
	};

	/** Converts local time to server time, using the last header `Date`; undefined as long as none has come. */
	toServerTime(time: number): Date | undefined {
		return this.clockSkew === undefined ? undefined : new Date(time + this.clockSkew);
	}

	/** The milliseconds that the run has waited for the rate limit. */
	get waited(): number {
		return this.run.waited;
	}

	/** The rate limit, as far as it is known. */
	get limit(): Limit | undefined {
		return this.throttle.limit;
	}

	close(): void {
		this.run.close();
		this.deadlines.close();
	}

	private async sendUntilSettled(
		request: ApiRequest,
		{ advice, recordId, previousAttemptInDoubt, shouldSend }: SendOptions,
	): Promise<SendResult> {
		const call = callOf(request);
		const headers = idempotencyHeaders(request, recordId);
		/** The last attempt whose outcome is unknown. */
		let unclear: HttpResponse | ConnectionError | undefined;
		for (let attempt = 1, isRetry = false; ; isRetry = true) {
			const permit = await this.acquire(call, isRetry);
			if (permit !== 'granted') {
				return unclear
					? this.toResult(request, unclear, advice)
					: { failure: this.notSentFailure(permit) };
			}
			if (!unclear && shouldSend?.() === false) {
				this.run.release(call);
				return { skipped: true };
			}
			const response = await this.attempt(request, call, headers);
			if (response === 'throttled') continue;
			if (isUnavailable(request, response)) {
				unclear = response;
				continue;
			}
			const isDeleteUnclear = unclear !== undefined || previousAttemptInDoubt;
			if (isDeleteUnclear && isAlreadyDeleted(request, response)) return { body: {} };
			const isRetryOfOwn = unclear !== undefined && isBeingProcessed(request, response);
			if (attempt >= MAX_ATTEMPTS || !(isRetryOfOwn || shouldRetry(request, response))) {
				const result = this.toResult(request, response, advice);
				return unclear && isNotConclusive(request, response, result)
					? this.toResult(request, unclear, advice)
					: result;
			}
			if (!isRetryOfOwn) unclear = response;
			await this.clock.sleep(RETRY_PAUSE * attempt++, this.signal);
		}
	}

	private async acquire(call: string, isRetry: boolean): Promise<Permit> {
		const permit = await this.run.acquire(call, isRetry);
		if (permit !== 'granted' || !this.signal?.aborted) return permit;
		this.run.release(call);
		return 'cancelled';
	}

	/** Sends a request once. */
	private async attempt(
		request: ApiRequest,
		call: string,
		headers: IDataObject,
	): Promise<HttpResponse | ConnectionError | 'throttled'> {
		const sentAt = this.clock.now();
		const response = await this.transport(request, headers).catch((error: unknown) => {
			// A permit that is not given back would block the key for good
			this.run.release(call);
			throw error;
		});
		if (!isResponse(response)) {
			// What was not sent uses up no quota
			if (response.notSent) this.run.release(call);
			else this.run.onResponse(call, sentAt);
			return response;
		}
		this.measureClockSkew(response.headers);
		if (isRateLimited(this.api, response)) {
			// The API refused before it acted, so a write may be sent again too
			this.run.onThrottled(call, sentAt, response.headers);
			return 'throttled';
		}
		if (isUnavailable(request, response)) this.run.onUnavailable(call, response.headers);
		else this.run.onResponse(call, sentAt, response.headers);
		return response;
	}

	private measureClockSkew({ date }: Headers): void {
		const serverTime = Date.parse(String(date));
		if (!Number.isNaN(serverTime)) this.clockSkew = serverTime - this.clock.now();
	}

	private toResult(
		request: ApiRequest,
		response: HttpResponse | ConnectionError,
		advice?: Advice,
	): SendResult {
		const failure = toFailure(this.api, request, response, advice);
		return failure ? { failure } : { body: (response as HttpResponse).json ?? {} };
	}

	private notSentFailure(permit: Exclude<Permit, 'granted'>): Failure {
		return permit === 'cancelled'
			? cancelledFailure
			: rateLimitFailure(this.api.name, this.maxWaitSeconds, this.run.resetsAt);
	}
}

/**
 * Names what an API may limit by itself: a method with a path template. IDs are recognised by their digits,
 * because the path does not tell them from other segments.
 */
const callOf = ({ method, path }: ApiRequest): string =>
	`${method} ${path.replace(/[^/]*\d[^/]*/g, '{id}')}`;

function idempotencyHeaders(request: ApiRequest, recordId: string | undefined): IDataObject {
	if (!request.idempotencyKey || !recordId) return {};
	return { 'Idempotency-Key': idempotencyKey(request, recordId) };
}

/** A request is only sent again if its outcome is unknown and sending it twice does no harm. */
const shouldRetry = (request: ApiRequest, response: HttpResponse | ConnectionError): boolean =>
	isOutcomeUnknown(response) && isRetryable(request);

/** Whether the API says when it will be available again, and sending the request twice does no harm. */
const isUnavailable = (request: ApiRequest, response: HttpResponse | ConnectionError): boolean =>
	isResponse(response) &&
	response.status === 503 &&
	requestedPause(response.headers, realClock.now()) !== undefined &&
	isRetryable(request);

/** A retry may meet its own first attempt, which the API still processes under the same `Idempotency-Key`. */
const isBeingProcessed = (
	{ idempotencyKey: hasKey }: ApiRequest,
	response: HttpResponse | ConnectionError,
): boolean => hasKey === true && isResponse(response) && response.status === 409;

/** True if this attempt was never sent or was refused: an earlier attempt may have succeeded all the same. */
function isNotConclusive(
	request: ApiRequest,
	response: HttpResponse | ConnectionError,
	result: SendResult,
): boolean {
	if (!isResponse(response) && response.notSent !== undefined) return true;
	return !isSafe(request) && 'failure' in result && !result.failure.inDoubt;
}

/** A 404 on DELETE after an attempt with unknown outcome means that this attempt succeeded. */
const isAlreadyDeleted = ({ method }: ApiRequest, response: HttpResponse | ConnectionError) =>
	method === 'DELETE' && isResponse(response) && response.status === 404;

/**
 * Sends outside of a run. `maxWaitSeconds` bounds the wait for a rate limit. `now` is the time by the API's clock, or
 * by n8n's before the first response.
 */
export async function withSender<T>(
	ctx: Context,
	api: Api,
	{
		maxWaitSeconds,
		maxConcurrentRequests = 1,
	}: { maxWaitSeconds: number; maxConcurrentRequests?: number },
	use: (send: Send, now: () => number) => Promise<T>,
): Promise<T> {
	const options = {
		maxConcurrentRequests,
		requestTimeout: 20_000,
		maxRateLimitWait: maxWaitSeconds,
	};
	const sender = await Sender.create(ctx, api, options);
	try {
		const now = () => sender.toServerTime(Date.now())?.getTime() ?? Date.now();
		return await use(sender.send, now);
	} finally {
		sender.close();
	}
}
