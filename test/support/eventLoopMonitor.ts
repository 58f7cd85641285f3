/**
 * Measures whether this process is idle, and how long its event loop is blocked. Mock servers, n8n and
 * nodes share the process. Tests also run on busy machines, so time is counted in ticks of the event loop.
 */
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

const TICK_MS = 20;

/** The longest time for which an abandoned sleep() timer of n8n may remain, with some tolerance. */
export const MAX_TIMER_MS = 600;

/** The resources that keep a process alive. */
export interface Resources {
	timers: number;
	sockets: number;
}

function resources(): Resources {
	const active = process.getActiveResourcesInfo();
	const count = (...names: string[]) => active.filter((name) => names.includes(name)).length;
	return { timers: count('Timeout'), sockets: count('TCPSocketWrap', 'TLSWrap') };
}

/** Returns the minimum within so many milliseconds, since Jest and n8n briefly use some resources too. */
export async function minResourcesWithin(ms: number): Promise<Resources> {
	const min = resources();
	for (let remaining = ms; remaining > 0; remaining -= TICK_MS) {
		await wait(TICK_MS);
		const { timers, sockets } = resources();
		min.timers = Math.min(min.timers, timers);
		min.sockets = Math.min(min.sockets, sockets);
	}
	return min;
}

/** Times are in milliseconds. */
export interface EventLoopMonitor {
	/** The time since the start, without the time for which the system did not run this process. */
	elapsed(): number;
	/** The longest time for which the process's own computation blocked the event loop. */
	maxBlocked(): number;
	/** The CPU time since the start. */
	cpuTime(): number;
	stop(): void;
}

export function monitorEventLoop(): EventLoopMonitor {
	let ticks = 0;
	let maxBlocked = 0;
	let lastTime = performance.now();
	const initialCpuTime = cpuTimeMs();
	let lastCpuTime = initialCpuTime;
	const measure = () => {
		const time = performance.now();
		const cpuTime = cpuTimeMs();
		const blocked = Math.min(time - lastTime - TICK_MS, cpuTime - lastCpuTime);
		maxBlocked = Math.max(maxBlocked, blocked);
		lastTime = time;
		lastCpuTime = cpuTime;
	};
	const timer = setInterval(() => {
		ticks++;
		measure();
	}, TICK_MS);
	return {
		elapsed: () => ticks * TICK_MS,
		maxBlocked() {
			measure();
			return maxBlocked;
		},
		cpuTime: () => cpuTimeMs() - initialCpuTime,
		stop: () => clearInterval(timer),
	};
}

/** Returns the CPU time of this thread in milliseconds, or that of the process where the system has no such file. */
function cpuTimeMs(): number {
	try {
		return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
	} catch {
		const { user, system } = process.cpuUsage();
		return (user + system) / 1000;
	}
}
