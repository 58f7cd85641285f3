import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { DocumentedLimits } from '../../../nodes/shared/rateLimit/quota';
import { Throttle } from '../../../nodes/shared/rateLimit/throttle';
import type { RunLimits } from '../../../nodes/shared/rateLimit/throttledRun';
import type { RunOfOneCall, SimulatedApi, SimulatedClock } from '../../support/simulation';
import {
	fixedWindow,
	runOfOneCall,
	simulate,
	simulatedClock,
	slidingWindow,
	START,
	tokenBucket,
} from '../../support/simulation';

const pendingCallbacks = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Returns a run whose requests are all of one call. */
const joinWith = (throttle: Throttle, limits: RunLimits) =>
	runOfOneCall(throttle.join(limits), { ...simulatedClock(), now: () => throttle.now() });

const join = (throttle: Throttle, maxWait = 60_000, maxInFlight = 100) =>
	joinWith(throttle, { maxInFlight, maxWait });

/** Sends a request that gets a 429, and returns its permit. */
async function sendThrottled(run: RunOfOneCall, clock: SimulatedClock, headers = {}) {
	const permit = await clock.until(run.acquire());
	if (permit === 'granted') run.onThrottled(clock.now(), headers);
	return permit;
}

/** Returns when the next request is granted, in milliseconds after the start, or why it is refused. */
async function nextPermit(run: RunOfOneCall, clock: SimulatedClock) {
	const permit = await clock.until(run.acquire());
	return permit === 'granted' ? clock.now() - START : permit;
}

describe('Backoff', () => {
	test('grants the first request at once', async () => {
		const clock = simulatedClock();
		expect(await nextPermit(join(new Throttle(clock)), clock)).toBe(0);
	});

	test('pauses all runs for as long as Retry-After says', async () => {
		const clock = simulatedClock();
		const throttle = new Throttle(clock);
		const [run, otherRun] = [join(throttle), join(throttle)];
		await sendThrottled(run, clock, { 'retry-after': '7' });
		expect(await nextPermit(otherRun, clock)).toBe(7000);
	});

	test.each([{ 'retry-after': '0' }, { 'x-ratelimit-reset': '0' }, { 'retry-after': '-5' }])(
		'pauses for at least 500 ms at %p',
		async (headers) => {
			const clock = simulatedClock();
			const run = join(new Throttle(clock));
			await sendThrottled(run, clock, headers);
			expect(await nextPermit(run, clock)).toBeGreaterThanOrEqual(500);
		},
	);

	test('doubles the pause with each 429 without headers, up to a minute, until a request succeeds', async () => {
		const clock: SimulatedClock = { ...simulatedClock(), random: () => 0.5 };
		const run = join(new Throttle(clock), 1_000_000);
		const pauses: number[] = [];
		let lastSent = 0;
		for (let count = 0; count < 9; count++) {
			await sendThrottled(run, clock);
			pauses.push(clock.now() - START - lastSent);
			lastSent = clock.now() - START;
		}
		expect(pauses.slice(1)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
		await nextPermit(run, clock);
		run.onResponse();
		await sendThrottled(run, clock);
		const throttledAt = clock.now() - START;
		expect(Number(await nextPermit(run, clock)) - throttledAt).toBeLessThanOrEqual(1000);
	});

	test('counts the 429s of requests that were in flight together as one', async () => {
		const clock: SimulatedClock = { ...simulatedClock(), random: () => 0.5 };
		const run = join(new Throttle(clock));
		const sentAt = clock.now();
		for (let request = 0; request < 4; request++) await run.acquire();
		for (let request = 0; request < 4; request++) run.onThrottled(sentAt, {});
		expect(await nextPermit(run, clock)).toBe(1000);
	});

	test('refuses at once when the API asks for a longer wait than the budget allows', async () => {
		const clock = simulatedClock();
		const run = join(new Throttle(clock));
		await sendThrottled(run, clock, { 'retry-after': '61' });
		expect(await nextPermit(run, clock)).toBe('rateLimited');
		expect(run.resetsAt).toBe(START + 61_000);
		expect(clock.now()).toBe(START);
		expect(clock.timers()).toBe(0);
	});

	test('charges all waits of a run to its budget', async () => {
		const clock = simulatedClock();
		const run = join(new Throttle(clock));
		for (const permit of ['granted', 'granted', 'granted', 'rateLimited']) {
			expect(await sendThrottled(run, clock, { 'retry-after': '25' })).toBe(permit);
		}
		expect(run.waited).toBe(50_000);
	});

	test('applies the wait budget of each run', async () => {
		const clock = simulatedClock();
		const throttle = new Throttle(clock);
		const [patient, impatient] = [join(throttle, 60_000), join(throttle, 5000)];
		await sendThrottled(patient, clock, { 'retry-after': '30' });
		expect(await nextPermit(impatient, clock)).toBe('rateLimited');
		expect(await nextPermit(patient, clock)).toBe(30_000);
		expect([patient.waited, impatient.waited]).toEqual([30_000, 0]);
	});

	test('refuses waiting requests when the pause is extended beyond the budget', async () => {
		const clock = simulatedClock();
		const run = join(new Throttle(clock), 10_000, 2);
		await run.acquire();
		await run.acquire();
		const third = run.acquire();
		run.onThrottled(clock.now(), { 'retry-after': '5' });
		const fourth = run.acquire();
		run.onThrottled(clock.now(), { 'retry-after': '3600' });
		expect(await Promise.all([third, fourth])).toEqual(['rateLimited', 'rateLimited']);
		expect(clock.timers()).toBe(0);
	});

	test('refuses waiting requests when the execution is cancelled, and leaves no timer', async () => {
		const clock = simulatedClock();
		const throttle = new Throttle(clock);
		const stop = new AbortController();
		const run = joinWith(throttle, { maxInFlight: 10, maxWait: 60_000, signal: stop.signal });
		await sendThrottled(run, clock, { 'retry-after': '8' });
		const waiting = [run.acquire(), run.acquire(true)];
		expect(clock.timers()).toBe(1);
		stop.abort();
		expect(await Promise.all(waiting)).toEqual(['cancelled', 'cancelled']);
		expect(await run.acquire()).toBe('cancelled');
		expect(clock.timers()).toBe(0);
		expect(clock.now()).toBe(START);
	});
});

describe('CongestionWindow', () => {
	/** Returns how many requests are granted before another one ends. */
	async function countGranted(run: RunOfOneCall): Promise<number> {
		for (let granted = 0; ; granted++) {
			const result = await Promise.race([run.acquire(), pendingCallbacks().then(() => 'full')]);
			if (result === 'full') return granted;
		}
	}

	test('starts at 32 requests, or at the maximum of the run if that is lower', async () => {
		expect(await countGranted(join(new Throttle(simulatedClock()), 0))).toBe(32);
		expect(await countGranted(join(new Throttle(simulatedClock()), 0, 2))).toBe(2);
	});

	test('doubles with each round of responses up to 100', async () => {
		const clock = simulatedClock();
		const run = join(new Throttle(clock), 0);
		let inFlight = await countGranted(run);
		const sizes: number[] = [];
		for (let round = 0; round < 3; round++) {
			for (let response = inFlight; response > 0; response--) run.onResponse();
			await clock.until(clock.sleep(10));
			// Adds the request that still waited after the last count
			inFlight = (await countGranted(run)) + 1;
			sizes.push(inFlight);
		}
		expect(sizes).toEqual([64, 100, 100]);
	});

	test('waits for a 429 that arrives together with responses before it grants more', async () => {
		const clock = simulatedClock();
		const run = join(new Throttle(clock));
		for (let request = 0; request < 32; request++) await run.acquire();
		const next = run.acquire();
		for (let response = 0; response < 20; response++) run.onResponse();
		run.onThrottled(clock.now(), { 'retry-after': '1' });
		await clock.until(next);
		expect(clock.now() - START).toBe(1000);
	});
});

describe('ThrottledRun', () => {
	test('grants requests in order of arrival, retries first', async () => {
		const clock = simulatedClock();
		const run = join(new Throttle(clock), 60_000, 1);
		await run.acquire();
		const order: string[] = [];
		const waiting = ['first', 'second', 'retry'].map(async (request) => {
			await run.acquire(request === 'retry');
			order.push(request);
			run.onResponse();
		});
		run.onResponse();
		await clock.until(Promise.all(waiting));
		expect(order).toEqual(['retry', 'first', 'second']);
	});

	test('takes turns with other runs', async () => {
		const clock = simulatedClock();
		const throttle = new Throttle(clock);
		const long = join(throttle, 60_000, 1);
		const order: string[] = [];
		const send = async (run: RunOfOneCall, name: string) => {
			await run.acquire();
			order.push(name);
			await clock.sleep(10);
			run.onResponse();
		};
		const jobs = Array.from({ length: 5 }, () => send(long, 'long'));
		const short = join(throttle, 60_000, 1);
		jobs.push(send(short, 'short'));
		await clock.until(Promise.all(jobs));
		expect(order.indexOf('short')).toBeLessThanOrEqual(2);
	});
});

describe('random responses', () => {
	test('never exceed the maximum in flight or the wait budget, and leave no timer', async () => {
		const outcomes = fc.array(
			fc.constantFrom(
				'success',
				'429',
				'retryAfter',
				'bogusReset',
				'released',
				'cancelled' as const,
			),
			{ maxLength: 120 },
		);
		const options = [outcomes, fc.integer({ min: 1, max: 20 }), fc.nat({ max: 60_000 })] as const;
		await fc.assert(
			fc.asyncProperty(...options, async (sequence, maxInFlight, maxWait) => {
				const clock = simulatedClock();
				const throttle = new Throttle(clock);
				const stop = new AbortController();
				const run = joinWith(throttle, { maxInFlight, maxWait, signal: stop.signal });
				let inFlight = 0;
				let observedMax = 0;
				const ended = sequence.map(async (outcome) => {
					const permit = await run.acquire();
					if (permit !== 'granted') return permit;
					observedMax = Math.max(observedMax, ++inFlight);
					const sentAt = clock.now();
					await clock.sleep(5);
					inFlight--;
					if (outcome === 'success') run.onResponse({});
					else if (outcome === 'released') run.release();
					else if (outcome === 'retryAfter') run.onThrottled(sentAt, { 'retry-after': '3' });
					else if (outcome === 'bogusReset')
						run.onThrottled(sentAt, { 'x-ratelimit-reset': '1e99' });
					else run.onThrottled(sentAt, {});
					if (outcome === 'cancelled') stop.abort();
					return outcome;
				});
				expect(await clock.until(Promise.all(ended))).toHaveLength(sequence.length);
				expect(observedMax).toBeLessThanOrEqual(maxInFlight);
				expect(run.waited).toBeLessThanOrEqual(maxWait);
				run.close();
				await clock.until(clock.sleep(10));
				expect(clock.timers()).toBe(0);
			}),
		);
	});
});

describe('a fixed window of 20 requests a second', () => {
	test.each([
		{ latency: 4, items: [1000], maxRatio: 1.05, maxThrottled: 80 },
		{ latency: 50, items: [200], maxRatio: 1.15, maxThrottled: 40 },
		{ latency: 200, items: [200], maxRatio: 1.3, maxThrottled: 60 },
		{ latency: 50, items: [100, 100, 100], maxRatio: 1.15, maxThrottled: 90 },
	])(
		'takes at most $maxRatio of the ideal time for $items items at a latency of $latency ms',
		async ({ latency, items, maxRatio, maxThrottled }) => {
			const runs = items.map((count) => ({ items: count }));
			const result = await simulate(fixedWindow(20, 1000), latency, runs);
			const total = items.reduce((sum, count) => sum + count, 0);
			const idealSeconds = Math.ceil(total / 20) - 1 + latency / 1000;
			expect(result.seconds / idealSeconds).toBeLessThanOrEqual(maxRatio);
			expect(result.throttled).toBeLessThanOrEqual(maxThrottled);
			expect(result.lost).toBe(0);
		},
	);
});

test('60 runs of one item each are served in the order of their arrival', async () => {
	const runs = Array.from({ length: 60 }, (_, index) => ({ items: 1, from: index * 5 }));
	const { order, lost, seconds } = await simulate(fixedWindow(10, 2000), 20, runs);
	expect(lost).toBe(0);
	expect(order).toHaveLength(60);
	expect(seconds).toBeLessThan(12);
	for (const [position, runIndex] of order.entries()) {
		expect(Math.abs(position - runIndex)).toBeLessThanOrEqual(60 * 0.2);
	}
});

describe('documented limit', () => {
	const MINUTE = 60_000;
	const plans: Record<string, number> = { 100: 10, 1000: 50 };
	const readLimits = (headers?: Record<string, unknown>): DocumentedLimits => ({
		limit: {
			requests: plans[String(headers?.['x-ratelimit-limit'] ?? 100)],
			period: MINUTE,
		},
	});
	const idealSeconds = 540.1;
	const planHeader = (plan: string) => ({ headers: () => ({ 'x-ratelimit-limit': plan }) });

	test.each([
		['a fixed window', fixedWindow(10, MINUTE, { retryAfter: false, ...planHeader('100') })],
		['a sliding window', slidingWindow(10, MINUTE)],
	])('causes no 429: %s', async (_, api) => {
		const result = await simulate(api, 100, [{ items: 100 }], readLimits);
		expect(result).toMatchObject({ throttled: 0, lost: 0 });
		expect(result.seconds / idealSeconds).toBeLessThanOrEqual(1.05);
	});

	test('causes no 429 when runs start one by one', async () => {
		const runs = Array.from({ length: 40 }, (_, index) => ({ items: 1, from: index * 4000 }));
		const result = await simulate(slidingWindow(10, MINUTE), 100, runs, readLimits);
		expect(result).toMatchObject({ throttled: 0, lost: 0 });
	});

	test('is replaced by the learned limit when the API allows less', async () => {
		const api = fixedWindow(10, MINUTE, { retryAfter: false, ...planHeader('1000') });
		const result = await simulate(api, 100, [{ items: 100 }], readLimits);
		expect(result.lost).toBe(0);
		expect(result.seconds / idealSeconds).toBeLessThanOrEqual(1.1);
	});

	test('pauses all runs until the reset when the quota is used up', async () => {
		const clock = simulatedClock();
		const tomorrow = START + 15 * 3_600_000;
		const throttle = new Throttle(clock);
		const run = join(throttle);
		await run.acquire();
		run.onResponse({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(tomorrow / 1000) });
		expect(await nextPermit(run, clock)).toBe('rateLimited');
		expect(await nextPermit(join(throttle), clock)).toBe('rateLimited');
		expect(run.resetsAt).toBe(tomorrow);
		run.close();
		expect(throttle.idleSince).toBeUndefined();
	});
});

describe('learned limit', () => {
	test('without rate-limit headers, no item is lost and 429s stay below 150', async () => {
		const api = fixedWindow(10, 60_000, { retryAfter: false });
		const result = await simulate(api, 100, [{ items: 100 }]);
		expect(result.lost).toBe(0);
		expect(result.seconds).toBeLessThan(800);
		expect(result.throttled).toBeLessThan(150);
	});

	test('a token bucket of 20 requests a second serves 1,000 items in 52 s', async () => {
		const result = await simulate(tokenBucket(20, 20), 4, [{ items: 1000 }]);
		expect(result.lost).toBe(0);
		expect(result.seconds).toBeLessThan(52);
		expect(result.throttled).toBeLessThan(80);
	});

	test('rises after other clients stop', async () => {
		const [small, large] = [fixedWindow(5, 1000), fixedWindow(50, 1000)];
		const api = (now: number, call: string) =>
			now < START + 5000 ? small(now, call) : large(now, call);
		const result = await simulate(api, 10, [{ items: 1000 }]);
		expect(result.lost).toBe(0);
		expect(result.seconds).toBeLessThan(45);
	});

	test.each([
		['a quarter of an hour', 900_000],
		['a moment', 100],
	])('ignores requests that went through %s before the limit applied', async (_, pause) => {
		const unlimited = 5000;
		let received = 0;
		const limited = fixedWindow(20, 1000);
		const api = (now: number, call: string) =>
			++received <= unlimited ? { status: 200 as const, headers: {} } : limited(now, call);
		const runs = [
			{ items: unlimited },
			// At a latency of 4 ms and 100 requests at once, the first run ends after some 200 ms
			{ items: 400, from: 300 + pause, limits: { maxWait: 300_000 } },
		];
		const result = await simulate(api, 4, runs);
		expect(result.lost).toBe(0);
		expect(result.seconds - pause / 1000).toBeLessThan(30);
	});
});

describe('a limit of one call', () => {
	const EXPORT = 'POST /exports';
	const CONTACTS = 'POST /contacts';
	const contacts = { items: 100, call: CONTACTS, limits: { maxInFlight: 10, maxWait: 300_000 } };
	const oneExport = { items: 1, call: EXPORT, limits: { maxInFlight: 10, maxWait: 300_000 } };
	/** Returns an API that responds to every export with 429. */
	const withoutExports =
		(headers: Record<string, string>): SimulatedApi =>
		(_, call) =>
			call === EXPORT ? { status: 429, headers } : { status: 200, headers: {} };

	test.each([
		['an hour is named', { 'retry-after': '3600' }, 1],
		['nothing is named', {}, 15],
	])('does not hold up other calls of the key: %s', async (_, headers, maxExports) => {
		const alone = await simulate(withoutExports(headers), 50, [contacts]);
		const runs = [oneExport, contacts, { ...contacts, from: 30_000 }];
		const { endedAfter, lost, sent } = await simulate(withoutExports(headers), 50, runs);
		expect(endedAfter[1]).toBeLessThanOrEqual(alone.seconds * 1.2);
		expect(endedAfter[2] - 30).toBeLessThanOrEqual(alone.seconds * 1.2);
		// Only the export gets no permit
		expect(lost).toBe(1);
		expect(sent[0]).toBeLessThanOrEqual(maxExports);
	});

	test('leaves what was learned about other calls as it was', async () => {
		const clock = simulatedClock();
		const throttle = new Throttle(clock);
		const exports = runOfOneCall(throttle.join({ maxInFlight: 1, maxWait: 0 }), clock, EXPORT);
		const run = runOfOneCall(throttle.join({ maxInFlight: 50, maxWait: 0 }), clock, CONTACTS);
		for (let round = 0; round < 100; round++) {
			expect(await run.acquire()).toBe('granted');
			run.onResponse();
		}
		await sendThrottled(exports, clock, { 'retry-after': '3600' });
		for (let count = 0; count < 50; count++) expect(await run.acquire()).toBe('granted');
	});

	test('is taken for a limit of the key when other calls are refused too', async () => {
		const api = fixedWindow(20, 1000);
		const runs = [CONTACTS, EXPORT].map((call) => ({ items: 200, call }));
		const { lost, seconds, throttled, endedAfter } = await simulate(api, 20, runs);
		expect(lost).toBe(0);
		expect(seconds).toBeLessThan(20 * 1.15);
		expect(throttled).toBeLessThan(90);
		// The runs share the limit fairly
		expect(Math.abs(endedAfter[0] - endedAfter[1])).toBeLessThan(5);
	});

	test('counts as a limit of the key for a second run that starts while the first uses it up', async () => {
		const runs = [
			{ items: 400, call: CONTACTS },
			{ items: 100, call: EXPORT, from: 5000 },
		];
		const { lost, seconds, endedAfter } = await simulate(fixedWindow(20, 1000), 20, runs);
		expect(lost).toBe(0);
		expect(seconds).toBeLessThan(25 * 1.2);
		expect(endedAfter[1] - 5).toBeLessThan(15);
	});
});

describe('a pause that is longer than it must be', () => {
	/** States a pause of an hour, but accepts requests after two minutes. */
	const mistaken: SimulatedApi = (now) =>
		now < START + 120_000
			? { status: 429, headers: { 'retry-after': '3600' } }
			: { status: 200, headers: {} };

	test('ends with a probe, of which one a minute is sent', async () => {
		const runs = [{ items: 20, limits: { maxInFlight: 1, maxWait: 7_200_000 } }];
		const { lost, seconds, throttled } = await simulate(mistaken, 10, runs);
		expect({ lost, throttled }).toEqual({ lost: 0, throttled: 2 });
		expect(seconds).toBeLessThan(125);
	});

	test('refuses runs without the budget at once, and lets a later one send the probe', async () => {
		const limits = { maxInFlight: 1, maxWait: 60_000 };
		const runs = [0, 30_000, 125_000].map((from) => ({ items: 3, from, limits }));
		const { sent, lost } = await simulate(mistaken, 10, runs);
		expect({ sent, lost }).toEqual({ sent: [1, 0, 3], lost: 6 });
	});
});

test('slow requests of one run do not hold up a run that has none in flight', async () => {
	const free: SimulatedApi = () => ({ status: 200, headers: {} });
	const slow = { items: 100, call: 'POST /ai', latency: 6000, limits: { maxInFlight: 10 } };
	const quick = { items: 20, from: 100, limits: { maxInFlight: 10 } };
	const { endedAfter } = await simulate(free, 50, [slow, quick]);
	expect(endedAfter[1]).toBeLessThan(0.3);
	// The same holds while the slow run fills the congestion window
	const full = { ...slow, limits: { maxInFlight: 100 } };
	const single = { items: 1, from: 100, limits: { maxInFlight: 1 } };
	expect((await simulate(free, 50, [full, single])).endedAfter[1]).toBeLessThan(0.2);
});

describe('headers of responses', () => {
	const apiWithHeaders = (
		names: (remaining: number, seconds: number) => Record<string, string>,
	) => {
		let resetsAt = -Infinity;
		let used = 0;
		const api: SimulatedApi = (now) => {
			if (now >= resetsAt) [used, resetsAt] = [0, now + 10_000];
			used++;
			const headers = names(Math.max(0, 20 - used), Math.ceil((resetsAt - now) / 1000));
			return { status: used > 20 ? 429 : 200, headers };
		};
		return api;
	};

	test.each([
		[
			'X-RateLimit',
			(remaining: number, seconds: number) => ({
				'x-ratelimit-remaining': String(remaining),
				'x-ratelimit-reset': String(seconds),
			}),
		],
		[
			'three fields of the IETF',
			(remaining: number, seconds: number) => ({
				'ratelimit-remaining': String(remaining),
				'ratelimit-reset': String(seconds),
			}),
		],
		[
			'RateLimit in its second form',
			(remaining: number, seconds: number) => ({
				ratelimit: `limit=20, remaining=${remaining}, reset=${seconds}`,
			}),
		],
		[
			'RateLimit in its third form',
			(remaining: number, seconds: number) => ({
				ratelimit: `"default";r=${remaining};t=${seconds}`,
			}),
		],
	])('keep all requests but the first burst from being refused: %s', async (_, names) => {
		const { lost, throttled } = await simulate(apiWithHeaders(names), 50, [{ items: 200 }]);
		expect(lost).toBe(0);
		expect(throttled).toBeLessThanOrEqual(12);
		const frugal = [{ items: 200, limits: { maxInFlight: 5 } }];
		expect(await simulate(apiWithHeaders(names), 50, frugal)).toMatchObject({
			lost: 0,
			throttled: 0,
		});
	});
});
