import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import type { Clock, Pace } from '../../nodes/shared/pace';
import { createPace, pauseTold, sideBySide } from '../../nodes/shared/pace';

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

const LARGEST = 100;

describe('gate', () => {
	test('lets requests through at once when nothing was refused', async () => {
		const clock = fakeClock();
		expect(await createPace(LARGEST, 60_000, clock).enter()).toBe(true);
		expect(clock.slept).toEqual([]);
	});

	/** A request that is answered with 429. */
	async function refusedOnce(pace: Pace, clock: Clock, headers = {}) {
		const entered = await pace.enter();
		return entered && pace.refused(clock.now(), headers);
	}

	test('holds everyone back for as long as the API says', async () => {
		const clock = fakeClock();
		const pace = createPace(LARGEST, 60_000, clock);
		expect(await refusedOnce(pace, clock, { 'retry-after': '7' })).toBe(true);
		expect(await pace.enter()).toBe(true);
		expect(clock.slept).toEqual([7000]);
		expect(await pace.enter()).toBe(true);
		expect(clock.slept).toEqual([7000]);
	});

	test.each([{ 'retry-after': '0' }, { 'x-ratelimit-reset': '1' }])(
		'pauses for a least time at %p, so that it does not spin',
		async (headers) => {
			const clock = fakeClock();
			const pace = createPace(LARGEST, 60_000, clock);
			await refusedOnce(pace, clock, headers);
			await pace.enter();
			expect(clock.slept[0]).toBeGreaterThanOrEqual(500);
		},
	);

	test('pauses longer and longer when it is not told how long, until an answer is good', async () => {
		const clock = fakeClock();
		const pace = createPace(LARGEST, 1_000_000, clock);
		for (let refusals = 0; refusals < 8; refusals++) await refusedOnce(pace, clock);
		await pace.enter();
		expect(clock.slept).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
		pace.accepted();
		await refusedOnce(pace, clock);
		await pace.enter();
		expect(clock.slept.at(-1)).toBe(1000);
	});

	test('takes refusals of requests that were under way together as one', async () => {
		const clock = fakeClock();
		const pace = createPace(LARGEST, 60_000, clock);
		const sentAt = clock.now();
		for (let request = 0; request < 4; request++) await pace.enter();
		for (let request = 0; request < 4; request++) expect(pace.refused(sentAt, {})).toBe(true);
		await pace.enter();
		expect(clock.slept).toEqual([1000]);
	});

	test('stays shut when the API asks for more than may be waited', async () => {
		const clock = fakeClock();
		const pace = createPace(LARGEST, 60_000, clock);
		expect(await refusedOnce(pace, clock, { 'retry-after': '61' })).toBe(false);
		expect(await pace.enter()).toBe(false);
		expect(clock.slept).toEqual([]);
		expect(pace.resetsAt).toEqual(new Date(START + 61_000));
	});

	test('adds up all pauses of the run', async () => {
		const clock = fakeClock();
		const pace = createPace(LARGEST, 60_000, clock);
		for (const goesOn of [true, true, false]) {
			expect(await refusedOnce(pace, clock, { 'retry-after': '25' })).toBe(goesOn);
		}
		expect(await pace.enter()).toBe(false);
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
		const pace = createPace(2, 10_000, clock);
		await pace.enter();
		await pace.enter();
		const third = pace.enter();
		pace.refused(time, { 'retry-after': '5' });
		const fourth = pace.enter();
		pace.refused(time, { 'retry-after': '3600' });
		time += 5000;
		wake();
		expect(await Promise.all([third, fourth])).toEqual([false, false]);
	});
});

describe('window', () => {
	/** How many requests get a turn without another one ending. */
	async function turns(pace: Pace): Promise<number> {
		for (let entered = 0; ; entered++) {
			const next = await Promise.race([pace.enter(), settled().then(() => 'full')]);
			if (next === 'full') return entered;
		}
	}
	const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

	test('starts small, and never above the largest size', async () => {
		expect(await turns(createPace(100, 0, fakeClock()))).toBe(32);
		expect(await turns(createPace(2, 0, fakeClock()))).toBe(2);
	});

	test('doubles while answers are good, up to the largest size', async () => {
		const pace = createPace(100, 0, fakeClock());
		let underWay = await turns(pace);
		const sizes: number[] = [];
		for (let round = 0; round < 3; round++) {
			// One of them takes the turn of the request that found the window full
			for (let answer = underWay; answer > 0; answer--) pace.accepted();
			underWay = (await turns(pace)) + 1;
			sizes.push(underWay);
		}
		expect(sizes).toEqual([64, 100, 100]);
	});

	test('halves at a refusal, and then grows by one with each round', async () => {
		const clock = fakeClock();
		const pace = createPace(16, 1_000_000, clock);
		for (let answer = 0; answer < 12; answer++) {
			await pace.enter();
			pace.accepted();
		}
		for (let request = 0; request < 16; request++) await pace.enter();
		const sentAt = clock.now();
		for (let request = 0; request < 16; request++) pace.refused(sentAt, {});
		const halved = await turns(pace);
		for (let answer = 0; answer < halved; answer++) pace.accepted();
		const grown = (await turns(pace)) + 1;
		expect([halved, grown]).toEqual([8, 8]);
		for (let answer = 0; answer < grown; answer++) pace.accepted();
		expect((await turns(pace)) + 1).toBe(9);
	});

	test('gives turns in order of arrival', async () => {
		const pace = createPace(1, 0, fakeClock());
		await pace.enter();
		const order: number[] = [];
		const waiting = [1, 2, 3].map(async (request) => {
			await pace.enter();
			order.push(request);
			pace.accepted();
		});
		pace.accepted();
		await Promise.all(waiting);
		expect(order).toEqual([1, 2, 3]);
	});

	test('keeps its promises whatever the answers are', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.constantFrom('good', 'refused', 'refused with a time', 'left'), {
					maxLength: 200,
				}),
				fc.integer({ min: 1, max: 20 }),
				async (answers, largest) => {
					const clock = fakeClock();
					const longestWait = 60_000;
					const pace = createPace(largest, longestWait, clock);
					let underWay = 0;
					let most = 0;
					const entered: number[] = [];
					const answered = answers.map(async (answer, request) => {
						if (!(await pace.enter())) return 'turned away';
						entered.push(request);
						most = Math.max(most, ++underWay);
						const sentAt = clock.now();
						await settled();
						underWay--;
						if (answer === 'good') pace.accepted();
						else if (answer === 'left') pace.leave();
						else pace.refused(sentAt, answer === 'refused' ? {} : { 'retry-after': '3' });
						return answer;
					});
					const ends = await Promise.all(answered);
					expect(most).toBeLessThanOrEqual(largest);
					expect(ends).toHaveLength(answers.length);
					expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(
						longestWait * largest,
					);
					if (largest === 1) expect(entered).toEqual([...entered].sort((a, b) => a - b));
				},
			),
		);
	});
});

describe('sideBySide', () => {
	const settled = () => new Promise((resolve) => setImmediate(resolve));

	/** Runs jobs that end when told to, and notes which are under way. */
	function underControl(limit: number, stopped = () => false) {
		const ends = new Map<number, () => void>();
		const started: number[] = [];
		const done = sideBySide([0, 1, 2, 3, 4], limit, stopped, (job) => {
			started.push(job);
			return new Promise((resolve) => ends.set(job, resolve));
		});
		const end = async (job: number) => {
			ends.get(job)!();
			await settled();
		};
		return { started, end, done };
	}

	test('keeps as many jobs under way as it may, in their order', async () => {
		const { started, end, done } = underControl(2);
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
		const { started, end, done } = underControl(2, () => stop);
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
});
