import type { Clock } from '../utils/clock';
import { Backoff } from './backoff';
import { CongestionWindow } from './congestionWindow';
import type { Headers, Remaining } from './headers';
import { Quota } from './quota';

/**
 * The pace of requests that an API counts together: all requests of a key, or those of one call. A request
 * needs the consent of the backoff, which pauses requests while the API says to wait; of the quota, which
 * learns how many requests the API accepts; and of the congestion window, which limits the requests in
 * flight. Times are in milliseconds.
 */
export class Pace {
	readonly quota = new Quota();
	readonly backoff: Backoff;
	/** When the last request was sent that went through. */
	lastAcceptedAt = -Infinity;
	/** Whether the last response was a 429. */
	isThrottled = false;
	private readonly window = new CongestionWindow();
	private throttledAt = -Infinity;
	private inFlight = 0;
	/** The end of the backoff at which the quota restarted last. */
	private quotaRestartedAt = -Infinity;

	/** `documented` is the quota that holds the documented limit. */
	constructor(clock: Clock, documented?: Quota) {
		this.backoff = new Backoff(clock, documented ?? this.quota);
	}

	/** When backoff and quota let the next request through; Infinity if only after a response. */
	opensAt(now: number): number {
		const { endsAt, isHalfOpen } = this.backoff;
		if (now < endsAt) return this.backoff.opensAt(now, this.inFlight);
		if (this.quotaRestartedAt < endsAt) {
			this.quotaRestartedAt = endsAt;
			this.quota.restart();
		}
		if (isHalfOpen && this.inFlight > 0) return Infinity;
		return this.quota.opensAt(now, this.inFlight);
	}

	get hasRoom(): boolean {
		return this.inFlight < this.window.maxInFlight;
	}

	get isInSlowStart(): boolean {
		return this.window.isInSlowStart;
	}

	onGranted(now: number): void {
		this.inFlight++;
		this.backoff.onGranted(now);
	}

	onReleased(): void {
		this.inFlight--;
	}

	onResponse(now: number, sentAt: number): void {
		this.inFlight--;
		this.isThrottled = false;
		this.lastAcceptedAt = Math.max(this.lastAcceptedAt, sentAt);
		// The API takes requests although it said otherwise, so what it said about its limit is outdated too
		if (this.backoff.onResponse(now, sentAt)) this.quota.forget();
		this.window.onSuccess();
		this.quota.onResponse(now);
	}

	/** Learns from a 429 to a request of this pace. */
	onThrottled(now: number, sentAt: number, headers: Headers): void {
		this.isThrottled = true;
		this.throttledAt = now;
		// Requests that were in flight when the backoff began get a 429 for the same reason
		const isNew = sentAt >= this.backoff.endsAt;
		const pause = this.backoff.onThrottled(now, headers, isNew);
		if (isNew) this.window.onThrottled(this.quota.onThrottled(now, this.inFlight, now + pause));
	}

	/** Applies how many requests remain, which may be told before there is a 429. */
	onRemaining(now: number, remaining: Remaining): void {
		this.quota.setRemaining(remaining, now);
		if (remaining.requests > 0 || now < this.backoff.endsAt) return;
		this.quota.onThrottled(now, this.inFlight, remaining.resetsAt);
		this.backoff.pauseUntil(now, remaining.resetsAt);
	}

	/** Forgets a limit that was learned since `time`, because it turned out to be that of the whole key. */
	forgetSince(time: number, now: number): void {
		if (this.throttledAt < time && this.opensAt(now) <= now) return;
		this.isThrottled = false;
		this.quota.forget();
		this.backoff.forget();
	}
}
