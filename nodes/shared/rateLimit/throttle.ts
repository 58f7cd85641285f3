import { Alarm } from '../utils/alarm';
import type { Clock } from '../utils/clock';
import { Backoff } from './backoff';
import { CongestionWindow } from './congestionWindow';
import type { Headers } from './headers';
import type { Limit, ReadLimits } from './quota';
import { Quota } from './quota';
import type { RunLimits, SharedThrottle } from './throttledRun';
import { ThrottledRun } from './throttledRun';

/** Milliseconds. */
const SETTLING_TIME = 5;

/**
 * Decides when requests may be sent, for all runs that use the same key. A request needs the consent of
 * the backoff, which pauses requests while the API says to wait; of the quota, which learns how many
 * requests the API accepts; and of the congestion window, which limits the requests in flight. Runs take
 * turns. A run that would have to wait longer than its budget allows is refused at once.
 */
export class Throttle implements SharedThrottle {
	private readonly quota = new Quota();
	private readonly window = new CongestionWindow();
	private readonly backoff: Backoff;
	private readonly alarm: Alarm;
	/** The run that is to send next comes first. */
	private runs: ThrottledRun[] = [];
	private inFlight = 0;
	/** The end of the backoff at which the quota restarted last. */
	private quotaRestartedAt = -Infinity;
	/** Since when backoff or quota hold back all waiting runs, or since they were last charged for it. */
	private blockedSince: number | undefined;
	private lastUsed: number;

	constructor(
		private readonly clock: Clock,
		private readonly readLimits: ReadLimits = () => ({}),
	) {
		this.quota.setDocumented(readLimits().limit);
		this.backoff = new Backoff(clock, this.quota);
		this.alarm = new Alarm(clock, () => this.dispatch());
		this.lastUsed = clock.now();
	}

	join(limits: RunLimits): ThrottledRun {
		const run = new ThrottledRun(this, limits);
		this.runs.push(run);
		this.lastUsed = this.clock.now();
		return run;
	}

	leave(run: ThrottledRun): void {
		this.runs = this.runs.filter((member) => member !== run);
		this.lastUsed = this.clock.now();
		this.dispatch();
	}

	/** The learned or documented limit. */
	get limit(): Limit | undefined {
		return this.quota.limit;
	}

	/** When it became idle, in milliseconds since 1970; undefined while it is in use or paused. */
	get idleSince(): number | undefined {
		const isPaused = this.clock.now() < this.backoff.endsAt;
		return this.runs.length > 0 || isPaused ? undefined : this.lastUsed;
	}

	get unchargedWait(): number {
		return this.blockedSince === undefined ? 0 : this.clock.now() - this.blockedSince;
	}

	dispatch(): void {
		const now = this.clock.now();
		this.chargeWaits(now);
		for (let run = this.nextRun(); run; run = this.nextRun()) {
			const opensAt = this.opensAt(now);
			if (opensAt > now) {
				if (opensAt < Infinity) this.block(now, opensAt);
				break;
			}
			if (this.inFlight >= this.maxInFlight()) break;
			this.grant(run);
		}
		if (this.blockedSince === undefined) this.alarm.clear();
	}

	chargeWaits(now = this.clock.now()): void {
		if (this.blockedSince === undefined) return;
		for (const run of this.runs) if (run.isReady) run.chargeWait(now - this.blockedSince);
		this.blockedSince = undefined;
	}

	onReleased(): void {
		this.inFlight--;
		this.dispatch();
	}

	onResponse(headers: Headers | undefined, signal: AbortSignal | undefined): void {
		this.inFlight--;
		const { isInSlowStart } = this.window;
		this.backoff.onResponse();
		this.window.onSuccess();
		this.quota.onResponse(this.clock.now());
		if (headers) this.learn(headers);
		// A 429 may arrive together with this response, and must count before more is sent
		if (isInSlowStart) void this.clock.sleep(SETTLING_TIME, signal).then(() => this.dispatch());
		else this.dispatch();
	}

	onThrottled(sentAt: number, headers: Headers): void {
		this.inFlight--;
		const now = this.clock.now();
		// Requests that were in flight when the backoff began get a 429 for the same reason
		const isNew = sentAt >= this.backoff.endsAt;
		const pause = this.backoff.onThrottled(now, headers, isNew);
		if (isNew) this.window.onThrottled(this.quota.onThrottled(now, this.inFlight, now + pause));
		this.learn(headers);
		this.dispatch();
	}

	/** The run whose turn it is; a run with a retry goes first. */
	private nextRun(): ThrottledRun | undefined {
		const ready = this.runs.filter((run) => run.isReady);
		return ready.find((run) => run.hasRetry) ?? ready[0];
	}

	/** When backoff and quota let the next request through; Infinity if only after a response. */
	private opensAt(now: number): number {
		const { endsAt, isHalfOpen } = this.backoff;
		if (now < endsAt) return endsAt;
		if (this.quotaRestartedAt < endsAt) {
			this.quotaRestartedAt = endsAt;
			this.quota.restart();
		}
		if (isHalfOpen && this.inFlight > 0) return Infinity;
		return this.quota.opensAt(now, this.inFlight);
	}

	private maxInFlight(): number {
		const maxOfRuns = Math.max(...this.runs.map(({ limits }) => limits.maxInFlight));
		return Math.floor(Math.min(this.window.maxInFlight, maxOfRuns));
	}

	private grant(run: ThrottledRun): void {
		this.inFlight++;
		this.runs = [...this.runs.filter((member) => member !== run), run];
		run.grant();
	}

	/** Refuses the runs whose budget does not cover the wait, and sets the alarm for the others. */
	private block(now: number, until: number): void {
		const isEstimated = this.backoff.isEstimated && until === this.backoff.endsAt;
		for (const run of this.runs) {
			if (run.isReady && !run.mayWait(now, until)) run.giveUp(isEstimated ? undefined : until);
		}
		if (!this.runs.some((run) => run.isReady)) return;
		this.blockedSince = now;
		this.alarm.set(until);
	}

	/** Applies the documented limits that the headers of a response select. */
	private learn(headers: Headers): void {
		const { limit, usedUpUntil } = this.readLimits(headers);
		this.quota.setDocumented(limit);
		if (usedUpUntil !== undefined) this.backoff.pauseUntil(usedUpUntil);
	}
}
