/** Guards against run time that grows with the square of a text's length, such as by ReDoS. */
import { expect } from '@jest/globals';
import process from 'node:process';

/** The length of the long text. Quadratic work on it takes about a second. */
const LONG_LENGTH = 60_000;
const SHORT_LENGTH = LONG_LENGTH / 4;

/** Linear work grows by 4 from the short text to the long one, quadratic work by 16. */
const MAX_GROWTH = 10;

/** Work that takes less time than this on the long text is not quadratic. */
const NEGLIGIBLE_MS = 100;

const MAX_ATTEMPTS = 3;

/**
 * Expects the time of the work to grow with the length of the text, not with its square. How fast the
 * machine is does not matter. `textOf` makes a text of about that length. The work may throw.
 */
export function expectLinearTime(
	textOf: (length: number) => string,
	work: (text: string) => unknown,
): void {
	const long = textOf(LONG_LENGTH);
	const short = textOf(SHORT_LENGTH);
	let growth = growthOf(work, short, long);
	// V8 may still be compiling, or other work of this process may be counted
	for (let attempt = 1; growth >= MAX_GROWTH && attempt < MAX_ATTEMPTS; attempt++) {
		growth = growthOf(work, short, long);
	}
	expect(growth).toBeLessThan(MAX_GROWTH);
}

function growthOf(work: (text: string) => unknown, short: string, long: string): number {
	const time = cpuTimeOf(() => work(long));
	return time < NEGLIGIBLE_MS ? 1 : time / cpuTimeOf(() => work(short));
}

/** Returns the CPU time of this process in milliseconds, since other processes may keep the machine busy. */
function cpuTimeOf(work: () => unknown): number {
	const start = process.cpuUsage();
	try {
		work();
	} catch {
		// Rejecting the text must take linear time too
	}
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1000;
}
