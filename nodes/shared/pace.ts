/** Times are in milliseconds unless the name says otherwise. */
const LEAST_PAUSE = 500;
const LONGEST_GROWING_PAUSE = 60_000;
const FIRST_WINDOW = 32;

/** What time it is and how to wait; tests put their own clock in. */
export interface Clock {
	now(): number;
	/** Resolves after `ms`, or earlier when the execution is cancelled. */
	sleep(ms: number): Promise<void>;
	random(): number;
}

/** One for all requests of a run: when one of them is told to wait, all wait. */
export interface Pace {
	/** Waits for a request's turn, which ends with one of the next three; false when there is none. */
	enter(): Promise<boolean>;
	/** The request was not sent after all. */
	leave(): void;
	/** The request ended in another way than 429. */
	accepted(): void;
	/** The request, sent at `sentAt`, was answered with 429; false when none may go out any more. */
	refused(sentAt: number, headers: Record<string, unknown>): boolean;
	/** When the API takes requests again, as far as it has said. */
	readonly resetsAt?: Date;
}

/**
 * A window of at most `largest` requests, which starts small, grows with each good answer and halves
 * at a refusal; and a gate that pauses for `longestWait` in total at the most, and then stays shut.
 */
export function createPace(largest: number, longestWait: number, clock: Clock): Pace {
	let size = Math.min(FIRST_WINDOW, largest);
	let underWay = 0;
	const waiting: Array<() => void> = [];
	let opensAt = -Infinity;
	let waited = 0;
	let shut = false;
	let refusalsInARow = 0;
	let everRefused = false;
	let resetsAt: Date | undefined;

	const leave = () => {
		underWay--;
		for (let free = Math.floor(size) - underWay; free > 0; free--) waiting.shift()?.();
	};

	const pauseFor = (pause: number) => {
		const from = Math.max(opensAt, clock.now());
		const until = Math.max(from, clock.now() + pause);
		shut ||= waited + until - from > longestWait;
		if (shut) {
			waiting.splice(0).forEach((wake) => wake());
		} else {
			waited += until - from;
			opensAt = until;
		}
		return until;
	};

	return {
		get resetsAt() {
			return resetsAt;
		},
		async enter() {
			for (;;) {
				if (shut) return false;
				if (clock.now() < opensAt) {
					await clock.sleep(opensAt - clock.now());
				} else if (underWay < Math.floor(size)) {
					underWay++;
					return true;
				} else {
					await new Promise<void>((resolve) => waiting.push(resolve));
				}
			}
		},
		leave,
		accepted() {
			refusalsInARow = 0;
			// Doubles with each round until the first refusal, then grows by one with each
			size = Math.min(largest, size + (everRefused ? 1 / size : 1));
			leave();
		},
		refused(sentAt, headers) {
			const told = pauseTold(headers, clock.now());
			// Requests that were under way when another was refused are refused for the same reason
			const isNews = sentAt >= opensAt;
			if (isNews) {
				everRefused = true;
				refusalsInARow++;
				size = Math.max(1, size / 2);
			}
			if (isNews || told !== undefined) {
				const pause = told ?? growingPause(refusalsInARow, clock.random());
				const until = pauseFor(Math.max(pause, LEAST_PAUSE));
				if (told !== undefined) resetsAt = new Date(until);
			}
			leave();
			return !shut;
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

/**
 * Works through the jobs in order, at most `limit` at once. Ends when all are done or, when `stopped`,
 * those that are under way.
 */
export async function sideBySide<T>(
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
	await Promise.all(Array.from({ length: limit }, worker));
}
