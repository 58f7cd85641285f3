/** Rate limits in simulated time: hours pass in milliseconds, and each run is the same. */
import type { Clock } from '../../nodes/shared/utils/clock';
import type { Headers } from '../../nodes/shared/rateLimit/headers';
import type { RunLimits } from '../../nodes/shared/rateLimit/throttledRun';
import type { Throttle } from '../../nodes/shared/rateLimit/throttle';
import { createThrottle } from '../../nodes/shared/rateLimit/throttle';

export const START = Date.parse('2026-02-25T09:00:00Z');

export interface SimulatedClock extends Clock {
	/** Lets time pass until the promise is fulfilled. */
	until<T>(promise: Promise<T>): Promise<T>;
	/** Timers that are still to come. */
	timers(): number;
}

export function simulatedClock(seed = 1): SimulatedClock {
	let time = START;
	let state = seed;
	const timers = new Set<{ at: number; ring: () => void }>();
	const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
	return {
		now: () => time,
		random: () => (state = (state * 16807) % 2147483647) / 2147483647,
		sleep: (ms, signal) =>
			new Promise((resolve) => {
				if (signal?.aborted) return resolve();
				const timer = { at: time + Math.max(0, ms), ring: resolve };
				timers.add(timer);
				signal?.addEventListener('abort', () => {
					timers.delete(timer);
					resolve();
				});
			}),
		timers: () => timers.size,
		async until(promise) {
			let done = false;
			const end = () => (done = true);
			promise.then(end, end);
			for (;;) {
				await settled();
				if (done) return await promise;
				const next = Math.min(...[...timers].map(({ at }) => at));
				if (next === Infinity) throw new Error('Nothing is left to wait for');
				time = next;
				for (const timer of timers) {
					if (timer.at > time) continue;
					timers.delete(timer);
					timer.ring();
				}
			}
		},
	};
}

export interface SimulatedAnswer {
	status: 200 | 429;
	headers: Headers;
}

/** What the API does with a request that reaches it at `now`. */
export type SimulatedApi = (now: number) => SimulatedAnswer;

interface WindowOptions {
	/** Unless false, a 429 holds Retry-After in whole seconds, rounded up. */
	retryAfter?: boolean;
	headers?: (usage: { used: number; now: number }) => Headers;
}

/** So many in a window, which starts with the first request after the one before. */
export function fixedWindow(
	requests: number,
	period: number,
	{ retryAfter = true, headers = () => ({}) }: WindowOptions = {},
): SimulatedApi {
	let resetAt = -Infinity;
	let used = 0;
	let total = 0;
	return (now) => {
		if (now >= resetAt) [used, resetAt] = [0, now + period];
		used++;
		total++;
		const common = headers({ used: total, now });
		if (used <= requests) return { status: 200, headers: common };
		const seconds = Math.max(1, Math.ceil((resetAt - now) / 1000));
		return {
			status: 429,
			headers: { ...common, ...(retryAfter && { 'retry-after': String(seconds) }) },
		};
	};
}

/** Never more than so many in any period. */
export function slidingWindow(requests: number, period: number): SimulatedApi {
	let times: number[] = [];
	return (now) => {
		times = times.filter((time) => time > now - period);
		if (times.length >= requests) return { status: 429, headers: {} };
		times.push(now);
		return { status: 200, headers: {} };
	};
}

/** So many at once, and then `perSecond`. */
export function tokenBucket(perSecond: number, burst: number): SimulatedApi {
	let tokens = burst;
	let at = START;
	return (now) => {
		tokens = Math.min(burst, tokens + ((now - at) * perSecond) / 1000);
		at = now;
		if (tokens < 1) return { status: 429, headers: { 'retry-after': '1' } };
		tokens--;
		return { status: 200, headers: {} };
	};
}

export interface SimulatedRun {
	items: number;
	/** Milliseconds after the start. */
	from?: number;
	limits?: Partial<RunLimits>;
}

export interface SimulatedResult {
	/** Of all runs together, in seconds. */
	seconds: number;
	refused: number;
	lost: number;
	/** The run of each request that went through, in order. */
	order: number[];
	waited: number[];
}

/** Sends the items of all runs through one throttle, which an API answers after `latency`. */
export async function simulate(
	api: SimulatedApi,
	latency: number,
	runs: SimulatedRun[],
	documented?: Parameters<typeof createThrottle>[1],
): Promise<SimulatedResult> {
	const clock = simulatedClock();
	const throttle = createThrottle(clock, documented);
	const result: SimulatedResult = { seconds: 0, refused: 0, lost: 0, order: [], waited: [] };
	const all = runs.map((run, at) => oneRun(clock, throttle, api, latency, run, at, result));
	await clock.until(Promise.all(all));
	result.seconds = (clock.now() - START) / 1000;
	// Answers to a throttle that has met no refusal yet leave a short one
	await clock.until(clock.sleep(10));
	if (clock.timers() > 0) throw new Error(`${clock.timers()} timers are left`);
	return result;
}

async function oneRun(
	clock: Clock,
	throttle: Throttle,
	api: SimulatedApi,
	latency: number,
	{ items, from = 0, limits }: SimulatedRun,
	at: number,
	result: SimulatedResult,
): Promise<void> {
	await clock.sleep(from);
	const lane = throttle.join({ maxInFlight: 100, maxWait: 3_600_000, ...limits });
	const one = async () => {
		for (let isRetry = false; ; isRetry = true) {
			if ((await lane.acquire(isRetry)) !== 'granted') {
				result.lost++;
				return;
			}
			const sentAt = clock.now();
			await clock.sleep(latency / 2);
			const { status, headers } = api(clock.now());
			await clock.sleep(latency / 2);
			if (status === 200) {
				lane.onResponse(headers);
				result.order.push(at);
				return;
			}
			result.refused++;
			lane.onThrottled(sentAt, headers);
		}
	};
	await Promise.all(Array.from({ length: items }, one));
	result.waited[at] = lane.waited;
	lane.close();
}
