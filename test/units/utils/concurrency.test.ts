import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';

import { runConcurrently } from '../../../nodes/shared/utils/concurrency';

describe('runConcurrently', () => {
	// Stops the clock: on a busy machine, the function could yield to the event loop
	beforeEach(() => {
		jest.spyOn(Date, 'now').mockReturnValue(0);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});

	const pendingCallbacks = () => new Promise((resolve) => setImmediate(resolve));

	/** Runs five jobs that end when `end` is called, and records which have started. */
	function startJobs(limit: number, isStopped = () => false) {
		const ends = new Map<number, { resolve(): void; reject(error: Error): void }>();
		const started: number[] = [];
		const done = runConcurrently([0, 1, 2, 3, 4], limit, isStopped, (job) => {
			started.push(job);
			return new Promise((resolve, reject) => ends.set(job, { resolve, reject }));
		});
		const end = async (job: number, error?: Error) => {
			const { resolve, reject } = ends.get(job)!;
			if (error) reject(error);
			else resolve();
			await pendingCallbacks();
		};
		return { started, end, done };
	}

	test('keeps as many jobs in flight as the limit allows, in order', async () => {
		const { started, end, done } = startJobs(2);
		await pendingCallbacks();
		expect(started).toEqual([0, 1]);
		await end(1);
		expect(started).toEqual([0, 1, 2]);
		for (const job of [0, 2, 3]) await end(job);
		expect(started).toEqual([0, 1, 2, 3, 4]);
		await end(4);
		await done;
	});

	test('starts no job once stopped, and waits for those in flight', async () => {
		let stop = false;
		const { started, end, done } = startJobs(2, () => stop);
		let ended = false;
		void done.then(() => (ended = true));
		await pendingCallbacks();
		stop = true;
		await end(0);
		expect({ started, ended }).toEqual({ started: [0, 1], ended: false });
		await end(1);
		await done;
		expect(started).toEqual([0, 1]);
	});

	test('waits for the jobs in flight before it throws', async () => {
		const { end, done } = startJobs(5);
		let ended = false;
		const error = done.then(
			() => undefined,
			(reason: Error) => {
				ended = true;
				return reason;
			},
		);
		await pendingCallbacks();
		await end(0, new Error('Something'));
		expect(ended).toBe(false);
		for (const job of [1, 2, 3, 4]) await end(job);
		expect((await error)?.message).toBe('Something');
	});
});
