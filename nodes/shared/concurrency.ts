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
	const worker = async () => {
		for (const job of rest) {
			if (stopped()) return;
			await work(job);
		}
	};
	const workers = Array.from({ length: Math.min(limit, jobs.length) }, worker);
	const thrown = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected');
	if (thrown) throw (thrown as PromiseRejectedResult).reason;
}
