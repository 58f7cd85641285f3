import { createEventLoopYield } from './eventLoop';

/**
 * Runs `work` for the jobs in order, at most `limit` at the same time, until `isStopped`. Waits for the
 * jobs in flight before it returns or throws the first error.
 */
export async function runConcurrently<T>(
	jobs: T[],
	limit: number,
	isStopped: () => boolean,
	work: (job: T) => Promise<void>,
): Promise<void> {
	// Shared by all workers, so that each job is taken once
	const remaining = jobs.values();
	const yieldToEventLoop = createEventLoopYield();
	const worker = async () => {
		for (const job of remaining) {
			if (isStopped()) return;
			await work(job);
			await yieldToEventLoop();
		}
	};
	const workers = Array.from({ length: Math.min(limit, jobs.length) }, worker);
	const results = await Promise.allSettled(workers);
	const rejected = results.find(({ status }) => status === 'rejected');
	if (rejected) throw (rejected as PromiseRejectedResult).reason;
}

/**
 * Creates a function that runs work with the same key one after another, in the order of the calls, and
 * work without a key at once. Work gets the result of the work before it, if that did not throw.
 */
export function createKeyedSequence<T>() {
	const lastOfKey = new Map<string, Promise<T>>();
	return async (key: string | undefined, work: (previous?: T) => Promise<T>): Promise<T> => {
		if (key === undefined) return await work();
		const previous: Promise<T | undefined> = lastOfKey.get(key) ?? Promise.resolve(undefined);
		const result = previous.then(work, () => work());
		lastOfKey.set(key, result);
		return await result;
	};
}
