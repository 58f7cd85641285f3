/**
 * Whether this process is idle, and how its event loop runs: sandbox, n8n and nodes share it. Tests
 * also run on machines that do much else, so time is told in turns of the event loop.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const TICK_MS = 20;

/** So long a timer of n8n's `sleep`, that nobody waits for any more, may be left. */
export const LAST_TIMER_MS = 600;

/** What keeps a process alive. */
export interface Resources {
	timers: number;
	sockets: number;
}

function resources(): Resources {
	const all = process.getActiveResourcesInfo();
	const count = (...names: string[]) => all.filter((name) => names.includes(name)).length;
	return { timers: count('Timeout'), sockets: count('TCPSocketWrap', 'TLSWrap') };
}

/** The fewest within some time, in which those that Jest and n8n use now and then come and go. */
export async function resourcesWithin(ms: number): Promise<Resources> {
	const least = resources();
	for (let left = ms; left > 0; left -= TICK_MS) {
		await wait(TICK_MS);
		const { timers, sockets } = resources();
		least.timers = Math.min(least.timers, timers);
		least.sockets = Math.min(least.sockets, sockets);
	}
	return least;
}

export interface Watch {
	/** Milliseconds since it began, without those in which this process was not let run. */
	elapsed(): number;
	/** The longest time for which the event loop took no turn because of what this process computed. */
	longestSilence(): number;
	/** Milliseconds for which this process has computed since it began. */
	computed(): number;
	stop(): void;
}

export function watchEventLoop(): Watch {
	let ticks = 0;
	let longest = 0;
	let at = performance.now();
	const begun = computedMs();
	let computed = begun;
	const look = () => {
		const since = { at, computed };
		at = performance.now();
		computed = computedMs();
		longest = Math.max(longest, Math.min(at - since.at - TICK_MS, computed - since.computed));
	};
	const timer = setInterval(() => {
		ticks++;
		look();
	}, TICK_MS);
	return {
		elapsed: () => ticks * TICK_MS,
		longestSilence() {
			look();
			return longest;
		},
		computed: () => computedMs() - begun,
		stop: () => clearInterval(timer),
	};
}

/** Milliseconds for which this thread has had a processor, or this process where that is not told. */
function computedMs(): number {
	try {
		return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
	} catch {
		const { user, system } = process.cpuUsage();
		return (user + system) / 1000;
	}
}
