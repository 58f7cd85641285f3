import { sleep } from 'n8n-workflow';

/** Tells the time and waits; tests replace it with a simulated clock. Times are in milliseconds. */
export interface Clock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Resolves after `ms`, or at once when `signal` aborts. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	/** A number from 0 to 1. */
	random(): number;
}

/** n8n's sleep() cannot be cancelled, so waits are sliced: no timer outlives an abort by more than this. */
const MAX_TIMER = 500;

/** The waits that each signal ends. They share a listener, because Node.js warns of a leak if a signal has more than ten. */
const waits = new WeakMap<AbortSignal, Set<() => void>>();

export const realClock: Clock = {
	now: () => Date.now(),
	random: () => Math.random(),
	async sleep(ms, signal) {
		const end = Date.now() + ms;
		let onAbort = () => {};
		const aborted = new Promise<void>((resolve) => (onAbort = resolve));
		const waitsOfSignal = signal && waitsOf(signal);
		waitsOfSignal?.add(onAbort);
		try {
			let remaining = ms;
			while (remaining > 0 && !signal?.aborted) {
				await Promise.race([sleep(Math.min(remaining, MAX_TIMER)), aborted]);
				remaining = end - Date.now();
			}
		} finally {
			waitsOfSignal?.delete(onAbort);
		}
	},
};

function waitsOf(signal: AbortSignal): Set<() => void> {
	const existing = waits.get(signal);
	if (existing) return existing;
	const created = new Set<() => void>();
	waits.set(signal, created);
	signal.addEventListener('abort', () => {
		for (const onAbort of created) onAbort();
	});
	return created;
}
