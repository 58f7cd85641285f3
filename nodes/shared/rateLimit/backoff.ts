import type { Clock } from '../utils/clock';
import type { Headers } from './headers';
import { requestedPause } from './headers';
import type { Quota } from './quota';

/** Milliseconds. */
const MIN_PAUSE = 500;
const INITIAL_ESTIMATE = 1000;
const MAX_ESTIMATE = 60_000;
/** However long a pause is that the API has named, a request may test so often whether it still holds. */
const PROBE_INTERVAL = 60_000;

/** The pause of all requests after a 429, as a circuit breaker. Times are in milliseconds since 1970. */
export class Backoff {
	/** When requests may resume. In the past if nothing is paused. */
	endsAt = -Infinity;
	/** The API has not said when requests may resume, so `endsAt` is an estimate. */
	isEstimated = false;
	/** After an estimated pause, a single request tests whether the API takes requests again. */
	isHalfOpen = false;
	private startedAt = -Infinity;
	private probesAt = Infinity;
	private consecutive429s = 0;

	constructor(
		private readonly clock: Clock,
		private readonly quota: Quota,
	) {}

	/** When a request may be sent during the pause: at its end, or as a probe while nothing is in flight. */
	opensAt(now: number, inFlight: number): number {
		if (now < this.probesAt) return Math.min(this.endsAt, this.probesAt);
		return inFlight === 0 ? now : this.endsAt;
	}

	onGranted(now: number): void {
		if (now < this.endsAt) this.probesAt = now + PROBE_INTERVAL;
	}

	/** Pauses requests until a time that the API has named. */
	pauseUntil(now: number, endsAt: number): void {
		this.extend(now, endsAt, false);
	}

	/** Returns whether the response ends the pause, because its request was sent during it. */
	onResponse(now: number, sentAt: number): boolean {
		this.consecutive429s = 0;
		this.isHalfOpen = false;
		if (now >= this.endsAt || sentAt <= this.startedAt) return false;
		this.endsAt = now;
		return true;
	}

	/**
	 * Begins or extends the pause and returns its length. `isNew` says whether the request was sent after
	 * the last pause; if not, the 429 that began this pause has caused it too.
	 */
	onThrottled(now: number, headers: Headers, isNew: boolean): number {
		if (isNew) this.consecutive429s++;
		const { pause, isEstimated } = this.pauseAfter(headers, now);
		if (isNew || !isEstimated) this.extend(now, now + pause, isEstimated);
		return pause;
	}

	/** Ends the pause. */
	forget(): void {
		this.endsAt = -Infinity;
		this.isHalfOpen = false;
		this.consecutive429s = 0;
	}

	private extend(now: number, endsAt: number, isEstimated: boolean): void {
		if (now >= this.endsAt) this.startedAt = now;
		this.probesAt = isEstimated ? Infinity : now + PROBE_INTERVAL;
		if (endsAt <= this.endsAt) return;
		this.endsAt = endsAt;
		this.isEstimated = isEstimated;
		this.isHalfOpen = isEstimated;
	}

	/** Takes the pause from the headers, else from the documented limit at the first 429, else an estimate. */
	private pauseAfter(headers: Headers, now: number): { pause: number; isEstimated: boolean } {
		const requested = requestedPause(headers, now);
		if (requested !== undefined && requested >= MIN_PAUSE) {
			return { pause: requested, isEstimated: false };
		}
		const isFirst = requested === undefined && this.consecutive429s === 1;
		const reset = isFirst ? this.quota.documentedReset(now) : undefined;
		if (reset !== undefined && reset > now) return { pause: reset - now, isEstimated: false };
		return { pause: estimatedPause(this.consecutive429s, this.clock.random()), isEstimated: true };
	}
}

/** Doubles with each 429 in a row. The jitter keeps several processes from resuming at the same time. */
function estimatedPause(consecutive429s: number, random: number): number {
	const pause = INITIAL_ESTIMATE * 2 ** (Math.max(1, consecutive429s) - 1);
	return Math.min(pause, MAX_ESTIMATE) * (0.75 + random / 2);
}
