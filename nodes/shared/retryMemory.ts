import { randomUUID } from 'crypto';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Operation, Outcome } from './operation';
import { isBatch } from './operation';
import type { Task } from './plan';

/** Stands for an item in this run, so that a record keeps its `Idempotency-Key` over all tries. */
const runIds = new WeakMap<INodeExecutionData, string>();

/**
 * What became of records that were written, or may have been, for when n8n's Retry On Fail runs a node once
 * more.
 *
 * n8n makes a new object for every item before it runs a node, and hands the same objects to each
 * try of that run only: another run of the node, in a loop or in another execution, gets objects of
 * its own. So the object stands for "this item in this run", however many items are alike. When the
 * run is over nobody else holds it, and what is kept here goes with it.
 */
const kept = new WeakMap<INodeExecutionData, Map<string, Outcome>>();

/** Which record of its item this is. A single one is known by its item, whatever is in it. */
export function recordKey<P>(operation: Operation<P>, { params }: Task<P>): string {
	if (!isBatch(operation)) return '';
	const { groupBy, recordId } = operation.batch;
	if (!recordId) return '';
	return JSON.stringify([groupBy(params), recordId(params)]);
}

/** How a record ended that is not to be sent again. */
export function recall(item: INodeExecutionData, record: string): Outcome | undefined {
	const outcome = kept.get(item)?.get(record);
	return outcome && !mayBeSent(outcome) ? outcome : undefined;
}

/** The doubt of an earlier try about a record that may be sent again: it stays if that does not happen. */
export function recallDoubt(item: INodeExecutionData, record: string): Outcome | undefined {
	const outcome = kept.get(item)?.get(record);
	return outcome && mayBeSent(outcome) ? outcome : undefined;
}

/** All that was remembered of an item. */
export function recallAll(item: INodeExecutionData): Outcome[] {
	return [...(kept.get(item)?.values() ?? [])];
}

export function remember(item: INodeExecutionData, record: string, outcome: Outcome): void {
	if ('failure' in outcome && !outcome.failure.doubt) return;
	const records = kept.get(item) ?? new Map<string, Outcome>();
	kept.set(item, records.set(record, outcome));
}

const mayBeSent = (outcome: Outcome) =>
	'failure' in outcome && outcome.failure.doubt === 'repeatable';

export function runIdOf(item: INodeExecutionData): string {
	const id = runIds.get(item) ?? randomUUID();
	runIds.set(item, id);
	return id;
}
