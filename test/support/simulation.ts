/** Simulates rate limits in simulated time: hours pass in milliseconds, and every run is the same. */
import { setMaxListeners } from 'node:events';

import type { Clock } from '../../nodes/shared/utils/clock';
import type { Headers } from '../../nodes/shared/rateLimit/headers';
import type { RunLimits, ThrottledRun } from '../../nodes/shared/rateLimit/throttledRun';
import type { ReadLimits } from '../../nodes/shared/rateLimit/quota';
import { Throttle } from '../../nodes/shared/rateLimit/throttle';
import { minimalStandard } from './seededRandom';

export const START = Date.parse('2026-02-25T09:00:00Z');

export interface SimulatedClock extends Clock {
	/** Advances the time from timer to timer until the promise settles. Throws if there is no timer before. */
	until<T>(promise: Promise<T>): Promise<T>;
	/** Advances the time to the next timer. Returns false if there is none. */
	advance(): boolean;
	/** The number of timers that are pending. */
	timers(): number;
}

export function simulatedClock(): SimulatedClock {
	let time = START;
	const timers = new Set<{ dueAt: number; ring: () => void }>();
	const pendingCallbacks = () => new Promise<void>((resolve) => setImmediate(resolve));
	const advance = () => {
		const next = Math.min(...[...timers].map(({ dueAt }) => dueAt));
		if (next === Infinity) return false;
		time = next;
		for (const timer of timers) {
			if (timer.dueAt > time) continue;
			timers.delete(timer);
			timer.ring();
		}
		return true;
	};
	return {
		now: () => time,
		random: minimalStandard(1),
		sleep: (ms, signal) =>
			new Promise((resolve) => {
				if (signal?.aborted) return resolve();
				const timer = { dueAt: time + Math.max(0, ms), ring: resolve };
				timers.add(timer);
				// Node.js would warn of a leak from the eleventh wait on
				if (signal) setMaxListeners(0, signal);
				signal?.addEventListener('abort', () => {
					timers.delete(timer);
					resolve();
				});
			}),
		advance,
		timers: () => timers.size,
		async until(promise) {
			let isSettled = false;
			const onSettled = () => (isSettled = true);
			promise.then(onSettled, onSettled);
			for (;;) {
				await pendingCallbacks();
				if (isSettled) return await promise;
				if (!advance()) throw new Error('No timer is pending');
			}
		},
	};
}

/** Wraps a run so that all of its requests belong to one call. */
export function runOfOneCall(run: ThrottledRun, clock: Clock, call = 'GET /records') {
	return {
		acquire: async (isRetry = false) => await run.acquire(call, isRetry),
		release: () => run.release(call),
		onResponse: (headers?: Headers, sentAt = clock.now()) => run.onResponse(call, sentAt, headers),
		onThrottled: (sentAt: number, headers: Headers) => run.onThrottled(call, sentAt, headers),
		close: () => run.close(),
		get waited() {
			return run.waited;
		},
		get resetsAt() {
			return run.resetsAt;
		},
	};
}
export type RunOfOneCall = ReturnType<typeof runOfOneCall>;

export interface SimulatedResponse {
	status: 200 | 429;
	headers: Headers;
}

/** Responds to a request of a call that arrives at `now`. */
export type SimulatedApi = (now: number, call: string) => SimulatedResponse;

interface WindowOptions {
	/** Unless false, a 429 holds Retry-After in whole seconds, rounded up. */
	retryAfter?: boolean;
	headers?: (usage: { used: number; now: number }) => Headers;
}

/** Accepts so many requests per window. A window starts with the first request after the last one ended. */
export function fixedWindow(
	requests: number,
	period: number,
	{ retryAfter = true, headers = () => ({}) }: WindowOptions = {},
): SimulatedApi {
	let resetsAt = -Infinity;
	let used = 0;
	let total = 0;
	return (now) => {
		if (now >= resetsAt) [used, resetsAt] = [0, now + period];
		used++;
		total++;
		const common = headers({ used: total, now });
		if (used <= requests) return { status: 200, headers: common };
		const seconds = Math.max(1, Math.ceil((resetsAt - now) / 1000));
		return {
			status: 429,
			headers: { ...common, ...(retryAfter && { 'retry-after': String(seconds) }) },
		};
	};
}

/** Accepts at most so many requests in any period. */
export function slidingWindow(requests: number, period: number): SimulatedApi {
	let times: number[] = [];
	return (now) => {
		times = times.filter((time) => time > now - period);
		if (times.length >= requests) return { status: 429, headers: {} };
		times.push(now);
		return { status: 200, headers: {} };
	};
}

/** Accepts `burst` requests at once, and then `perSecond`. */
export function tokenBucket(perSecond: number, burst: number): SimulatedApi {
	let tokens = burst;
	let refilledAt = START;
	return (now) => {
		tokens = Math.min(burst, tokens + ((now - refilledAt) * perSecond) / 1000);
		refilledAt = now;
		if (tokens < 1) return { status: 429, headers: { 'retry-after': '1' } };
		tokens--;
		return { status: 200, headers: {} };
	};
}

export interface SimulatedRun {
	items: number;
	/** When it starts, in milliseconds after START. */
	from?: number;
	limits?: Partial<RunLimits>;
	call?: string;
	/** The latency of this run in milliseconds, if it differs from that of the others. */
	latency?: number;
	/** Runs of different workers know nothing of each other. */
	worker?: number;
}

export interface SimulatedResult {
	/** The time until the last run ended. */
	seconds: number;
	/** The number of 429s. */
	throttled: number;
	/** The number of items without a permit. */
	lost: number;
	/** The index of the run of each accepted request, in order. */
	order: number[];
	/** The waits of each run for the rate limit, in milliseconds. */
	waited: number[];
	/** The time at which each run ended, in seconds after START. */
	endedAfter: number[];
	/** The number of requests that each run sent. */
	sent: number[];
}

/** Sends the items of all runs to an API that responds after `latency` milliseconds. Each worker has one throttle. */
export async function simulate(
	api: SimulatedApi,
	latency: number,
	runs: SimulatedRun[],
	readLimits?: ReadLimits,
): Promise<SimulatedResult> {
	const clock = simulatedClock();
	const throttles = new Map<number, Throttle>();
	const throttleOf = ({ worker = 0 }: SimulatedRun) => {
		const throttle = throttles.get(worker) ?? new Throttle(clock, readLimits);
		throttles.set(worker, throttle);
		return throttle;
	};
	const result: SimulatedResult = {
		seconds: 0,
		throttled: 0,
		lost: 0,
		order: [],
		waited: [],
		endedAfter: [],
		sent: [],
	};
	const ended = runs.map((run, index) =>
		simulateRun(clock, throttleOf(run), api, latency, run, index, result),
	);
	await clock.until(Promise.all(ended));
	result.seconds = (clock.now() - START) / 1000;
	// In slow start, responses leave a short settling timer
	await clock.until(clock.sleep(10));
	if (clock.timers() > 0) throw new Error(`${clock.timers()} timers are still pending`);
	return result;
}

async function simulateRun(
	clock: Clock,
	throttle: Throttle,
	api: SimulatedApi,
	latency: number,
	{ items, from = 0, limits, call = 'GET /records', latency: ownLatency }: SimulatedRun,
	index: number,
	result: SimulatedResult,
): Promise<void> {
	await clock.sleep(from);
	const joined = throttle.join({ maxInFlight: 100, maxWait: 3_600_000, ...limits });
	const run = runOfOneCall(joined, clock, call);
	const halfway = (ownLatency ?? latency) / 2;
	result.sent[index] = 0;
	const sendItem = async () => {
		for (let isRetry = false; ; isRetry = true) {
			if ((await run.acquire(isRetry)) !== 'granted') {
				result.lost++;
				return;
			}
			const sentAt = clock.now();
			result.sent[index]++;
			await clock.sleep(halfway);
			const { status, headers } = api(clock.now(), call);
			await clock.sleep(halfway);
			if (status === 200) {
				run.onResponse(headers, sentAt);
				result.order.push(index);
				return;
			}
			result.throttled++;
			run.onThrottled(sentAt, headers);
		}
	};
	await Promise.all(Array.from({ length: items }, sendItem));
	result.waited[index] = run.waited;
	result.endedAfter[index] = (clock.now() - START) / 1000;
	run.close();
}
