/** What a soak found. */
export interface Report {
	items: number;
	runs: number;
	requests: number;
	succeeded: number;
	refused: number;
	/** The node said that it does not know whether they were written, by operation. */
	inDoubt: Record<string, number>;
	/** Written by a request that was not answered, and found by looking. */
	resolvedByLookUp: number;
	/** Not reported one by one, since the node stopped before. */
	notReported: number;
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
	violations: Record<Guarantee, string[]>;
}

const GUARANTEES = [
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
export type Guarantee = (typeof GUARANTEES)[number];

export const newReport = (): Report => ({
	...{ items: 0, runs: 0, requests: 0, succeeded: 0, refused: 0, inDoubt: {} },
	...{ resolvedByLookUp: 0, notReported: 0, cancelledRuns: 0 },
	...{ deliveries: 0, forgeries: 0, polls: 0, failedPolls: 0, executions: 0, faults: {} },
	violations: Object.fromEntries(
		GUARANTEES.map((guarantee): [Guarantee, string[]] => [guarantee, []]),
	) as Report['violations'],
});

export const violationsIn = ({ violations }: Report) =>
	GUARANTEES.flatMap((guarantee) => violations[guarantee].map((line) => `${guarantee}: ${line}`));

export const totalInDoubt = ({ inDoubt }: Report) =>
	Object.values(inDoubt).reduce((sum, count) => sum + count, 0);
