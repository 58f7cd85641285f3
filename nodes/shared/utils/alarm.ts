import type { Clock } from './clock';

/** Calls `ring` at one time. Setting another time replaces the one before. */
export class Alarm {
	private pending: { time: number; abort: AbortController } | undefined;

	constructor(
		private readonly clock: Clock,
		private readonly ring: () => void,
	) {}

	set(time: number): void {
		if (this.pending?.time === time) return;
		this.clear();
		const pending = { time, abort: new AbortController() };
		this.pending = pending;
		void this.clock.sleep(time - this.clock.now(), pending.abort.signal).then(() => {
			// The alarm was cleared or set to another time meanwhile
			if (this.pending !== pending) return;
			this.pending = undefined;
			this.ring();
		});
	}

	clear(): void {
		this.pending?.abort.abort();
		this.pending = undefined;
	}
}
