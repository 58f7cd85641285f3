import type { Clock } from './clock';
import type { Limit } from './quota';
import { createQuota } from './quota';
import type { Headers } from './rateLimit';
import { pauseTold } from './rateLimit';

/** Times are in milliseconds. */
const SHORTEST_PAUSE = 500;
const FIRST_GROWING_PAUSE = 1000;
const LONGEST_GROWING_PAUSE = 60_000;
const FIRST_WINDOW = 32;
const LARGEST_WINDOW = 100;
const SETTLING_TIME = 5;

/** What a provider documents about its limits, told from the headers of an answer. */
export interface DocumentedLimits {
	limit?: Limit;
	/** All is used up until then: no request is worth sending. */
	usedUpUntil?: number;
}

/** What one run asks of the throttle, and may bear. */
export interface RunLimits {
	/** Most requests of this run under way at once. */
	largest: number;
	/** What all its waits for the rate limit may take together. */
	longestWait: number;
	/** Aborted when the execution is cancelled. */
	signal?: AbortSignal;
}

/** Whether a request may go out, and if not, why. */
export type Turn = 'go' | 'rateLimited' | 'cancelled';

/** The requests of one run. */
export interface Lane {
	/** Waits for a request's turn. One that may go ends with one of the next three. */
	enter(again?: 'again'): Promise<Turn>;
	/** The request was not sent after all. */
	leave(): void;
	/** The request ended in another way than 429. */
	accepted(headers?: Headers): void;
	/** The request, sent at `sentAt`, was answered with 429. */
	refused(sentAt: number, headers: Headers): void;
	/** The run is over. */
	close(): void;
	/** How long the run has waited for the rate limit. */
	readonly waited: number;
	/** When the API takes requests again, known or learned, for a run that may not wait so long. */
	readonly resetsAt?: number;
}

/** One for all runs that use the same key. */
export interface Throttle {
	open(run: RunLimits): Lane;
	readonly limit: Limit | undefined;
	/** Since when nobody uses it and it holds nobody back; undefined while that is not so. */
	readonly idleSince: number | undefined;
}

interface Waiting {
	run: RunLimits;
	/** Refused ones go first. */
	refused: Array<(turn: Turn) => void>;
	fresh: Array<(turn: Turn) => void>;
	underWay: number;
	waited: number;
	gaveUp: boolean;
	resetsAt?: number;
}

/**
 * Holds requests back so that the API does not have to. Three things must let a request through:
 * - the gate, which closes when the API says to wait,
 * - the quota, which is what went through before,
 * - the window of requests under way, which grows with each good answer and halves at a refusal.
 * Runs take turns. A run that would have to wait longer than it may is told so at once.
 */
export function createThrottle(
	clock: Clock,
	documented: (headers?: Headers) => DocumentedLimits = () => ({}),
): Throttle {
	const quota = createQuota();
	quota.document(documented().limit);
	/** In the order of their turns. */
	let lanes: Waiting[] = [];
	let underWay = 0;
	let window = FIRST_WINDOW;
	let everRefused = false;
	let refusalsInARow = 0;
	/** The gate: closed until then, opened last then. */
	let opensAt = -Infinity;
	let openedAt = -Infinity;
	/** Nobody has said when it opens. */
	let isGuess = false;
	/** After a guess, one request finds out first. */
	let cautious = false;
	let blockedSince: number | undefined;
	let alarm: { at: number; off: AbortController } | undefined;
	let lastUsed = clock.now();

	/** Whether a run has a request that only the API's limits can hold back. */
	const isReady = (lane: Waiting) =>
		lane.refused.length + lane.fresh.length > 0 && lane.underWay < lane.run.largest;

	function nextLane(): Waiting | undefined {
		const ready = lanes.filter(isReady);
		return ready.find(({ refused }) => refused.length > 0) ?? ready[0];
	}

	/** When gate and quota let the next request through. */
	function nextOpening(now: number): number {
		if (now < opensAt) return opensAt;
		if (openedAt < opensAt) {
			openedAt = opensAt;
			quota.restart();
		}
		if (cautious && underWay > 0) return Infinity;
		return quota.opensAt(now, underWay);
	}

	/** Gives turns to as many requests as may go now. */
	function pump(): void {
		const now = clock.now();
		charge(now);
		for (;;) {
			const lane = nextLane();
			if (!lane) break;
			const at = nextOpening(now);
			if (at > now) {
				if (at < Infinity) block(at, now);
				break;
			}
			const largest = Math.max(...lanes.map(({ run }) => run.largest));
			if (underWay >= Math.floor(Math.min(window, largest))) break;
			underWay++;
			lane.underWay++;
			lanes = [...lanes.filter((other) => other !== lane), lane];
			(lane.refused.shift() ?? lane.fresh.shift())!('go');
		}
		if (blockedSince === undefined) setAlarm(undefined);
	}

	/** Lets the waiting runs pay for the time that they were held back. */
	function charge(now: number): void {
		if (blockedSince === undefined) return;
		for (const lane of lanes) if (isReady(lane)) lane.waited += now - blockedSince;
		blockedSince = undefined;
	}

	function block(until: number, now: number): void {
		for (const lane of lanes) {
			if (!isReady(lane) || lane.waited + until - now <= lane.run.longestWait) continue;
			lane.gaveUp = true;
			lane.resetsAt = isGuess && until === opensAt ? undefined : until;
			dismiss(lane, 'rateLimited');
		}
		if (!lanes.some(isReady)) return;
		blockedSince = now;
		setAlarm(until);
	}

	function setAlarm(at: number | undefined): void {
		if (alarm?.at === at) return;
		alarm?.off.abort();
		alarm = undefined;
		if (at === undefined) return;
		const mine = { at, off: new AbortController() };
		alarm = mine;
		void clock.sleep(at - clock.now(), mine.off.signal).then(() => {
			if (alarm !== mine) return;
			alarm = undefined;
			pump();
		});
	}

	function dismiss(lane: Waiting, why: Turn): void {
		for (const answer of [...lane.refused.splice(0), ...lane.fresh.splice(0)]) answer(why);
	}

	function closeGate(until: number, guess = false): void {
		if (until <= opensAt) return;
		opensAt = until;
		isGuess = guess;
		cautious = guess;
	}

	function learn(headers: Headers | undefined): void {
		if (!headers) return;
		const { limit, usedUpUntil } = documented(headers);
		quota.document(limit);
		if (usedUpUntil !== undefined) closeGate(usedUpUntil);
	}

	/** How long to wait after a refusal, in words of the API or by our own guess. */
	function pauseAfter(headers: Headers, now: number): { pause: number; known: boolean } {
		const told = pauseTold(headers, now);
		if (told !== undefined && told >= SHORTEST_PAUSE) return { pause: told, known: true };
		const isFirst = told === undefined && refusalsInARow === 1;
		const reset = isFirst ? quota.documentedReset(now) : undefined;
		if (reset !== undefined && reset > now) return { pause: reset - now, known: true };
		return { pause: growingPause(refusalsInARow, clock.random()), known: false };
	}

	function open(run: RunLimits): Lane {
		const lane: Waiting = {
			...{ run, refused: [], fresh: [], underWay: 0, waited: 0, gaveUp: false },
		};
		lanes.push(lane);
		lastUsed = clock.now();
		const cancel = () => {
			dismiss(lane, 'cancelled');
			pump();
		};
		run.signal?.addEventListener('abort', cancel);
		const end = () => {
			underWay--;
			lane.underWay--;
		};

		return {
			get waited() {
				const blocked = blockedSince !== undefined && isReady(lane);
				return lane.waited + (blocked ? clock.now() - blockedSince! : 0);
			},
			get resetsAt() {
				return lane.resetsAt;
			},
			async enter(again) {
				if (run.signal?.aborted) return 'cancelled';
				if (lane.gaveUp) return 'rateLimited';
				return await new Promise<Turn>((resolve) => {
					// Those who wait already are charged before this one comes to wait
					charge(clock.now());
					(again ? lane.refused : lane.fresh).push(resolve);
					pump();
				});
			},
			leave() {
				end();
				pump();
			},
			accepted(headers) {
				end();
				refusalsInARow = 0;
				cautious = false;
				const isGrowing = !everRefused && window < LARGEST_WINDOW;
				// Doubles with each round until the first refusal, then grows by one with each
				window = Math.min(LARGEST_WINDOW, window + (everRefused ? 1 / window : 1));
				quota.accepted(clock.now());
				learn(headers);
				// A refusal may come together with this answer, and is to be seen before more is sent
				if (isGrowing) void clock.sleep(SETTLING_TIME, run.signal).then(pump);
				else pump();
			},
			refused(sentAt, headers) {
				end();
				const now = clock.now();
				// Requests that were under way when another was refused are refused for the same reason
				const isNews = sentAt >= opensAt;
				if (isNews) refusalsInARow++;
				const { pause, known } = pauseAfter(headers, now);
				if (isNews) {
					const surprise = quota.refused(now, underWay, now + pause);
					if (surprise || !everRefused) window = Math.max(1, window / 2);
					everRefused = true;
				}
				if (isNews || known) closeGate(now + pause, !known);
				learn(headers);
				pump();
			},
			close() {
				run.signal?.removeEventListener('abort', cancel);
				lanes = lanes.filter((other) => other !== lane);
				lastUsed = clock.now();
				pump();
			},
		};
	}

	return {
		open,
		get limit() {
			return quota.limit;
		},
		get idleSince() {
			return lanes.length > 0 || clock.now() < opensAt ? undefined : lastUsed;
		},
	};
}

/** Doubles with each refusal; the jitter keeps several processes from coming back together. */
function growingPause(refusals: number, random: number): number {
	const pause = FIRST_GROWING_PAUSE * 2 ** (Math.max(1, refusals) - 1);
	return Math.min(pause, LONGEST_GROWING_PAUSE) * (0.75 + random / 2);
}
