/** Guards against run time that grows with the square of a text's length, such as by ReDoS. */
import { expect } from '@jest/globals';
import process from 'node:process';

/** The length of the texts. Linear work on it takes a few milliseconds, quadratic work about a second. */
export const LONG_LENGTH = 60_000;

const MAX_MS = 200;
const MAX_ATTEMPTS = 3;

/** Expects the work on a text of length `LONG_LENGTH` to take linear time. The work may throw. */
export function expectLinearTime(work: () => unknown): void {
	let time = cpuTimeOf(work);
	// V8 may still be compiling, or other work of this process may be counted
	for (let attempt = 1; time >= MAX_MS && attempt < MAX_ATTEMPTS; attempt++) time = cpuTimeOf(work);
	expect(time).toBeLessThan(MAX_MS);
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
