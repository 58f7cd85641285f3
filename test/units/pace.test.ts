import { describe, expect, test } from '@jest/globals';

import type { Clock, Window } from '../../nodes/shared/pace';
import { createGate, fixedWindow, inWindow, pauseTold } from '../../nodes/shared/pace';

const START = Date.parse('2026-02-25T09:00:00Z');

/** A clock that goes on only while someone sleeps. */
function fakeClock(): Clock & { slept: number[] } {
	let time = START;
	const slept: number[] = [];
	return {
		slept,
		now: () => time,
		random: () => 0.5,
		sleep: (ms) => {
			slept.push(ms);
			time += ms;
			return Promise.resolve();
		},
	};
}

describe('pauseTold', () => {
	test.each([
		['seconds', { 'retry-after': '7' }, 7000],
		['parts of a second', { 'retry-after': '0.25' }, 250],
		['an HTTP date', { 'retry-after': new Date(START + 90_000).toUTCString() }, 90_000],
		['the Unix time of the reset', { 'x-ratelimit-reset': String(START / 1000 + 30) }, 30_000],
		[
			'the reset of a used-up counter',
			{ 'x-ratelimit-reset': START / 1000 + 30, 'x-ratelimit-remaining': '0' },
			30_000,
		],
		[
			'Retry-After before the reset',
			{ 'retry-after': '2', 'x-ratelimit-reset': '99999999999' },
			2000,
		],
	])('understands %s', (_, headers, expected) => {
		expect(pauseTold(headers, START)).toBe(expected);
	});

	test.each([
		['no header', {}],
		['words', { 'retry-after': 'soon' }],
		[
			'the reset of another counter',
			{ 'x-ratelimit-reset': '99999999999', 'x-ratelimit-remaining': '7' },
		],
	])('is told nothing by %s', (_, headers) => {
		expect(pauseTold(headers, START)).toBeUndefined();
	});
});

describe('gate', () => {
	test('lets requests through at once when nothing was refused', async () => {
		const clock = fakeClock();
		expect(await createGate(60_000, clock).open()).toBe(true);
		expect(clock.slept).toEqual([]);
	});

	test('holds everyone back for as long as the API says', async () => {
		const clock = fakeClock();
		const gate = createGate(60_000, clock);
		expect(gate.refused(clock.now(), { 'retry-after': '7' })).toBe(true);
		expect(await gate.open()).toBe(true);
		expect(clock.slept).toEqual([7000]);
		expect(await gate.open()).toBe(true);
		expect(clock.slept).toEqual([7000]);
	});

	test.each([{ 'retry-after': '0' }, { 'x-ratelimit-reset': '1' }])(
		'pauses for a least time at %p, so that it does not spin',
		async (headers) => {
			const clock = fakeClock();
			const gate = createGate(60_000, clock);
			gate.refused(clock.now(), headers);
			await gate.open();
			expect(clock.slept[0]).toBeGreaterThanOrEqual(500);
		},
	);

	test('pauses longer and longer when it is not told how long, until an answer is good', async () => {
		const clock = fakeClock();
		const gate = createGate(1_000_000, clock);
		for (let refusals = 0; refusals < 8; refusals++) {
			gate.refused(clock.now(), {});
			await gate.open();
		}
		expect(clock.slept).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
		gate.accepted();
		gate.refused(clock.now(), {});
		await gate.open();
		expect(clock.slept.at(-1)).toBe(1000);
	});

	test('takes refusals of requests that were under way together as one', async () => {
		const clock = fakeClock();
		const gate = createGate(60_000, clock);
		const sentAt = clock.now();
		for (let request = 0; request < 10; request++) expect(gate.refused(sentAt, {})).toBe(true);
		await gate.open();
		expect(clock.slept).toEqual([1000]);
	});

	test('stays shut when the API asks for more than may be waited', async () => {
		const clock = fakeClock();
		const gate = createGate(60_000, clock);
		expect(gate.refused(clock.now(), { 'retry-after': '61' })).toBe(false);
		expect(await gate.open()).toBe(false);
		expect(clock.slept).toEqual([]);
		expect(gate.resetsAt).toEqual(new Date(START + 61_000));
	});

	test('adds up all pauses of the run', async () => {
		const clock = fakeClock();
		const gate = createGate(60_000, clock);
		for (const goOn of [true, true, false]) {
			expect(gate.refused(clock.now(), { 'retry-after': '25' })).toBe(goOn);
			expect(await gate.open()).toBe(goOn);
		}
		expect(clock.slept).toEqual([25_000, 25_000]);
	});

	test('turns those away that wait when it shuts', async () => {
		let wake = () => {};
		let time = START;
		const clock: Clock = {
			now: () => time,
			random: () => 0.5,
			sleep: () => new Promise((resolve) => (wake = resolve)),
		};
		const gate = createGate(10_000, clock);
		gate.refused(time, { 'retry-after': '5' });
		const waiting = gate.open();
		gate.refused(time, { 'retry-after': '3600' });
		time += 5000;
		wake();
		expect(await waiting).toBe(false);
	});
});

describe('inWindow', () => {
	const settled = () => new Promise((resolve) => setImmediate(resolve));

	/** Runs jobs that end when told to, and notes which are under way. */
	function underControl(window: Window, stopped = () => false) {
		const ends = new Map<number, () => void>();
		const started: number[] = [];
		const done = inWindow([0, 1, 2, 3, 4], window, stopped, (job) => {
			started.push(job);
			return new Promise((resolve) => ends.set(job, resolve));
		});
		const end = async (job: number) => {
			ends.get(job)!();
			await settled();
		};
		return { started, end, done };
	}

	test('keeps as many jobs under way as the window is large, in their order', async () => {
		const { started, end, done } = underControl(fixedWindow(2));
		await settled();
		expect(started).toEqual([0, 1]);
		await end(1);
		expect(started).toEqual([0, 1, 2]);
		for (const job of [0, 2, 3]) await end(job);
		expect(started).toEqual([0, 1, 2, 3, 4]);
		await end(4);
		await done;
	});

	test('starts no more when stopped, and ends when those under way have', async () => {
		let stop = false;
		const { started, end, done } = underControl(fixedWindow(2), () => stop);
		let ended = false;
		void done.then(() => (ended = true));
		await settled();
		stop = true;
		await end(0);
		expect({ started, ended }).toEqual({ started: [0, 1], ended: false });
		await end(1);
		await done;
		expect(started).toEqual([0, 1]);
	});

	test('follows a window that changes', async () => {
		let size = 1;
		const { started, end, done } = underControl({ size: () => size });
		await settled();
		expect(started).toEqual([0]);
		size = 4;
		await end(0);
		expect(started).toEqual([0, 1, 2, 3, 4]);
		for (const job of [1, 2, 3, 4]) await end(job);
		await done;
	});
});
