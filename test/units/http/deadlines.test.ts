import { expect, jest, test } from '@jest/globals';

import { createDeadlines } from '../../../nodes/shared/http/deadlines';
import { forgotten } from '../../support/garbageCollection';
import { simulatedClock } from '../../support/simulation';

const TIMEOUT = 10_000;

/** Something that never ends by itself, but notes when and why it was told to. */
function begin(cancelled?: AbortSignal) {
	const clock = simulatedClock();
	const started = clock.now();
	const deadlines = createDeadlines(clock, TIMEOUT, cancelled);
	const told = () =>
		deadlines.withDeadline(
			(signal) =>
				new Promise<{ reason: unknown; after: number }>((resolve) => {
					const tell = () => resolve({ reason: signal.reason, after: clock.now() - started });
					if (signal.aborted) tell();
					else signal.addEventListener('abort', tell);
				}),
		);
	return { clock, deadlines, told };
}

test('each request has its own time', async () => {
	const { clock, told } = begin();
	const first = told();
	await clock.until(clock.sleep(3000));
	const second = told();
	await clock.until(clock.sleep(500));
	const third = told();
	expect(await clock.until(Promise.all([first, second, third]))).toEqual([
		{ reason: 'TIMEOUT', after: 10_000 },
		{ reason: 'TIMEOUT', after: 13_000 },
		{ reason: 'TIMEOUT', after: 13_500 },
	]);
	expect(clock.timers()).toBe(0);
});

test('an answered request neither ends a later one nor leaves it without an end', async () => {
	const { clock, deadlines, told } = begin();
	await deadlines.withDeadline(async () => await clock.until(clock.sleep(4000)));
	expect(await clock.until(told())).toEqual({ reason: 'TIMEOUT', after: 14_000 });
});

test('a cancelled run ends all requests, and those that begin then', async () => {
	const run = new AbortController();
	const { told } = begin(run.signal);
	const all = [told(), told()];
	run.abort();
	for (const one of [...all, told()]) {
		expect(await one).toEqual({ reason: 'CANCELLED', after: 0 });
	}
});

test('many requests share one timer, which goes when the run ends', async () => {
	const { clock, deadlines } = begin();
	const answered = Array.from({ length: 100 }, () =>
		deadlines.withDeadline(async () => await clock.sleep(1000)),
	);
	expect(clock.timers()).toBe(101);
	await clock.until(Promise.all(answered));
	deadlines.close();
	expect(clock.timers()).toBe(0);
});

test('requests one after another share one timer, too', async () => {
	const { clock, deadlines } = begin();
	const sleep = jest.spyOn(clock, 'sleep');
	for (let request = 0; request < 100; request++) {
		await deadlines.withDeadline(async () => await clock.until(clock.sleep(10)));
	}
	expect(sleep).toHaveBeenCalledTimes(101);
});

/** What is kept of every request makes n8n stand still when it frees memory. */
test('nothing of an answered request stays in memory while the run goes on', async () => {
	const run = new AbortController();
	const { deadlines } = begin(run.signal);
	const signals: Array<WeakRef<AbortSignal>> = [];
	for (let request = 0; request < 100; request++) {
		await deadlines.withDeadline(async (signal) => {
			signals.push(new WeakRef(signal));
			signal.addEventListener('abort', () => {});
		});
	}
	expect(await forgotten(signals)).toBe(100);
});
