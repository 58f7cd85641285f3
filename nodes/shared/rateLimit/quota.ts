import type { Headers, Remaining } from './headers';

/** At most this many responses are kept in the log. */
const MAX_LOG = 10_000;
/** In periods of the quota. */
const MAX_PROBE_INTERVAL = 8;
/** Milliseconds by which the reset of one period may differ between responses, since it comes in whole seconds. */
const RESET_TOLERANCE = 2000;
/** Milliseconds. APIs count by second, ten seconds, minute, hour or day. */
const USUAL_PERIODS = [1, 10, 60, 3600, 86_400].map((seconds) => seconds * 1000);

/** At most `requests` are accepted in any period of so many milliseconds. */
export interface Limit {
	requests: number;
	period: number;
}

/** The limits that a provider documents, as the headers of a response select them. */
export interface DocumentedLimits {
	limit?: Limit;
}

/** Reads the documented limits from the headers of a response; without headers, those before the first one. */
export type ReadLimits = (headers?: Headers) => DocumentedLimits;

/**
 * The number of requests that an API accepts in a period, learned from its responses. Times are in
 * milliseconds.
 *
 * The requests that went through before a 429 are the quota, and the time from the first of them to the
 * reset that the 429 names is the period. From then on no more are sent in any period, so it does not
 * matter whether the API counts in fixed or in sliding windows. From time to time an extra request, a
 * probe, tests whether the limit has risen: less and less often while probes are throttled.
 */
export class Quota {
	/** Undefined while no limit is known. */
	limit: Limit | undefined;
	/** Whether the limit comes from a 429, which proves more than the documentation. */
	private isLearned = false;
	/** When the responses came to requests that went through. */
	private log: number[] = [];
	private probesFrom = Infinity;
	private probes = 1;
	private throttledProbes = 0;
	/** What the last response said about the current period. */
	private remaining: Remaining | undefined;
	/** The headers tell when no request remains, so they also show when the limit has risen. */
	private isTold = false;

	/**
	 * When the next request may be sent while `inFlight` others are in flight: in the past if now, Infinity
	 * if only after one of their responses.
	 */
	opensAt(now: number, inFlight: number): number {
		// Some of the requests in flight may not be counted yet
		if (this.remaining && now < this.remaining.resetsAt && inFlight >= this.remaining.requests) {
			return inFlight > 0 ? Infinity : this.remaining.resetsAt;
		}
		if (!this.limit) return -Infinity;
		this.prune(now);
		const allowed = this.limit.requests + (this.mayProbe(now) ? this.probes : 0);
		const excess = this.log.length + inFlight + 1 - allowed;
		if (excess <= 0) return -Infinity;
		return excess > this.log.length ? Infinity : this.log[excess - 1] + this.limit.period;
	}

	onResponse(now: number): void {
		this.log.push(now);
		if (this.log.length > 2 * MAX_LOG) this.prune(now);
		if (!this.limit || !this.isLearned) return;
		this.prune(now);
		if (this.log.length <= this.limit.requests) return;
		this.limit = { ...this.limit, requests: this.log.length };
		// Before that time, this is a late response to an ordinary request, not to a probe
		if (now < this.probesFrom) return;
		this.probes *= 2;
		this.throttledProbes = 0;
	}

	/**
	 * Learns from a 429 that came while `inFlight` other requests were in flight, after which the API takes
	 * requests from `resetsAt` on. Returns whether it was unexpected: the quota had not been used up.
	 */
	onThrottled(now: number, inFlight: number, resetsAt: number): boolean {
		if (this.limit) this.prune(now);
		else this.dropEarlierPeriods(resetsAt, resetsAt - now);
		const accepted = this.log.length;
		const observedPeriod = resetsAt - (this.log[0] ?? now);
		const isUnexpected = this.limit !== undefined && accepted + inFlight < this.limit.requests;
		if (!this.limit) {
			this.limit = { requests: Math.max(1, accepted), period: observedPeriod };
			this.throttledProbes = 0;
		} else if (isUnexpected) {
			// Other clients use the limit too, or the period is longer than it seemed
			const half = Math.max(1, Math.floor(this.limit.requests / 2));
			const requests = accepted > 0 ? Math.max(accepted, half) : this.limit.requests;
			this.limit = { requests, period: this.limit.period + resetsAt - now };
			this.throttledProbes = 0;
		} else {
			const period = Math.min(this.limit.period, observedPeriod);
			this.limit = { requests: Math.max(1, accepted), period };
			this.throttledProbes = Math.min(this.throttledProbes + 1, Math.log2(MAX_PROBE_INTERVAL));
		}
		this.isLearned = true;
		this.probes = 1;
		this.probesFrom = resetsAt + (2 ** this.throttledProbes - 1) * this.limit.period;
		return isUnexpected;
	}

	/** Begins to count at zero: the API's counter restarts at the end of a backoff. */
	restart(): void {
		this.log = [];
		this.remaining = undefined;
	}

	/** Forgets what was learned. */
	forget(): void {
		this.restart();
		this.limit = undefined;
		this.isLearned = false;
		this.probesFrom = Infinity;
	}

	private mayProbe(now: number): boolean {
		if (now < this.probesFrom) return false;
		return !this.isTold || (this.remaining !== undefined && now < this.remaining.resetsAt);
	}

	/** Believes what a response says about the current period. Responses may arrive in another order. */
	setRemaining(remaining: Remaining, now: number): void {
		if (remaining.requests === 0) this.isTold = true;
		const isSamePeriod =
			this.remaining !== undefined &&
			now < this.remaining.resetsAt &&
			Math.abs(remaining.resetsAt - this.remaining.resetsAt) <= RESET_TOLERANCE;
		this.remaining =
			isSamePeriod && this.remaining && this.remaining.requests < remaining.requests
				? this.remaining
				: remaining;
	}

	/** Sets the limit that the vendor documents, unless a 429 has proved another one. */
	setDocumented(limit: Limit | undefined): void {
		if (!this.isLearned) this.limit = limit;
	}

	/** When the documented period ends that began with the first request in the log. */
	documentedReset(now: number): number | undefined {
		if (!this.limit || this.isLearned) return undefined;
		return (this.log[0] ?? now) + this.limit.period;
	}

	private prune(now: number): void {
		const since = this.limit ? now - this.limit.period : -Infinity;
		const firstInPeriod = this.log.findIndex((time) => time > since);
		const outdated = firstInPeriod < 0 ? this.log.length : firstInPeriod;
		const dropped = Math.max(outdated, this.log.length - MAX_LOG);
		if (dropped > 0) this.log = this.log.slice(dropped);
	}

	/** Requests long before the first 429 belong to an earlier period and say nothing about it. */
	private dropEarlierPeriods(resetsAt: number, pause: number): void {
		const period = USUAL_PERIODS.find((usual) => pause <= usual) ?? pause;
		this.log = this.log.filter((time) => time > resetsAt - 2 * period);
	}
}
