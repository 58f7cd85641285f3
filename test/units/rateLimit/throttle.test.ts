import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { DocumentedLimits } from '../../../nodes/shared/rateLimit/quota';
import type { ThrottledRun, Throttle } from '../../../nodes/shared/rateLimit/throttle';
import { createThrottle } from '../../../nodes/shared/rateLimit/throttle';
import type { SimulatedClock } from '../../support/simulation';
import {
	fixedWindow,
	simulate,
	simulatedClock,
	slidingWindow,
	START,
	tokenBucket,
} from '../../support/simulation';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

const open = (throttle: Throttle, maxWait = 60_000, maxInFlight = 100) =>
	throttle.join({ maxInFlight, maxWait });

/** A request that is answered with 429. */
async function refusedOnce(lane: ThrottledRun, clock: SimulatedClock, headers = {}) {
	const turn = await clock.until(lane.acquire());
	if (turn === 'granted') lane.onThrottled(clock.now(), headers);
	return turn;
}

/** When the next request gets its turn, in milliseconds after the start. */
async function nextTurn(lane: ThrottledRun, clock: SimulatedClock) {
	const turn = await clock.until(lane.acquire());
	return turn === 'granted' ? clock.now() - START : turn;
}

describe('gate', () => {
	test('lets requests through at once when nothing was refused', async () => {
		const clock = simulatedClock();
		expect(await nextTurn(open(createThrottle(clock)), clock)).toBe(0);
	});

	test('holds everyone back for as long as the API says, also other runs', async () => {
		const clock = simulatedClock();
		const throttle = createThrottle(clock);
		const [one, other] = [open(throttle), open(throttle)];
		await refusedOnce(one, clock, { 'retry-after': '7' });
		expect(await nextTurn(other, clock)).toBe(7000);
	});

	test.each([{ 'retry-after': '0' }, { 'x-ratelimit-reset': '0' }, { 'retry-after': '-5' }])(
		'pauses for a least time at %p, so that it does not spin',
		async (headers) => {
			const clock = simulatedClock();
			const lane = open(createThrottle(clock));
			await refusedOnce(lane, clock, headers);
			expect(await nextTurn(lane, clock)).toBeGreaterThanOrEqual(500);
		},
	);

	test('pauses longer and longer when it is not told how long, until an answer is good', async () => {
		const clock: SimulatedClock = { ...simulatedClock(), random: () => 0.5 };
		const lane = open(createThrottle(clock), 1_000_000);
		const pauses: number[] = [];
		let before = 0;
		for (let refusals = 0; refusals < 9; refusals++) {
			await refusedOnce(lane, clock);
			pauses.push(clock.now() - START - before);
			before = clock.now() - START;
		}
		expect(pauses.slice(1)).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
		await nextTurn(lane, clock);
		lane.onResponse();
		await refusedOnce(lane, clock);
		const refusedAt = clock.now() - START;
		expect(Number(await nextTurn(lane, clock)) - refusedAt).toBeLessThanOrEqual(1000);
	});

	test('takes refusals of requests that were under way together as one', async () => {
		const clock: SimulatedClock = { ...simulatedClock(), random: () => 0.5 };
		const lane = open(createThrottle(clock));
		const sentAt = clock.now();
		for (let request = 0; request < 4; request++) await lane.acquire();
		for (let request = 0; request < 4; request++) lane.onThrottled(sentAt, {});
		expect(await nextTurn(lane, clock)).toBe(1000);
	});

	test('gives up when the API asks for more than may be waited', async () => {
		const clock = simulatedClock();
		const lane = open(createThrottle(clock));
		await refusedOnce(lane, clock, { 'retry-after': '61' });
		expect(await nextTurn(lane, clock)).toBe('rateLimited');
		expect(lane.resetsAt).toBe(START + 61_000);
		expect(clock.now()).toBe(START);
		expect(clock.timers()).toBe(0);
	});

	test('adds up all waits of a run', async () => {
		const clock = simulatedClock();
		const lane = open(createThrottle(clock));
		for (const turn of ['granted', 'granted', 'granted', 'rateLimited']) {
			expect(await refusedOnce(lane, clock, { 'retry-after': '25' })).toBe(turn);
		}
		expect(lane.waited).toBe(50_000);
	});

	test('lets each run wait as long as it may', async () => {
		const clock = simulatedClock();
		const throttle = createThrottle(clock);
		const [patient, hurried] = [open(throttle, 60_000), open(throttle, 5000)];
		await refusedOnce(patient, clock, { 'retry-after': '30' });
		expect(await nextTurn(hurried, clock)).toBe('rateLimited');
		expect(await nextTurn(patient, clock)).toBe(30_000);
		expect([patient.waited, hurried.waited]).toEqual([30_000, 0]);
	});

	test('turns those away that wait already when it closes for longer', async () => {
		const clock = simulatedClock();
		const lane = open(createThrottle(clock), 10_000, 2);
		await lane.acquire();
		await lane.acquire();
		const third = lane.acquire();
		lane.onThrottled(clock.now(), { 'retry-after': '5' });
		const fourth = lane.acquire();
		lane.onThrottled(clock.now(), { 'retry-after': '3600' });
		expect(await Promise.all([third, fourth])).toEqual(['rateLimited', 'rateLimited']);
		expect(clock.timers()).toBe(0);
	});

	test('lets those go at once whose execution is cancelled, and leaves no timer', async () => {
		const clock = simulatedClock();
		const throttle = createThrottle(clock);
		const stop = new AbortController();
		const lane = throttle.join({ maxInFlight: 10, maxWait: 60_000, signal: stop.signal });
		await refusedOnce(lane, clock, { 'retry-after': '8' });
		const waiting = [lane.acquire(), lane.acquire(true)];
		expect(clock.timers()).toBe(1);
		stop.abort();
		expect(await Promise.all(waiting)).toEqual(['cancelled', 'cancelled']);
		expect(await lane.acquire()).toBe('cancelled');
		expect(clock.timers()).toBe(0);
		expect(clock.now()).toBe(START);
	});
});

describe('window', () => {
	/** How many requests get a turn without another one ending. */
	async function turns(lane: ThrottledRun): Promise<number> {
		for (let entered = 0; ; entered++) {
			const next = await Promise.race([lane.acquire(), settled().then(() => 'full')]);
			if (next === 'full') return entered;
		}
	}

	test('starts small, and never above what the run allows', async () => {
		expect(await turns(open(createThrottle(simulatedClock()), 0))).toBe(32);
		expect(await turns(open(createThrottle(simulatedClock()), 0, 2))).toBe(2);
	});

	test('doubles while answers are good, up to the largest size', async () => {
		const clock = simulatedClock();
		const lane = open(createThrottle(clock), 0);
		let underWay = await turns(lane);
		const sizes: number[] = [];
		for (let round = 0; round < 3; round++) {
			for (let answer = underWay; answer > 0; answer--) lane.onResponse();
			await clock.until(clock.sleep(10));
			// One of them takes the turn of the request that found the window full
			underWay = (await turns(lane)) + 1;
			sizes.push(underWay);
		}
		expect(sizes).toEqual([64, 100, 100]);
	});

	test('sees a refusal that comes together with good answers before it sends more', async () => {
		const clock = simulatedClock();
		const lane = open(createThrottle(clock));
		for (let request = 0; request < 32; request++) await lane.acquire();
		const next = lane.acquire();
		for (let answer = 0; answer < 20; answer++) lane.onResponse();
		lane.onThrottled(clock.now(), { 'retry-after': '1' });
		await clock.until(next);
		expect(clock.now() - START).toBe(1000);
	});

	test('gives turns in order of arrival, refused requests first', async () => {
		const clock = simulatedClock();
		const lane = open(createThrottle(clock), 60_000, 1);
		await lane.acquire();
		const order: string[] = [];
		const waiting = ['first', 'second', 'refused before'].map(async (request, at) => {
			await lane.acquire(at === 2);
			order.push(request);
			lane.onResponse();
		});
		lane.onResponse();
		await clock.until(Promise.all(waiting));
		expect(order).toEqual(['refused before', 'first', 'second']);
	});

	test('lets runs take turns', async () => {
		const clock = simulatedClock();
		const throttle = createThrottle(clock);
		const long = open(throttle, 60_000, 1);
		const order: string[] = [];
		const send = async (lane: ThrottledRun, name: string) => {
			await lane.acquire();
			order.push(name);
			await clock.sleep(10);
			lane.onResponse();
		};
		const jobs = Array.from({ length: 5 }, () => send(long, 'long'));
		const short = open(throttle, 60_000, 1);
		jobs.push(send(short, 'short'));
		await clock.until(Promise.all(jobs));
		expect(order.indexOf('short')).toBeLessThanOrEqual(2);
	});
});

describe('any answers', () => {
	test('break no promise', async () => {
		const answers = fc.array(
			fc.constantFrom('good', 'refused', 'told', 'wild', 'left', 'cancelled' as const),
			{ maxLength: 120 },
		);
		const options = [answers, fc.integer({ min: 1, max: 20 }), fc.nat({ max: 60_000 })] as const;
		await fc.assert(
			fc.asyncProperty(...options, async (given, maxInFlight, maxWait) => {
				const clock = simulatedClock();
				const throttle = createThrottle(clock);
				const stop = new AbortController();
				const lane = throttle.join({ maxInFlight, maxWait, signal: stop.signal });
				let underWay = 0;
				let most = 0;
				const ends = given.map(async (answer) => {
					const turn = await lane.acquire();
					if (turn !== 'granted') return turn;
					most = Math.max(most, ++underWay);
					const sentAt = clock.now();
					await clock.sleep(5);
					underWay--;
					if (answer === 'good') lane.onResponse({});
					else if (answer === 'left') lane.release();
					else if (answer === 'told') lane.onThrottled(sentAt, { 'retry-after': '3' });
					else if (answer === 'wild') lane.onThrottled(sentAt, { 'x-ratelimit-reset': '1e99' });
					else lane.onThrottled(sentAt, {});
					if (answer === 'cancelled') stop.abort();
					return answer;
				});
				expect(await clock.until(Promise.all(ends))).toHaveLength(given.length);
				expect(most).toBeLessThanOrEqual(maxInFlight);
				expect(lane.waited).toBeLessThanOrEqual(maxWait);
				lane.close();
				await clock.until(clock.sleep(10));
				expect(clock.timers()).toBe(0);
			}),
		);
	});
});

describe('a fixed window of 20 requests a second', () => {
	test.each([
		{ latency: 4, items: [1000], longest: 1.05, refused: 80 },
		{ latency: 50, items: [200], longest: 1.15, refused: 40 },
		{ latency: 200, items: [200], longest: 1.3, refused: 60 },
		{ latency: 50, items: [100, 100, 100], longest: 1.15, refused: 90 },
	])('$items items, answers after $latency ms', async ({ latency, items, longest, refused }) => {
		const runs = items.map((count) => ({ items: count }));
		const result = await simulate(fixedWindow(20, 1000), latency, runs);
		const all = items.reduce((sum, count) => sum + count, 0);
		const least = Math.ceil(all / 20) - 1 + latency / 1000;
		expect(result.seconds / least).toBeLessThanOrEqual(longest);
		expect(result.refused).toBeLessThanOrEqual(refused);
		expect(result.lost).toBe(0);
	});
});

test('60 executions of one item each go through in the order in which they came', async () => {
	const runs = Array.from({ length: 60 }, (_, at) => ({ items: 1, from: at * 5 }));
	const { order, lost, seconds } = await simulate(fixedWindow(10, 2000), 20, runs);
	expect(lost).toBe(0);
	expect(order).toHaveLength(60);
	expect(seconds).toBeLessThan(12);
	for (const [place, run] of order.entries()) {
		expect(Math.abs(place - run)).toBeLessThanOrEqual(60 * 0.2);
	}
});

describe('a limit that the vendor documents', () => {
	const MINUTE = 60_000;
	const plans: Record<string, number> = { 100: 10, 1000: 50 };
	const documented = (headers?: Record<string, unknown>): DocumentedLimits => ({
		limit: {
			requests: plans[String(headers?.['x-ratelimit-limit'] ?? 100)],
			period: MINUTE,
		},
	});
	const least = 540.1;
	const daily = (plan: string) => ({ headers: () => ({ 'x-ratelimit-limit': plan }) });

	test.each([
		['a fixed window', fixedWindow(10, MINUTE, { retryAfter: false, ...daily('100') })],
		['a sliding window', slidingWindow(10, MINUTE)],
	])('is kept to without a refusal: %s', async (_, api) => {
		const result = await simulate(api, 100, [{ items: 100 }], documented);
		expect(result).toMatchObject({ refused: 0, lost: 0 });
		expect(result.seconds / least).toBeLessThanOrEqual(1.05);
	});

	test('is kept to by executions that come one by one', async () => {
		const runs = Array.from({ length: 40 }, (_, at) => ({ items: 1, from: at * 4000 }));
		const result = await simulate(slidingWindow(10, MINUTE), 100, runs, documented);
		expect(result).toMatchObject({ refused: 0, lost: 0 });
	});

	test('gives way to what the answers allow when it is wrong', async () => {
		const api = fixedWindow(10, MINUTE, { retryAfter: false, ...daily('1000') });
		const result = await simulate(api, 100, [{ items: 100 }], documented);
		expect(result.lost).toBe(0);
		expect(result.seconds / least).toBeLessThanOrEqual(1.1);
	});

	test('closes the gate for everyone when all is used up', async () => {
		const clock = simulatedClock();
		const tomorrow = START + 15 * 3_600_000;
		const usedUp = (headers?: Record<string, unknown>) =>
			headers?.['x-ratelimit-remaining'] === '0' ? { usedUpUntil: tomorrow } : {};
		const throttle = createThrottle(clock, usedUp);
		const lane = open(throttle);
		await lane.acquire();
		lane.onResponse({ 'x-ratelimit-remaining': '0' });
		expect(await nextTurn(lane, clock)).toBe('rateLimited');
		expect(await nextTurn(open(throttle), clock)).toBe('rateLimited');
		expect(lane.resetsAt).toBe(tomorrow);
		lane.close();
		expect(throttle.idleSince).toBeUndefined();
	});
});

describe('other limits', () => {
	test('nothing is told: no item is lost, and the API is not rammed', async () => {
		const api = fixedWindow(10, 60_000, { retryAfter: false });
		const result = await simulate(api, 100, [{ items: 100 }]);
		expect(result.lost).toBe(0);
		expect(result.seconds).toBeLessThan(800);
		expect(result.refused).toBeLessThan(150);
	});

	test('a token bucket', async () => {
		const result = await simulate(tokenBucket(20, 20), 4, [{ items: 1000 }]);
		expect(result.lost).toBe(0);
		expect(result.seconds).toBeLessThan(52);
		expect(result.refused).toBeLessThan(80);
	});

	test('more room is found after others have left', async () => {
		let others = true;
		const [small, large] = [fixedWindow(5, 1000), fixedWindow(50, 1000)];
		const api = (now: number) => {
			others = now < START + 5000;
			return others ? small(now) : large(now);
		};
		const result = await simulate(api, 10, [{ items: 1000 }]);
		expect(result.lost).toBe(0);
		expect(result.seconds).toBeLessThan(45);
	});

	test.each([
		['a quarter of an hour', 900_000],
		['a moment', 100],
	])('a limit is met %s after many requests went through freely', async (_, pause) => {
		const free = 5000;
		let seen = 0;
		const limited = fixedWindow(20, 1000);
		const api = (now: number) =>
			++seen <= free ? { status: 200 as const, headers: {} } : limited(now);
		const runs = [
			{ items: free },
			// Answers after 4 ms, 100 at once: the first run is over after some 200 ms
			{ items: 400, from: 300 + pause, limits: { maxWait: 300_000 } },
		];
		const result = await simulate(api, 4, runs);
		expect(result.lost).toBe(0);
		expect(result.seconds - pause / 1000).toBeLessThan(30);
	});
});
