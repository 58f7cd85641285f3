/** The same numbers for the same seed, so that a run that failed can be repeated. */
export interface Dice {
	/** From 0 to 1. */
	roll(): number;
	/** A whole number, both ends included. */
	between(least: number, most: number): number;
	/** One of these. */
	pick<T>(values: readonly T[]): T;
}

export function dice(seed: number): Dice {
	let state = (seed * 2654435761) % 2147483647 || 1;
	const roll = () => (state = (state * 16807) % 2147483647) / 2147483647;
	const between = (least: number, most: number) => least + Math.floor(roll() * (most - least + 1));
	return { roll, between, pick: (values) => values[between(0, values.length - 1)] };
}
