/** Long texts, for what must not take a time that grows with their square. */
import { expect } from '@jest/globals';
import process from 'node:process';

export const LONG = 200_000;

/** The square of this length takes many seconds, the length itself a few milliseconds. */
const LONGEST_MS = 200;

/** Does it in time, whether or not the text is taken. */
export function inTime(work: () => unknown): void {
	let time = timeOf(work);
	// Others may keep the machine busy, or V8 may still be compiling
	for (let tries = 1; time >= LONGEST_MS && tries < 3; tries++) time = timeOf(work);
	expect(time).toBeLessThan(LONGEST_MS);
}

/** Milliseconds of this process, not by the clock. */
function timeOf(work: () => unknown): number {
	const start = process.cpuUsage();
	try {
		work();
	} catch {
		// A refusal is an answer too
	}
	const { user, system } = process.cpuUsage(start);
	return (user + system) / 1000;
}
