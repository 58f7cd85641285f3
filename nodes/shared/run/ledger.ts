import type { Outcome } from '../operation/outcome';
import { isPending } from '../operation/outcome';
import type { Operation } from '../operation/types';
import type { Job, Task } from './plan';
import type { RetryMemory } from './retryMemory';
import { recordKey } from './retryMemory';

/** Records how the tasks of a run have ended so far. */
export class Ledger<P> {
	readonly outcomes = new Map<Task<P>, Outcome>();
	/** Whether a task failed. */
	failed = false;
	/** How many tasks wrote their record. */
	written = 0;

	/** Begins with the outcomes of earlier attempts of Retry On Fail. */
	constructor(
		private readonly operation: Operation<P>,
		private readonly memory: RetryMemory,
		tasks: Array<Task<P>>,
	) {
		for (const task of tasks) {
			const outcome = memory.recall(task.itemIndex, recordKey(operation, task));
			if (outcome) this.record(task, outcome, true);
		}
	}

	/** Whether an earlier attempt of this run may have written the task's record. */
	isInDoubt(task: Task<P>): boolean {
		return this.recallInDoubt(task) !== undefined;
	}

	/** Whether nothing more is to be done for a task. */
	isComplete(task: Task<P>): boolean {
		return this.outcomes.has(task) && !isPending(this.outcomes.get(task));
	}

	/** Replaces the output of a task that was written. */
	complete(task: Task<P>, outcome: Outcome): void {
		this.outcomes.set(task, outcome);
		this.memory.remember(task.itemIndex, recordKey(this.operation, task), outcome);
	}

	/** Records the outcomes of a job's records. What was written is remembered for Retry On Fail. */
	settle(job: Job<P>, outcomes: Outcome[], wrote: boolean): void {
		for (const [index, outcome] of outcomes.entries()) {
			for (const task of job.tasks[index]) {
				this.record(task, outcome, wrote);
				if (wrote) this.memory.remember(task.itemIndex, recordKey(this.operation, task), outcome);
			}
		}
	}

	/** Records the same outcome for several tasks. */
	fail(tasks: Array<Task<P>>, outcome: Outcome): void {
		for (const task of tasks) this.record(task, outcome);
	}

	private recallInDoubt(task: Task<P>): Outcome | undefined {
		return this.memory.recallInDoubt(task.itemIndex, recordKey(this.operation, task));
	}

	private record(task: Task<P>, outcome: Outcome, wrote = false): void {
		this.failed ||= 'failure' in outcome;
		if (wrote && 'json' in outcome) this.written++;
		// If nothing was written this time, an earlier attempt still may have succeeded
		const isInconclusive = !wrote && 'failure' in outcome && !outcome.failure.inDoubt;
		this.outcomes.set(task, (isInconclusive && this.recallInDoubt(task)) || outcome);
	}
}
