import type { INodeExecutionData } from 'n8n-workflow';

import type { Operation, Outcome } from '../operation/types';
import type { Job, Task } from './plan';
import { recordKey, retryMemory } from './retryMemory';

/** How the tasks of a run have ended so far. */
export interface Ledger<P> {
	readonly outcomes: Map<Task<P>, Outcome>;
	/** Whether one of them failed. */
	readonly failed: boolean;
	/** Whether anything was written. */
	readonly wrote: boolean;
	/** Whether an earlier try of this run may have written it. */
	isInDoubt(task: Task<P>): boolean;
	/** Notes the outcomes of a job's records. What was written is remembered for Retry On Fail. */
	settle(job: Job<P>, outcomes: Outcome[], wrote: boolean): void;
	/** Notes one failure for all of these. */
	fail(tasks: Array<Task<P>>, outcome: Outcome): void;
}

/** Begins with what earlier tries of this run have done. */
export function openLedger<P>(
	operation: Operation<P>,
	items: INodeExecutionData[],
	tasks: Array<Task<P>>,
): Ledger<P> {
	const memory = retryMemory(items);
	const outcomes = new Map<Task<P>, Outcome>();
	let failed = false;
	let wroteAny = false;
	const doubtAbout = (task: Task<P>) =>
		memory.recallDoubt(task.itemIndex, recordKey(operation, task));
	// What was not sent now, or refused as a whole, may have been carried out by the try before
	const note = (task: Task<P>, outcome: Outcome, wrote = false) => {
		failed ||= 'failure' in outcome;
		const tellsNothing = !wrote && 'failure' in outcome && !outcome.failure.doubt;
		outcomes.set(task, (tellsNothing && doubtAbout(task)) || outcome);
	};

	for (const task of tasks) {
		const outcome = memory.recall(task.itemIndex, recordKey(operation, task));
		if (!outcome) continue;
		wroteAny = true;
		note(task, outcome);
	}

	return {
		outcomes,
		isInDoubt: (task) => doubtAbout(task) !== undefined,
		get failed() {
			return failed;
		},
		get wrote() {
			return wroteAny;
		},
		settle(job, settled, wrote) {
			wroteAny ||= wrote;
			for (const [at, outcome] of settled.entries()) {
				for (const task of job.tasks[at]) {
					note(task, outcome, wrote);
					if (wrote) memory.remember(task.itemIndex, recordKey(operation, task), outcome);
				}
			}
		},
		fail(some, outcome) {
			for (const task of some) note(task, outcome);
		},
	};
}
