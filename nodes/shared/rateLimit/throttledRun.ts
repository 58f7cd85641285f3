import type { Headers } from './headers';

/** The limits of one run. Times are in milliseconds. */
export interface RunLimits {
	/** At most this many requests of the run are in flight. */
	maxInFlight: number;
	/** The budget for all waits for the rate limit together. */
	maxWait: number;
	/** Aborted when the execution is cancelled. */
	signal?: AbortSignal;
}

/** Whether a request may be sent, and if not, why. */
export type Permit = 'granted' | 'rateLimited' | 'cancelled';

/** The throttle as its runs use it. A call is a method with a path template. */
export interface SharedThrottle {
	/** The time in milliseconds since 1970. */
	now(): number;
	/** Grants permits to the requests that may be sent now. */
	dispatch(): void;
	onReleased(call: string): void;
	onResponse(
		call: string,
		sentAt: number,
		headers: Headers | undefined,
		signal: AbortSignal | undefined,
	): void;
	onThrottled(call: string, sentAt: number, headers: Headers): void;
	onUnavailable(call: string, headers: Headers): void;
	leave(run: ThrottledRun): void;
}

/** The requests of one call that wait for a permit. */
interface Queue {
	retries: Array<(permit: Permit) => void>;
	firstAttempts: Array<(permit: Permit) => void>;
}

/** The requests of one run, and those of them that wait for a permit. */
export class ThrottledRun {
	/** When the API takes requests again, known or learned, if that is later than the run may wait. */
	resetsAt?: number;
	/** By call; the call that is to send next comes first. */
	private readonly queues = new Map<string, Queue>();
	private inFlight = 0;
	private chargedWait = 0;
	/** Since when backoff or quota hold back all requests that wait, or since that was charged last. */
	private blockedSince: number | undefined;
	private readonly refusedCalls = new Set<string>();

	constructor(
		private readonly throttle: SharedThrottle,
		readonly limits: RunLimits,
	) {
		limits.signal?.addEventListener('abort', this.cancel);
	}

	/** Waits for a permit. A granted permit must be returned with release() or one of the methods whose name begins with `on`. */
	async acquire(call: string, isRetry = false): Promise<Permit> {
		if (this.limits.signal?.aborted) return 'cancelled';
		if (this.refusedCalls.has(call)) return 'rateLimited';
		return await new Promise<Permit>((resolve) => {
			const queue = this.queues.get(call) ?? { retries: [], firstAttempts: [] };
			(isRetry ? queue.retries : queue.firstAttempts).push(resolve);
			this.queues.set(call, queue);
			this.throttle.dispatch();
		});
	}

	/** Returns a permit whose request was not sent. */
	release(call: string): void {
		this.inFlight--;
		this.throttle.onReleased(call);
	}

	/** Returns a permit whose request, sent at `sentAt`, ended in any other way than with a 429. */
	onResponse(call: string, sentAt: number, headers?: Headers): void {
		this.inFlight--;
		this.throttle.onResponse(call, sentAt, headers, this.limits.signal);
	}

	/** Returns a permit whose request, sent at `sentAt`, got a 429. */
	onThrottled(call: string, sentAt: number, headers: Headers): void {
		this.inFlight--;
		this.throttle.onThrottled(call, sentAt, headers);
	}

	/** Returns a permit whose request got a 503 that says when the API will be available again. */
	onUnavailable(call: string, headers: Headers): void {
		this.inFlight--;
		this.throttle.onUnavailable(call, headers);
	}

	/** Ends the run. */
	close(): void {
		this.limits.signal?.removeEventListener('abort', this.cancel);
		this.throttle.leave(this);
	}

	/** The milliseconds that the run has waited for the rate limit. */
	get waited(): number {
		const { blockedSince } = this;
		return this.chargedWait + (blockedSince === undefined ? 0 : this.throttle.now() - blockedSince);
	}

	// The throttle calls the members below

	/** The calls whose requests only the throttle holds back. */
	get waitingCalls(): string[] {
		return this.inFlight < this.limits.maxInFlight ? [...this.queues.keys()] : [];
	}

	get hasInFlight(): boolean {
		return this.inFlight > 0;
	}

	hasRetry(call: string): boolean {
		return (this.queues.get(call)?.retries.length ?? 0) > 0;
	}

	/** Grants a permit to the next request of a call; retries go first. */
	grant(call: string): void {
		const queue = this.queues.get(call);
		if (!queue) return;
		this.inFlight++;
		const resolve = queue.retries.shift() ?? queue.firstAttempts.shift();
		// The calls of a run take turns
		this.queues.delete(call);
		if (queue.retries.length + queue.firstAttempts.length > 0) this.queues.set(call, queue);
		resolve?.('granted');
	}

	/** Whether the wait budget covers a wait from `now` until `until`. */
	mayWait(now: number, until: number): boolean {
		return this.chargedWait + until - now <= this.limits.maxWait;
	}

	onBlocked(now: number): void {
		this.blockedSince = now;
	}

	chargeWait(now: number): void {
		if (this.blockedSince !== undefined) this.chargedWait += now - this.blockedSince;
		this.blockedSince = undefined;
	}

	/** Refuses all requests of a call from now on, since the wait budget of the run does not suffice. */
	giveUp(call: string, resetsAt: number | undefined): void {
		this.refusedCalls.add(call);
		this.resetsAt = resetsAt;
		this.refuse(call, 'rateLimited');
	}

	private readonly cancel = () => {
		for (const call of [...this.queues.keys()]) this.refuse(call, 'cancelled');
		this.throttle.dispatch();
	};

	/** Refuses the requests of a call that wait for a permit. */
	private refuse(call: string, permit: Exclude<Permit, 'granted'>): void {
		const queue = this.queues.get(call);
		this.queues.delete(call);
		for (const resolve of [...(queue?.retries ?? []), ...(queue?.firstAttempts ?? [])]) {
			resolve(permit);
		}
	}
}
