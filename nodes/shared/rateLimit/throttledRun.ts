/** The runs that use a throttle, in the order of their turns. */

/** What one run asks of the throttle, and may bear. Times are in milliseconds. */
export interface RunLimits {
	/** Most requests of this run under way at once. */
	maxInFlight: number;
	/** What all its waits for the rate limit may take together. */
	maxWait: number;
	/** Aborted when the execution is cancelled. */
	signal?: AbortSignal;
}

/** Whether a request may go out, and if not, why. */
export type Permit = 'granted' | 'rateLimited' | 'cancelled';

export interface Queue {
	run: RunLimits;
	/** Refused ones go first. */
	refused: Array<(turn: Permit) => void>;
	fresh: Array<(turn: Permit) => void>;
	underWay: number;
	waited: number;
	gaveUp: boolean;
	resetsAt?: number;
}

export const createQueue = (run: RunLimits): Queue => ({
	...{ run, refused: [], fresh: [], underWay: 0, waited: 0, gaveUp: false },
});

/** Whether a run has a request that only the API's limits can hold back. */
export const isReady = (queue: Queue): boolean =>
	queue.refused.length + queue.fresh.length > 0 && queue.underWay < queue.run.maxInFlight;

/** The run whose turn it is. */
export function next(queues: Queue[]): Queue | undefined {
	const ready = queues.filter(isReady);
	return ready.find(({ refused }) => refused.length > 0) ?? ready[0];
}

/** Lets the first request of a run go. */
export function admit(queue: Queue): void {
	queue.underWay++;
	(queue.refused.shift() ?? queue.fresh.shift())!('granted');
}

/** Answers all that wait in a run. */
export function dismiss(queue: Queue, why: Permit): void {
	for (const answer of [...queue.refused.splice(0), ...queue.fresh.splice(0)]) answer(why);
}
