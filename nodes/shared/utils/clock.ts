import { sleep } from 'n8n-workflow';

/** What time it is and how to wait; tests put their own clock in. Times are in milliseconds. */
export interface Clock {
	now(): number;
	/** Resolves after `ms`, or at once when `signal` aborts. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
	random(): number;
}

/** n8n's timers cannot be taken back. None of ours outlives an aborted wait for longer. */
const MAX_TIMER = 500;

export const realClock: Clock = {
	now: () => Date.now(),
	random: () => Math.random(),
	async sleep(ms, signal) {
		const end = Date.now() + ms;
		let wake = () => {};
		const aborted = new Promise<void>((resolve) => (wake = resolve));
		signal?.addEventListener('abort', wake);
		try {
			for (let left = ms; left > 0 && !signal?.aborted; left = end - Date.now()) {
				await Promise.race([sleep(Math.min(left, MAX_TIMER)), aborted]);
			}
		} finally {
			signal?.removeEventListener('abort', wake);
		}
	},
};
