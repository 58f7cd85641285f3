import type { Clock } from './clock';

/** Sets a time at which to ring, or none, in place of the one before. */
export function createAlarm(clock: Clock, ring: () => void): (at: number | undefined) => void {
	let set: { at: number; off: AbortController } | undefined;
	return (at) => {
		if (set?.at === at) return;
		set?.off.abort();
		set = undefined;
		if (at === undefined) return;
		const mine = { at, off: new AbortController() };
		set = mine;
		void clock.sleep(at - clock.now(), mine.off.signal).then(() => {
			if (set !== mine) return;
			set = undefined;
			ring();
		});
	};
}
