/** Random numbers that are the same for the same seed, so that a failed run can be repeated. */
export interface SeededRandom {
	/** Returns the next number from 0 to 1. */
	next(): number;
	/** Returns a whole number from `min` to `max`, both included. */
	between(min: number, max: number): number;
	pick<T>(values: readonly T[]): T;
}

const MODULUS = 2147483647;

/** Small seeds are multiplied first, since the first numbers after small states are all close to 0. */
export function seededRandom(seed: number): SeededRandom {
	const next = minimalStandard((seed * 2654435761) % MODULUS || 1);
	const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
	return { next, between, pick: (values) => values[between(0, values.length - 1)] };
}

/** The generator of Park and Miller. The state must be from 1 to 2147483646. */
export function minimalStandard(state: number): () => number {
	return () => (state = (state * 16807) % MODULUS) / MODULUS;
}
