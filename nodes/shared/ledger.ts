import type { INodeExecutionData } from 'n8n-workflow';

import type { Failure, Operation, Outcome } from './operation';
import type { Job, Task } from './plan';
import { recall, recallDoubt, recordKey, remember } from './retryMemory';

/** How the tasks of a run have ended so far. */
export interface Ledger<P> {
	readonly outcomes: Map<Task<P>, Outcome>;
	/** Whether one of them failed. */
	readonly failed: boolean;
	/** Whether anything was written. */
	readonly wrote: boolean;
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
	const outcomes = new Map<Task<P>, Outcome>();
	let failed = false;
	let wroteAny = false;
	const note = (task: Task<P>, outcome: Outcome) => {
		failed ||= 'failure' in outcome;
		const isUnsent = 'failure' in outcome && wasNotSent(outcome.failure);
		const doubt = isUnsent && recallDoubt(items[task.itemIndex], recordKey(operation, task));
		outcomes.set(task, doubt || outcome);
	};

	for (const task of tasks) {
		const outcome = recall(items[task.itemIndex], recordKey(operation, task));
		if (!outcome) continue;
		wroteAny = true;
		note(task, outcome);
	}

	return {
		outcomes,
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
					note(task, outcome);
					if (wrote) remember(items[task.itemIndex], recordKey(operation, task), outcome);
				}
			}
		},
		fail(some, outcome) {
			for (const task of some) note(task, outcome);
		},
	};
}

/** Such as cancelled, or held back by the rate limit: this says nothing about an earlier try. */
const wasNotSent = ({ doubt, httpCode }: Failure) => !doubt && (!httpCode || httpCode === '429');
