import { expect, jest, test } from '@jest/globals';

import { Deadlines } from '../../../nodes/shared/http/deadlines';
import { countCollected } from '../../support/garbageCollection';
import { simulatedClock } from '../../support/simulation';

const TIMEOUT = 10_000;

/** Sets up deadlines, and a request that only ends when it is aborted and reports why and when that was. */
function setUp(cancelSignal?: AbortSignal) {
	const clock = simulatedClock();
	const started = clock.now();
	const deadlines = new Deadlines(clock, TIMEOUT, cancelSignal);
	const hangingRequest = () =>
		deadlines.withDeadline(
			(signal) =>
				new Promise<{ reason: unknown; after: number }>((resolve) => {
					const report = () => resolve({ reason: signal.reason, after: clock.now() - started });
					if (signal.aborted) report();
					else signal.addEventListener('abort', report);
				}),
		);
	return { clock, deadlines, hangingRequest };
}

test('each request times out by its own deadline', async () => {
	const { clock, hangingRequest } = setUp();
	const first = hangingRequest();
	await clock.until(clock.sleep(3000));
	const second = hangingRequest();
	await clock.until(clock.sleep(500));
	const third = hangingRequest();
	expect(await clock.until(Promise.all([first, second, third]))).toEqual([
		{ reason: 'TIMEOUT', after: 10_000 },
		{ reason: 'TIMEOUT', after: 13_000 },
		{ reason: 'TIMEOUT', after: 13_500 },
	]);
	expect(clock.timers()).toBe(0);
});

test('a request that ended leaves the deadline of a later one as it is', async () => {
	const { clock, deadlines, hangingRequest } = setUp();
	await deadlines.withDeadline(async () => await clock.until(clock.sleep(4000)));
	expect(await clock.until(hangingRequest())).toEqual({ reason: 'TIMEOUT', after: 14_000 });
});

test('cancelling the run aborts its requests, also those that begin afterwards', async () => {
	const run = new AbortController();
	const { hangingRequest } = setUp(run.signal);
	const requests = [hangingRequest(), hangingRequest()];
	run.abort();
	for (const request of [...requests, hangingRequest()]) {
		expect(await request).toEqual({ reason: 'CANCELLED', after: 0 });
	}
});

test('concurrent requests share one timer, which ends with the run', async () => {
	const { clock, deadlines } = setUp();
	const requests = Array.from({ length: 100 }, () =>
		deadlines.withDeadline(async () => await clock.sleep(1000)),
	);
	expect(clock.timers()).toBe(101);
	await clock.until(Promise.all(requests));
	deadlines.close();
	expect(clock.timers()).toBe(0);
});

test('consecutive requests share one timer', async () => {
	const { clock, deadlines } = setUp();
	const sleep = jest.spyOn(clock, 'sleep');
	for (let request = 0; request < 100; request++) {
		await deadlines.withDeadline(async () => await clock.until(clock.sleep(10)));
	}
	expect(sleep).toHaveBeenCalledTimes(101);
});

/** Memory that every request leaves behind makes n8n pause when it is collected. */
test('a request that ended leaves nothing in memory while the run continues', async () => {
	const run = new AbortController();
	const { deadlines } = setUp(run.signal);
	const signals: Array<WeakRef<AbortSignal>> = [];
	for (let request = 0; request < 100; request++) {
		await deadlines.withDeadline(async (signal) => {
			signals.push(new WeakRef(signal));
			signal.addEventListener('abort', () => {});
		});
	}
	expect(await countCollected(signals)).toBe(100);
});
