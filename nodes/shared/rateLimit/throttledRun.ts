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

/** The throttle as its runs use it. */
export interface SharedThrottle {
	/** The milliseconds for which all waiting runs have been held back since they were last charged. */
	readonly unchargedWait: number;
	/** Charges `unchargedWait` to the wait budget of every waiting run. */
	chargeWaits(): void;
	/** Grants permits to the requests that may be sent now. */
	dispatch(): void;
	onReleased(): void;
	onResponse(headers: Headers | undefined, signal: AbortSignal | undefined): void;
	onThrottled(sentAt: number, headers: Headers): void;
	leave(run: ThrottledRun): void;
}

/** The requests of one run, and those of them that wait for a permit. */
export class ThrottledRun {
	/** When the API takes requests again, known or learned, if that is later than the run may wait. */
	resetsAt?: number;
	private readonly retries: Array<(permit: Permit) => void> = [];
	private readonly firstAttempts: Array<(permit: Permit) => void> = [];
	private inFlight = 0;
	private chargedWait = 0;
	private hasGivenUp = false;

	constructor(
		private readonly throttle: SharedThrottle,
		readonly limits: RunLimits,
	) {
		limits.signal?.addEventListener('abort', this.cancel);
	}

	/** Waits for a permit. A granted permit must be returned with release(), onResponse() or onThrottled(). */
	async acquire(isRetry = false): Promise<Permit> {
		if (this.limits.signal?.aborted) return 'cancelled';
		if (this.hasGivenUp) return 'rateLimited';
		return await new Promise<Permit>((resolve) => {
			// Charges the runs that wait already before this request joins them
			this.throttle.chargeWaits();
			(isRetry ? this.retries : this.firstAttempts).push(resolve);
			this.throttle.dispatch();
		});
	}

	/** Returns a permit whose request was not sent. */
	release(): void {
		this.inFlight--;
		this.throttle.onReleased();
	}

	/** Returns a permit whose request ended in any other way than with a 429. */
	onResponse(headers?: Headers): void {
		this.inFlight--;
		this.throttle.onResponse(headers, this.limits.signal);
	}

	/** Returns a permit whose request, sent at `sentAt`, got a 429. */
	onThrottled(sentAt: number, headers: Headers): void {
		this.inFlight--;
		this.throttle.onThrottled(sentAt, headers);
	}

	/** Ends the run. */
	close(): void {
		this.limits.signal?.removeEventListener('abort', this.cancel);
		this.throttle.leave(this);
	}

	/** The milliseconds that the run has waited for the rate limit. */
	get waited(): number {
		return this.chargedWait + (this.isReady ? this.throttle.unchargedWait : 0);
	}

	// The throttle calls the members below

	/** Whether a request waits that only the throttle holds back. */
	get isReady(): boolean {
		const waiting = this.retries.length + this.firstAttempts.length;
		return waiting > 0 && this.inFlight < this.limits.maxInFlight;
	}

	get hasRetry(): boolean {
		return this.retries.length > 0;
	}

	/** Grants a permit to the next request; retries go first. */
	grant(): void {
		this.inFlight++;
		const resolve = this.retries.shift() ?? this.firstAttempts.shift();
		resolve?.('granted');
	}

	/** Whether the wait budget covers a wait from `now` until `until`. */
	mayWait(now: number, until: number): boolean {
		return this.chargedWait + until - now <= this.limits.maxWait;
	}

	chargeWait(ms: number): void {
		this.chargedWait += ms;
	}

	/** Refuses all requests of the run from now on, since its wait budget does not suffice. */
	giveUp(resetsAt: number | undefined): void {
		this.hasGivenUp = true;
		this.resetsAt = resetsAt;
		this.refuseAll('rateLimited');
	}

	private readonly cancel = () => {
		this.refuseAll('cancelled');
		this.throttle.dispatch();
	};

	/** Refuses the requests that wait for a permit. */
	private refuseAll(permit: Exclude<Permit, 'granted'>): void {
		const waiting = [...this.retries.splice(0), ...this.firstAttempts.splice(0)];
		for (const resolve of waiting) resolve(permit);
	}
}
