/** What a soak found. */
export interface Report {
	items: number;
	runs: number;
	requests: number;
	succeeded: number;
	refused: number;
	/** The node said that it does not know whether they were written, by operation. */
	doubts: Record<string, number>;
	/** Written by a request that was not answered, and found by looking. */
	foundByLooking: number;
	/** Not reported one by one, since the node stopped before. */
	stoppedBefore: number;
	cancelledRuns: number;
	/** Deliveries to triggers, and those that were forged among them. */
	deliveries: number;
	forgeries: number;
	/** Of triggers, and those that failed among them. */
	polls: number;
	failedPolls: number;
	/** That triggers started. */
	executions: number;
	/** What the requests met, counted. */
	faults: Record<string, number>;
	/** By kind, with a line for each. */
	broken: Record<BrokenPromise, string[]>;
}

const PROMISES = [
	'does not work without faults',
	'lost',
	'written twice',
	'called done, but not there',
	'called failed, but there',
	'in doubt, though the API can tell',
	'in doubt without a cause',
	'did not end within a second',
	'secret in the run',
	'forgery believed',
	'started too early',
] as const;
export type BrokenPromise = (typeof PROMISES)[number];

export const newReport = (): Report => ({
	...{ items: 0, runs: 0, requests: 0, succeeded: 0, refused: 0, doubts: {} },
	...{ foundByLooking: 0, stoppedBefore: 0, cancelledRuns: 0 },
	...{ deliveries: 0, forgeries: 0, polls: 0, failedPolls: 0, executions: 0, faults: {} },
	broken: Object.fromEntries(
		PROMISES.map((promise): [BrokenPromise, string[]] => [promise, []]),
	) as Report['broken'],
});

export const brokenIn = ({ broken }: Report) =>
	PROMISES.flatMap((promise) => broken[promise].map((line) => `${promise}: ${line}`));

export const inDoubt = ({ doubts }: Report) =>
	Object.values(doubts).reduce((sum, count) => sum + count, 0);
