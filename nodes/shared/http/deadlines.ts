import { Alarm } from '../utils/alarm';
import type { Clock } from '../utils/clock';

/**
 * Aborts the requests of a run that take longer than `timeout` milliseconds. All requests share one timer
 * and one listener: `AbortSignal.timeout` and `AbortSignal.any` would keep memory of every request until
 * its time-out, long after the response, and collecting that garbage would block n8n.
 */
export class Deadlines {
	/** The deadline of each request in flight, the earliest first, since all have the same time-out. */
	private readonly deadlines = new Map<AbortController, number>();
	private readonly alarm: Alarm;
	private isWatching = false;

	constructor(
		private readonly clock: Clock,
		private readonly timeout: number,
		private readonly cancelSignal?: AbortSignal,
	) {
		this.alarm = new Alarm(clock, () => this.abortOverdue());
		cancelSignal?.addEventListener('abort', this.cancel);
	}

	/**
	 * Calls `work` with a signal that aborts at the deadline or when the run is cancelled. The signal's reason
	 * is 'TIMEOUT' or 'CANCELLED'.
	 */
	async withDeadline<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
		const controller = new AbortController();
		if (this.cancelSignal?.aborted) controller.abort('CANCELLED');
		this.deadlines.set(controller, this.clock.now() + this.timeout);
		if (!this.isWatching) this.watchEarliest();
		try {
			return await work(controller.signal);
		} finally {
			this.deadlines.delete(controller);
		}
	}

	close(): void {
		this.alarm.clear();
		this.cancelSignal?.removeEventListener('abort', this.cancel);
	}

	private readonly cancel = () => {
		for (const controller of this.deadlines.keys()) controller.abort('CANCELLED');
	};

	private abortOverdue(): void {
		for (const [controller, deadline] of this.deadlines) {
			if (deadline > this.clock.now()) break;
			this.deadlines.delete(controller);
			controller.abort('TIMEOUT');
		}
		this.watchEarliest();
	}

	/** Sets the alarm to the earliest deadline. It is left as it is when a request ends: that is cheaper. */
	private watchEarliest(): void {
		const [earliest] = this.deadlines.values();
		this.isWatching = earliest !== undefined;
		if (this.isWatching) this.alarm.set(earliest);
		else this.alarm.clear();
	}
}
