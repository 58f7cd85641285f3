import { randomUUID } from 'crypto';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Outcome } from '../operation/outcome';
import type { Operation } from '../operation/types';
import { isBatch } from '../operation/types';
import type { Task } from './plan';

/**
 * The outcomes of records that were written, or may have been, for the next attempt of n8n's Retry On
 * Fail. Records are identified by the index of their item and their key within it.
 */
export class RetryMemory {
	private readonly runId = randomUUID();
	private readonly outcomes = new Map<number, Map<string, Outcome>>();
	private readonly records = new Map<number, unknown[]>();

	/** Identifies an item in this run, so that a record keeps its `Idempotency-Key` over all attempts. */
	recordId(itemIndex: number): string {
		return `${this.runId} ${itemIndex}`;
	}

	/**
	 * Returns the records of an item. Once one of them was written, or may have been, they stay as they are: an
	 * expression with `$now` gives another value in each attempt, and with it the request would not be the same one,
	 * with the same `Idempotency-Key`, but a second one.
	 */
	recordsOf<P>(itemIndex: number, parse: () => P[]): P[] {
		if (!this.outcomes.has(itemIndex)) this.records.set(itemIndex, parse());
		return this.records.get(itemIndex) as P[];
	}

	/** Returns the outcome of a record that must not be sent again. */
	recall(itemIndex: number, record: string): Outcome | undefined {
		const outcome = this.outcomes.get(itemIndex)?.get(record);
		return outcome && !mayBeRetried(outcome) ? outcome : undefined;
	}

	/** Returns the doubt about a record that may be sent again. The doubt stays if it is not sent. */
	recallInDoubt(itemIndex: number, record: string): Outcome | undefined {
		const outcome = this.outcomes.get(itemIndex)?.get(record);
		return outcome && mayBeRetried(outcome) ? outcome : undefined;
	}

	/** Returns everything that is remembered of an item. */
	recallAll(itemIndex: number): Outcome[] {
		return [...(this.outcomes.get(itemIndex)?.values() ?? [])];
	}

	remember(itemIndex: number, record: string, outcome: Outcome): void {
		if ('failure' in outcome && !outcome.failure.inDoubt) return;
		const records = this.outcomes.get(itemIndex) ?? new Map<string, Outcome>();
		this.outcomes.set(itemIndex, records.set(record, outcome));
	}
}

/**
 * n8n makes a new object for every item before it runs a node, and passes the same objects to each
 * attempt of that run only: another run of the node, in a loop or in another execution, gets its own
 * objects. So the object of the first item identifies the run, however alike the items are. When the
 * run is over, nothing else holds the object, and its memory is freed with it. There is one key for a
 * run, because a weak key for each item slows down every garbage collection of n8n.
 */
const memories = new WeakMap<INodeExecutionData, RetryMemory>();

export function retryMemory([firstItem]: INodeExecutionData[]): RetryMemory {
	const memory = memories.get(firstItem) ?? new RetryMemory();
	memories.set(firstItem, memory);
	return memory;
}

/** Identifies the record within its item; '' if the item has only one. */
export function recordKey<P>(operation: Operation<P>, { params }: Task<P>): string {
	if (!isBatch(operation)) return '';
	const { groupBy, recordId } = operation.batch;
	if (!recordId) return '';
	return JSON.stringify([groupBy(params), recordId(params)]);
}

const mayBeRetried = (outcome: Outcome) =>
	'failure' in outcome && outcome.failure.inDoubt === 'mayRetry';
