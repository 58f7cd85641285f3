/** The results of a soak. */
export interface Report {
	items: number;
	runs: number;
	requests: number;
	succeeded: number;
	refused: number;
	/** Items that the node reported as in doubt, by operation. */
	inDoubt: Record<string, number>;
	/** Items whose response was lost and whose record a look-up found. */
	resolvedByLookUp: number;
	/** Items without an output of their own, since the node stopped before. */
	notReported: number;
	cancelledRuns: number;
	/** Groups during which this process was held up, so that their items may be in doubt for no other reason. */
	heldUpGroups: number;
	/** Deliveries to triggers, including the forged ones. */
	deliveries: number;
	forgeries: number;
	/** Polls of triggers, including the failed ones. */
	polls: number;
	failedPolls: number;
	/** Executions that triggers started. */
	executions: number;
	/** How many requests each fault hit. */
	faults: Record<string, number>;
	/** One line for each violation, by guarantee. */
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
	...{ resolvedByLookUp: 0, notReported: 0, cancelledRuns: 0, heldUpGroups: 0 },
	...{ deliveries: 0, forgeries: 0, polls: 0, failedPolls: 0, executions: 0, faults: {} },
	violations: Object.fromEntries(
		GUARANTEES.map((guarantee): [Guarantee, string[]] => [guarantee, []]),
	) as Report['violations'],
});

export const violationsIn = ({ violations }: Report) =>
	GUARANTEES.flatMap((guarantee) => violations[guarantee].map((line) => `${guarantee}: ${line}`));

export const totalInDoubt = ({ inDoubt }: Report) =>
	Object.values(inDoubt).reduce((sum, count) => sum + count, 0);
