import { turnsForOthers } from './turns';

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
	const turn = turnsForOthers();
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

/** Lets what has the same key go one after another, in the order of the calls. */
export function createTurns() {
	const last = new Map<string, Promise<unknown>>();
	return async <T>(key: string | undefined, work: () => Promise<T>): Promise<T> => {
		if (key === undefined) return await work();
		const turn = (last.get(key) ?? Promise.resolve()).then(work, work);
		last.set(key, turn);
		return await turn;
	};
}
