import { randomUUID } from 'crypto';
import type { INodeExecutionData } from 'n8n-workflow';

import type { Outcome } from './operation';

/** Stands for an item in this run, so that a record keeps its `Idempotency-Key` over all tries. */
const runIds = new WeakMap<INodeExecutionData, string>();

/**
 * What is not to be sent again when n8n's Retry On Fail runs a node once more: records that were
 * written, and those of which it is not known.
 *
 * n8n makes a new object for every item before it runs a node, and hands the same objects to each
 * try of that run only: another run of the node, in a loop or in another execution, gets objects of
 * its own. So the object stands for "this item in this run", however many items are alike. When the
 * run is over nobody else holds it, and what is kept here goes with it.
 */
const done = new WeakMap<INodeExecutionData, Map<string, Outcome>>();

export function recall(item: INodeExecutionData, record: string): Outcome | undefined {
	return done.get(item)?.get(record);
}

/** All that was remembered of an item. */
export function recallAll(item: INodeExecutionData): Outcome[] {
	return [...(done.get(item)?.values() ?? [])];
}

export function remember(item: INodeExecutionData, record: string, outcome: Outcome): void {
	if ('failure' in outcome && outcome.failure.doubt !== 'open') return;
	const records = done.get(item) ?? new Map<string, Outcome>();
	done.set(item, records.set(record, outcome));
}

export function runIdOf(item: INodeExecutionData): string {
	const id = runIds.get(item) ?? randomUUID();
	runIds.set(item, id);
	return id;
}
