import { createAlarm } from '../utils/alarm';
import type { Clock } from '../utils/clock';
import { createGate } from './backoff';
import type { Queue, RunLimits, Permit } from './throttledRun';
import { admit, createQueue, dismiss, isReady, next } from './throttledRun';
import type { DocumentedLimits, Limit } from './quota';
import { createQuota } from './quota';
import type { Headers } from './headers';
import { createWindow } from './congestionWindow';

/** Milliseconds. */
const SETTLING_TIME = 5;

/** The requests of one run. */
export interface ThrottledRun {
	/** Waits for a request's turn. One that may go ends with one of the next three. */
	acquire(isRetry?: boolean): Promise<Permit>;
	/** The request was not sent after all. */
	release(): void;
	/** The request ended in another way than 429. */
	onResponse(headers?: Headers): void;
	/** The request, sent at `sentAt`, was answered with 429. */
	onThrottled(sentAt: number, headers: Headers): void;
	/** The run is over. */
	close(): void;
	/** How many milliseconds the run has waited for the rate limit. */
	readonly waited: number;
	/** When the API takes requests again, known or learned, for a run that may not wait so long. */
	readonly resetsAt?: number;
}

/** One for all runs that use the same key. */
export interface Throttle {
	join(run: RunLimits): ThrottledRun;
	readonly limit: Limit | undefined;
	/** Since when nobody uses it and it holds nobody back; undefined while that is not so. */
	readonly idleSince: number | undefined;
}

/**
 * Holds requests back so that the API does not have to. Three things must let a request through: the
 * gate, which closes when the API says to wait; the quota, which is what went through before; and the
 * window of requests under way. Runs take turns. A run that would have to wait longer than it may is
 * told so at once.
 */
export function createThrottle(
	clock: Clock,
	documented: (headers?: Headers) => DocumentedLimits = () => ({}),
): Throttle {
	const quota = createQuota();
	quota.document(documented().limit);
	const gate = createGate(clock, quota);
	const window = createWindow();
	/** In the order of their turns. */
	let queues: Queue[] = [];
	let underWay = 0;
	/** The quota's counter was started anew for this opening of the gate. */
	let countedFrom = -Infinity;
	let blockedSince: number | undefined;
	const setAlarm = createAlarm(clock, () => pump());
	let lastUsed = clock.now();

	/** When gate and quota let the next request through. */
	function nextOpening(now: number): number {
		if (now < gate.opensAt) return gate.opensAt;
		if (countedFrom < gate.opensAt) {
			countedFrom = gate.opensAt;
			quota.restart();
		}
		if (gate.isCautious && underWay > 0) return Infinity;
		return quota.opensAt(now, underWay);
	}

	/** Gives turns to as many requests as may go now. */
	function pump(): void {
		const now = clock.now();
		charge(now);
		for (;;) {
			const queue = next(queues);
			if (!queue) break;
			const at = nextOpening(now);
			if (at > now) {
				if (at < Infinity) block(at, now);
				break;
			}
			const largest = Math.max(...queues.map(({ run }) => run.maxInFlight));
			if (underWay >= Math.floor(Math.min(window.size, largest))) break;
			underWay++;
			queues = [...queues.filter((other) => other !== queue), queue];
			admit(queue);
		}
		if (blockedSince === undefined) setAlarm(undefined);
	}

	/** Lets the waiting runs pay for the time that they were held back. */
	function charge(now: number): void {
		if (blockedSince === undefined) return;
		for (const queue of queues) if (isReady(queue)) queue.waited += now - blockedSince;
		blockedSince = undefined;
	}

	function block(until: number, now: number): void {
		for (const queue of queues) {
			if (!isReady(queue) || queue.waited + until - now <= queue.run.maxWait) continue;
			queue.gaveUp = true;
			queue.resetsAt = gate.isGuess && until === gate.opensAt ? undefined : until;
			dismiss(queue, 'rateLimited');
		}
		if (!queues.some(isReady)) return;
		blockedSince = now;
		setAlarm(until);
	}

	function learn(headers: Headers | undefined): void {
		if (!headers) return;
		const { limit, usedUpUntil } = documented(headers);
		quota.document(limit);
		if (usedUpUntil !== undefined) gate.close(usedUpUntil);
	}

	function join(run: RunLimits): ThrottledRun {
		const queue = createQueue(run);
		queues.push(queue);
		lastUsed = clock.now();
		const cancel = () => {
			dismiss(queue, 'cancelled');
			pump();
		};
		run.signal?.addEventListener('abort', cancel);
		const end = () => {
			underWay--;
			queue.underWay--;
		};

		return {
			get waited() {
				const blocked = blockedSince !== undefined && isReady(queue);
				return queue.waited + (blocked ? clock.now() - blockedSince! : 0);
			},
			get resetsAt() {
				return queue.resetsAt;
			},
			async acquire(isRetry) {
				if (run.signal?.aborted) return 'cancelled';
				if (queue.gaveUp) return 'rateLimited';
				return await new Promise<Permit>((resolve) => {
					// Those who wait already are charged before this one comes to wait
					charge(clock.now());
					(isRetry ? queue.refused : queue.fresh).push(resolve);
					pump();
				});
			},
			release() {
				end();
				pump();
			},
			onResponse(headers) {
				end();
				const { isGrowing } = window;
				gate.accepted();
				window.accepted();
				quota.accepted(clock.now());
				learn(headers);
				// A refusal may come together with this answer, and is to be seen before more is sent
				if (isGrowing) void clock.sleep(SETTLING_TIME, run.signal).then(pump);
				else pump();
			},
			onThrottled(sentAt, headers) {
				end();
				const now = clock.now();
				// Requests that were under way when another was refused are refused for the same reason
				const isNews = sentAt >= gate.opensAt;
				const pause = gate.refused(now, headers, isNews);
				if (isNews) window.refused(quota.refused(now, underWay, now + pause));
				learn(headers);
				pump();
			},
			close() {
				run.signal?.removeEventListener('abort', cancel);
				queues = queues.filter((other) => other !== queue);
				lastUsed = clock.now();
				pump();
			},
		};
	}

	return {
		join,
		get limit() {
			return quota.limit;
		},
		get idleSince() {
			return queues.length > 0 || clock.now() < gate.opensAt ? undefined : lastUsed;
		},
	};
}
