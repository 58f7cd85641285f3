import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { runConcurrently } from '../../../nodes/shared/utils/concurrency';

describe('runConcurrently', () => {
	// A machine that is busy may take so long that others get a turn in between
	beforeEach(() => {
		jest.spyOn(Date, 'now').mockReturnValue(0);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});

	const settled = () => new Promise((resolve) => setImmediate(resolve));

	/** Runs jobs that end when told to, and notes which are under way. */
	function underControl(limit: number, stopped = () => false) {
		const ends = new Map<number, { resolve(): void; reject(error: Error): void }>();
		const started: number[] = [];
		const done = runConcurrently([0, 1, 2, 3, 4], limit, stopped, (job) => {
			started.push(job);
			return new Promise((resolve, reject) => ends.set(job, { resolve, reject }));
		});
		const end = async (job: number, error?: Error) => {
			const { resolve, reject } = ends.get(job)!;
			if (error) reject(error);
			else resolve();
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

	test('awaits what is under way before it throws', async () => {
		const { end, done } = underControl(5);
		let ended = false;
		const thrown = done.then(
			() => undefined,
			(error: Error) => {
				ended = true;
				return error;
			},
		);
		await settled();
		await end(0, new Error('Something'));
		expect(ended).toBe(false);
		for (const job of [1, 2, 3, 4]) await end(job);
		expect((await thrown)?.message).toBe('Something');
	});
});
