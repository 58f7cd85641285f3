import type { Clock } from '../utils/clock';
import type { Quota } from './quota';
import type { Headers } from './headers';
import { requestedPause } from './headers';

/** Times are in milliseconds. */
const SHORTEST_PAUSE = 500;
const FIRST_GROWING_PAUSE = 1000;
const LONGEST_GROWING_PAUSE = 60_000;

/** Closed while the API has said to wait. */
export interface Gate {
	/** In the past while it is open. */
	readonly opensAt: number;
	/** Nobody has said when it opens. */
	readonly isGuess: boolean;
	/** After a guess, one request finds out first. */
	readonly isCautious: boolean;
	close(until: number): void;
	accepted(): void;
	/** A request was refused; `isNews` says whether it was sent since the gate last closed. Returns the pause. */
	refused(now: number, headers: Headers, isNews: boolean): number;
}

export function createGate(clock: Clock, quota: Quota): Gate {
	let opensAt = -Infinity;
	let isGuess = false;
	let isCautious = false;
	let refusalsInARow = 0;

	/** How long to wait after a refusal, in words of the API or by our own guess. */
	function pauseAfter(headers: Headers, now: number): { pause: number; known: boolean } {
		const told = requestedPause(headers, now);
		if (told !== undefined && told >= SHORTEST_PAUSE) return { pause: told, known: true };
		const isFirst = told === undefined && refusalsInARow === 1;
		const reset = isFirst ? quota.documentedReset(now) : undefined;
		if (reset !== undefined && reset > now) return { pause: reset - now, known: true };
		return { pause: growingPause(refusalsInARow, clock.random()), known: false };
	}

	function close(until: number, guess = false): void {
		if (until <= opensAt) return;
		opensAt = until;
		isGuess = guess;
		isCautious = guess;
	}

	return {
		get opensAt() {
			return opensAt;
		},
		get isGuess() {
			return isGuess;
		},
		get isCautious() {
			return isCautious;
		},
		close: (until) => close(until),
		accepted() {
			refusalsInARow = 0;
			isCautious = false;
		},
		refused(now, headers, isNews) {
			if (isNews) refusalsInARow++;
			const { pause, known } = pauseAfter(headers, now);
			if (isNews || known) close(now + pause, !known);
			return pause;
		},
	};
}

/** Doubles with each refusal; the jitter keeps several processes from coming back together. */
function growingPause(refusals: number, random: number): number {
	const pause = FIRST_GROWING_PAUSE * 2 ** (Math.max(1, refusals) - 1);
	return Math.min(pause, LONGEST_GROWING_PAUSE) * (0.75 + random / 2);
}
