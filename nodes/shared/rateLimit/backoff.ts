import type { Clock } from '../utils/clock';
import type { Headers } from './headers';
import { requestedPause } from './headers';
import type { Quota } from './quota';

/** Milliseconds. */
const MIN_PAUSE = 500;
const INITIAL_ESTIMATE = 1000;
const MAX_ESTIMATE = 60_000;

/** The pause of all requests after a 429, as a circuit breaker. */
export class Backoff {
	/** When requests may resume, in milliseconds since 1970. In the past if nothing is paused. */
	endsAt = -Infinity;
	/** The API has not said when requests may resume, so `endsAt` is an estimate. */
	isEstimated = false;
	/** After an estimated pause, a single request tests whether the API takes requests again. */
	isHalfOpen = false;
	private consecutive429s = 0;

	constructor(
		private readonly clock: Clock,
		private readonly quota: Quota,
	) {}

	/** Pauses requests until a time that the API has named. */
	pauseUntil(time: number): void {
		this.extend(time, false);
	}

	onResponse(): void {
		this.consecutive429s = 0;
		this.isHalfOpen = false;
	}

	/**
	 * Begins or extends the pause and returns its length. `isNew` says whether the request was sent after
	 * the last pause; if not, the 429 that began this pause has caused it too.
	 */
	onThrottled(now: number, headers: Headers, isNew: boolean): number {
		if (isNew) this.consecutive429s++;
		const { pause, isEstimated } = this.pauseAfter(headers, now);
		if (isNew || !isEstimated) this.extend(now + pause, isEstimated);
		return pause;
	}

	private extend(endsAt: number, isEstimated: boolean): void {
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
