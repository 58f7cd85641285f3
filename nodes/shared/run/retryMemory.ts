import { randomUUID } from 'crypto';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Operation, Outcome } from '../operation/types';
import { isBatch } from '../operation/types';
import type { Task } from './plan';

/**
 * What became of records that were written, or may have been, for when n8n's Retry On Fail runs a node once
 * more. Items go by their index.
 */
export interface RetryMemory {
	/** Stands for an item in this run, so that a record keeps its `Idempotency-Key` over all tries. */
	idOf(itemIndex: number): string;
	/** How a record ended that is not to be sent again. */
	recall(itemIndex: number, record: string): Outcome | undefined;
	/** The doubt of an earlier try about a record that may be sent again: it stays if that does not happen. */
	recallDoubt(itemIndex: number, record: string): Outcome | undefined;
	/** All that was remembered of an item. */
	recallAll(itemIndex: number): Outcome[];
	remember(itemIndex: number, record: string, outcome: Outcome): void;
}

/**
 * n8n makes a new object for every item before it runs a node, and hands the same objects to each
 * try of that run only: another run of the node, in a loop or in another execution, gets objects of
 * its own. So the object of the first item stands for "this run", however many items are alike. When
 * the run is over nobody else holds it, and what is kept here goes with it. It is one key for a run,
 * since a weak key for each item takes n8n long whenever it frees memory.
 */
const memories = new WeakMap<INodeExecutionData, RetryMemory>();

export function retryMemory([first]: INodeExecutionData[]): RetryMemory {
	const memory = memories.get(first) ?? createMemory();
	memories.set(first, memory);
	return memory;
}

function createMemory(): RetryMemory {
	const id = randomUUID();
	const kept = new Map<number, Map<string, Outcome>>();
	const find = (itemIndex: number, record: string) => kept.get(itemIndex)?.get(record);
	return {
		idOf: (itemIndex) => `${id} ${itemIndex}`,
		recall(itemIndex, record) {
			const outcome = find(itemIndex, record);
			return outcome && !mayBeSent(outcome) ? outcome : undefined;
		},
		recallDoubt(itemIndex, record) {
			const outcome = find(itemIndex, record);
			return outcome && mayBeSent(outcome) ? outcome : undefined;
		},
		recallAll: (itemIndex) => [...(kept.get(itemIndex)?.values() ?? [])],
		remember(itemIndex, record, outcome) {
			if ('failure' in outcome && !outcome.failure.doubt) return;
			const records = kept.get(itemIndex) ?? new Map<string, Outcome>();
			kept.set(itemIndex, records.set(record, outcome));
		},
	};
}

/** Which record of its item this is. A single one is known by its item, whatever is in it. */
export function recordKey<P>(operation: Operation<P>, { params }: Task<P>): string {
	if (!isBatch(operation)) return '';
	const { groupBy, recordId } = operation.batch;
	if (!recordId) return '';
	return JSON.stringify([groupBy(params), recordId(params)]);
}

const mayBeSent = (outcome: Outcome) =>
	'failure' in outcome && outcome.failure.doubt === 'repeatable';
