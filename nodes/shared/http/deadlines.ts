import { createAlarm } from '../utils/alarm';
import type { Clock } from '../utils/clock';

export interface Deadlines {
	/** Gives `work` a signal that aborts when its time is over or the run is cancelled; its reason says which. */
	withDeadline<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>;
	close(): void;
}

/**
 * One timer and one listener for all requests of a run, each of which may take `ms`. `AbortSignal.timeout`
 * and `AbortSignal.any` would keep something of every request until its time is over, long after the
 * answer, and n8n would stand still whenever it is cleared away.
 */
export function createDeadlines(clock: Clock, ms: number, cancelled?: AbortSignal): Deadlines {
	/** The earliest first, since all may take as long. */
	const open = new Map<AbortController, number>();
	let watching = false;
	const watch = () => {
		const [earliest] = open.values();
		watching = earliest !== undefined;
		setAlarm(earliest);
	};
	const setAlarm = createAlarm(clock, () => {
		for (const [controller, at] of open) {
			if (at > clock.now()) break;
			open.delete(controller);
			controller.abort('TIMEOUT');
		}
		watch();
	});
	const cancel = () => {
		for (const controller of open.keys()) controller.abort('CANCELLED');
	};
	cancelled?.addEventListener('abort', cancel);

	return {
		async withDeadline(work) {
			const controller = new AbortController();
			if (cancelled?.aborted) controller.abort('CANCELLED');
			open.set(controller, clock.now() + ms);
			if (!watching) watch();
			try {
				return await work(controller.signal);
			} finally {
				open.delete(controller);
			}
		},
		close() {
			setAlarm(undefined);
			cancelled?.removeEventListener('abort', cancel);
		},
	};
}
