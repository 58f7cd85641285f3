/** Groups values in the order in which the keys first occur. Node.js 20 has no `Map.groupBy`. */
export function groupBy<T>(values: T[], keyOf: (value: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const value of values) {
		const key = keyOf(value);
		const group = groups.get(key);
		if (group) group.push(value);
		else groups.set(key, [value]);
	}
	return groups;
}

/** Splits values into chunks of at most `size`. */
export function chunks<T>(values: T[], size: number): T[][] {
	const count = Math.ceil(values.length / size);
	return Array.from({ length: count }, (_, index) =>
		values.slice(index * size, (index + 1) * size),
	);
}

/** Adds values to an array, however many they are: as arguments of `push`, 120,000 would overflow the stack. */
export function append<T>(array: T[], values: T[]): void {
	for (const value of values) array.push(value);
}
