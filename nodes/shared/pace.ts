/** Pauses are counted in milliseconds, like all times here unless the name says otherwise. */
const LEAST_PAUSE = 500;
const LONGEST_GROWING_PAUSE = 60_000;

/** What time it is and how to wait; tests put their own clock in. */
export interface Clock {
	now(): number;
	/** Resolves after `ms`, or earlier when the execution is cancelled. */
	sleep(ms: number): Promise<void>;
	random(): number;
}

/** One for all requests of a run: when one is told to wait, all wait. */
export interface Gate {
	/** Waits until requests may go out; false when none may any more. */
	open(): Promise<boolean>;
	/** Tells of a 429 for a request sent at `sentAt`; false when none may go out any more. */
	refused(sentAt: number, headers: Record<string, unknown>): boolean;
	/** Tells of an answer other than 429. */
	accepted(): void;
	/** When the API takes requests again, as far as it has said. */
	readonly resetsAt?: Date;
}

/** A gate that pauses for `maxWait` in total at the most, and then stays shut. */
export function createGate(maxWait: number, clock: Clock): Gate {
	let opensAt = 0;
	let waited = 0;
	let shut = false;
	let refusalsInARow = 0;
	let resetsAt: Date | undefined;

	return {
		get resetsAt() {
			return resetsAt;
		},
		async open() {
			while (!shut && clock.now() < opensAt) await clock.sleep(opensAt - clock.now());
			return !shut;
		},
		refused(sentAt, headers) {
			const now = clock.now();
			const told = pauseTold(headers, now);
			// Requests that were under way when the first was refused tell nothing new
			if (told === undefined && sentAt < opensAt) return !shut;
			if (told === undefined) refusalsInARow++;
			const pause = Math.max(told ?? growingPause(refusalsInARow, clock.random()), LEAST_PAUSE);

			const from = Math.max(opensAt, now);
			const until = Math.max(from, now + pause);
			if (told !== undefined) resetsAt = new Date(until);
			if (waited + until - from > maxWait) shut = true;
			if (shut) return false;
			waited += until - from;
			opensAt = until;
			return true;
		},
		accepted() {
			refusalsInARow = 0;
		},
	};
}

/**
 * How long a 429 says to wait: `Retry-After` in seconds or as an HTTP date, else `X-RateLimit-Reset`
 * in Unix seconds. The reset of a counter that is not used up is not what the 429 was about.
 */
export function pauseTold(headers: Record<string, unknown>, now: number): number | undefined {
	const retryAfter = String(headers['retry-after'] ?? '').trim();
	if (/^\d+(\.\d+)?$/.test(retryAfter)) return Number(retryAfter) * 1000;
	const date = Date.parse(retryAfter);
	if (!Number.isNaN(date)) return date - now;

	const reset = Number(headers['x-ratelimit-reset'] || NaN);
	const requestsLeft = Number(headers['x-ratelimit-remaining'] ?? 0) > 0;
	return Number.isNaN(reset) || requestsLeft ? undefined : reset * 1000 - now;
}

/** Doubles with each refusal; the jitter keeps several workflows from coming back together. */
function growingPause(refusals: number, random: number): number {
	return Math.min(1000 * 2 ** (refusals - 1), LONGEST_GROWING_PAUSE) * (0.75 + random / 2);
}

/** How many requests may be under way at once. */
export interface Window {
	size(): number;
}

export const fixedWindow = (size: number): Window => ({ size: () => size });

/** Works through the jobs in order and side by side. Ends when `stopped` and what is under way is done. */
export async function inWindow<T>(
	jobs: T[],
	window: Window,
	stopped: () => boolean,
	work: (job: T) => Promise<void>,
): Promise<void> {
	const underWay = new Set<Promise<void>>();
	for (const job of jobs) {
		while (underWay.size >= window.size()) await Promise.race(underWay);
		if (stopped()) break;
		const done = work(job).finally(() => underWay.delete(done));
		underWay.add(done);
	}
	await Promise.all(underWay);
}
