/** How look-ups read: several things at once, equal ones together, and hardly anything while the API is down. */
import { isOutage } from '../http/failures';
import type { Send, SendResult } from '../http/sender';
import type { Failure } from '../operation/outcome';
import { runConcurrently } from '../utils/concurrency';

/** After so many reads in a row that failed as in an outage, the API is taken to be down. */
const MAX_FAILED_READS = 3;

/**
 * Runs `work` for each value, at most `limit` at the same time. The first few show whether the API is down, so the
 * others wait for them.
 */
export async function forEachAtOnce<T>(
	values: T[],
	limit: number,
	work: (value: T) => Promise<void>,
): Promise<void> {
	for (const part of [values.slice(0, MAX_FAILED_READS), values.slice(MAX_FAILED_READS)]) {
		await runConcurrently(part, limit, () => false, work);
	}
}

/**
 * Sends the reads of one look-up. Equal reads share a response. While the API is down, a read fails as those before
 * it: each is tried several times, which takes very long for many records.
 */
export const sendReads = (send: Send): Send => shareResponses(stopInOutage(send));

function shareResponses(send: Send): Send {
	const results = new Map<string, Promise<SendResult>>();
	return async (request, options) => {
		const key = JSON.stringify(request);
		const result = results.get(key) ?? send(request, options);
		results.set(key, result);
		return await result;
	};
}

function stopInOutage(send: Send): Send {
	/** The failures since the last read that went through. */
	let failures: Failure[] = [];
	const isDown = () => failures.length >= MAX_FAILED_READS;
	return async (request, options) => {
		// Asked again with the permit, since others may have failed meanwhile
		const result: SendResult = isDown()
			? { skipped: true }
			: await send(request, { ...options, shouldSend: () => !isDown() });
		if ('skipped' in result) return { failure: failures[0] };
		if (!('failure' in result)) failures = [];
		else if (isOutage(result.failure)) failures.push(result.failure);
		return result;
	};
}
