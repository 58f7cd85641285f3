import { createEventLoopYield } from './eventLoop';

/**
 * Works through the jobs in order, at most `limit` at once. Ends when all are done or, when `stopped`,
 * those that are under way, whatever is thrown meanwhile.
 */
export async function runConcurrently<T>(
	jobs: T[],
	limit: number,
	stopped: () => boolean,
	work: (job: T) => Promise<void>,
): Promise<void> {
	const rest = jobs.values();
	const turn = createEventLoopYield();
	const worker = async () => {
		for (const job of rest) {
			if (stopped()) return;
			await work(job);
			await turn();
		}
	};
	const workers = Array.from({ length: Math.min(limit, jobs.length) }, worker);
	const thrown = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected');
	if (thrown) throw (thrown as PromiseRejectedResult).reason;
}

/**
 * Lets what has the same key go one after another, in the order of the calls. Each is given what the
 * one before it came to.
 */
export function createKeyedSequence<T>() {
	const last = new Map<string, Promise<T>>();
	return async (key: string | undefined, work: (before?: T) => Promise<T>): Promise<T> => {
		if (key === undefined) return await work();
		const before: Promise<T | undefined> = last.get(key) ?? Promise.resolve(undefined);
		const turn = before.then(work, () => work());
		last.set(key, turn);
		return await turn;
	};
}
