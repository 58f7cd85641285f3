import { Alarm } from '../utils/alarm';
import type { Clock } from '../utils/clock';
import type { Headers } from './headers';
import { remainingRequests } from './headers';
import { Pace } from './pace';
import type { Limit, ReadLimits } from './quota';
import type { RunLimits, SharedThrottle } from './throttledRun';
import { ThrottledRun } from './throttledRun';

/** Milliseconds. */
const SETTLING_TIME = 5;
/** Milliseconds within which 429s of different calls have the same cause. */
const SAME_CAUSE = 5000;

/**
 * Decides when requests may be sent, for all runs that use the same key. A request needs the consent of
 * the pace of its call and of the pace of the key. A 429 counts for its call alone as long as other calls
 * go through, because APIs limit single calls too; it counts for the key if another call is refused as
 * well. Runs take turns. A run that would have to wait longer than its budget allows is refused at once.
 */
export class Throttle implements SharedThrottle {
	private readonly key: Pace;
	private readonly calls = new Map<string, Pace>();
	private readonly alarm: Alarm;
	/** The run that is to send next comes first. */
	private runs: ThrottledRun[] = [];
	/** The pace that the last 429 counted for. */
	private lastThrottled: Pace | undefined;
	private lastUsed: number;

	constructor(
		private readonly clock: Clock,
		private readonly readLimits: ReadLimits = () => ({}),
	) {
		this.key = new Pace(clock);
		this.key.quota.setDocumented(readLimits().limit);
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
		return this.lastThrottled?.quota.limit ?? this.key.quota.limit;
	}

	/** When it became idle, in milliseconds since 1970; undefined while it is in use or paused. */
	get idleSince(): number | undefined {
		const now = this.clock.now();
		const isPaused = [this.key, ...this.calls.values()].some(({ backoff }) => now < backoff.endsAt);
		return this.runs.length > 0 || isPaused ? undefined : this.lastUsed;
	}

	now(): number {
		return this.clock.now();
	}

	dispatch(): void {
		const now = this.clock.now();
		for (const run of this.runs) run.chargeWait(now);
		for (let next = this.next(now); next; next = this.next(now)) this.grant(next, now);
		this.block(now);
	}

	onReleased(call: string): void {
		this.key.onReleased();
		this.paceOf(call).onReleased();
		this.dispatch();
	}

	onResponse(
		call: string,
		sentAt: number,
		headers: Headers | undefined,
		signal?: AbortSignal,
	): void {
		const now = this.clock.now();
		const { isInSlowStart } = this.key;
		for (const pace of [this.key, this.paceOf(call)]) pace.onResponse(now, sentAt);
		if (headers) this.learn(this.paceOf(call), headers, now);
		// A 429 may arrive together with this response, and must count before more is sent
		if (isInSlowStart) void this.clock.sleep(SETTLING_TIME, signal).then(() => this.dispatch());
		else this.dispatch();
	}

	onThrottled(call: string, sentAt: number, headers: Headers): void {
		const now = this.clock.now();
		const pace = this.paceOf(call);
		for (const member of [this.key, pace]) member.onReleased();
		const isOfKey = this.isLimitOfKey(pace, sentAt, now);
		const limited = isOfKey ? this.key : pace;
		this.lastThrottled = limited;
		limited.onThrottled(now, sentAt, headers);
		if (isOfKey) for (const call of this.calls.values()) call.forgetSince(now - SAME_CAUSE, now);
		this.learn(limited, headers, now);
		this.dispatch();
	}

	onUnavailable(call: string, headers: Headers): void {
		const now = this.clock.now();
		const pace = this.paceOf(call);
		for (const member of [this.key, pace]) member.onReleased();
		// This says nothing about a quota, so it only pauses the call
		pace.backoff.onThrottled(now, headers, true);
		this.dispatch();
	}

	/** The API refuses another call too, and has taken none but those lately. */
	private isLimitOfKey(pace: Pace, sentAt: number, now: number): boolean {
		const otherCalls = [...this.calls.values()].filter((candidate) => candidate !== pace);
		const isRefused = (candidate: Pace) => candidate.isThrottled || candidate.opensAt(now) > now;
		const isAccepted = (candidate: Pace) =>
			!isRefused(candidate) && candidate.lastAcceptedAt > sentAt - SAME_CAUSE;
		return otherCalls.some(isRefused) && !otherCalls.some(isAccepted);
	}

	private paceOf(call: string): Pace {
		const pace = this.calls.get(call) ?? new Pace(this.clock, this.key.quota);
		this.calls.set(call, pace);
		return pace;
	}

	/** The run whose turn it is, and the call that it is to send; a retry goes first. */
	private next(now: number): { run: ThrottledRun; call: string } | undefined {
		let first: { run: ThrottledRun; call: string } | undefined;
		for (const run of this.runs) {
			const call = run.waitingCalls.find((waiting) => this.isOpen(run, waiting, now));
			if (call === undefined) continue;
			if (run.hasRetry(call)) return { run, call };
			first ??= { run, call };
		}
		return first;
	}

	private isOpen(run: ThrottledRun, call: string, now: number): boolean {
		if (this.opensAt(call, now) > now) return false;
		// Slow requests of other runs must not hold up a run that has none in flight
		return !run.hasInFlight || (this.key.hasRoom && this.paceOf(call).hasRoom);
	}

	private opensAt(call: string, now: number): number {
		return Math.max(this.key.opensAt(now), this.paceOf(call).opensAt(now));
	}

	private grant({ run, call }: { run: ThrottledRun; call: string }, now: number): void {
		for (const pace of [this.key, this.paceOf(call)]) pace.onGranted(now);
		this.runs = [...this.runs.filter((member) => member !== run), run];
		run.grant(call);
	}

	/** Refuses the requests whose run has no budget for the wait, and sets the alarm for the others. */
	private block(now: number): void {
		let alarmAt = Infinity;
		for (const run of this.runs) {
			for (const call of run.waitingCalls) this.refuseIfTooLate(run, call, now);
			const opensAt = Math.min(...run.waitingCalls.map((call) => this.opensAt(call, now)));
			if (opensAt <= now || opensAt === Infinity) continue;
			run.onBlocked(now);
			alarmAt = Math.min(alarmAt, opensAt);
		}
		if (alarmAt < Infinity) this.alarm.set(alarmAt);
		else this.alarm.clear();
	}

	private refuseIfTooLate(run: ThrottledRun, call: string, now: number): void {
		const opensAt = this.opensAt(call, now);
		if (opensAt <= now || opensAt === Infinity) return;
		const backoffs = [this.key.backoff, this.paceOf(call).backoff];
		// During a pause, a probe may be sent before its end, but the run may have to wait until then
		const endsAt = Math.max(opensAt, ...backoffs.map((backoff) => backoff.endsAt));
		if (run.mayWait(now, endsAt)) return;
		const isEstimated = backoffs.some(
			(backoff) => backoff.isEstimated && backoff.endsAt === endsAt,
		);
		run.giveUp(call, isEstimated ? undefined : endsAt);
	}

	/** Applies what the headers of a response say: the documented limit, and how many requests remain. */
	private learn(pace: Pace, headers: Headers, now: number): void {
		const { limit } = this.readLimits(headers);
		this.key.quota.setDocumented(limit);
		const remaining = remainingRequests(headers, now);
		if (remaining) pace.onRemaining(now, remaining);
	}
}
