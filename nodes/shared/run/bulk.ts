/** Finds and creates the records of many items together, for operations that have `bulk`. */
import type { IDataObject } from 'n8n-workflow';

import { runSteps } from '../http/runSteps';
import type { Send } from '../http/sender';
import type { Steps } from '../operation/request';
import type { Operation, StepsOperation } from '../operation/types';
import { isSteps } from '../operation/types';
import { groupBy } from '../utils/collections';
import { runConcurrently } from '../utils/concurrency';
import type { Ledger } from './ledger';
import type { Job, RowsByKey, Task } from './plan';
import { plan } from './plan';

export type BulkOperation<P> = StepsOperation<P> &
	Required<Pick<StepsOperation<P>, 'sequenceKey' | 'bulk'>>;

export const isBulk = <P>(operation: Operation<P>): operation is BulkOperation<P> =>
	isSteps(operation) && operation.sequenceKey !== undefined && operation.bulk !== undefined;

/** Returns the first task of each sequence in which nothing has been settled. */
function firstTasks<P>(
	{ sequenceKey }: BulkOperation<P>,
	tasks: Array<Task<P>>,
	{ outcomes }: Ledger<P>,
): Array<Task<P>> {
	const sequences = [...groupBy(tasks, ({ params }) => sequenceKey(params)).values()];
	return sequences
		.filter((sequence) => !sequence.some((task) => outcomes.has(task)))
		.map(([first]) => first);
}

/**
 * Reads which records exist: all together or, where that takes more requests, those of each sequence. If reading
 * fails, the first task of the sequence fails.
 */
export async function findFirst<P>(
	operation: BulkOperation<P>,
	tasks: Array<Task<P>>,
	ledger: Ledger<P>,
	send: Send,
	limit: number,
	isStopped: () => boolean,
): Promise<RowsByKey> {
	const { advice, bulk, sequenceKey } = operation;
	const read = async <T>(steps: () => Steps<T>) => await runSteps(steps, send, { advice });
	const rowsByKey = new Map<string, IDataObject[]>();
	const firsts = firstTasks(operation, tasks, ledger);
	const all = await read(() => bulk.findAll(firsts.map(({ params }) => params)));
	if ('failure' in all) ledger.fail(firsts, { failure: all.failure });
	if (!('value' in all)) return rowsByKey;
	await runConcurrently(firsts, limit, isStopped, async (task) => {
		const key = sequenceKey(task.params);
		const result = all.value
			? { value: all.value.get(key) ?? [] }
			: await read(() => bulk.find(task.params));
		if ('value' in result) rowsByKey.set(key, result.value);
		else if ('failure' in result) ledger.fail([task], { failure: result.failure });
	});
	return rowsByKey;
}

/** Plans the batches of new records, as long as there are any, and then the steps of all other tasks. */
export function planBulk<P>(
	operation: BulkOperation<P>,
	tasks: Array<Task<P>>,
	ledger: Ledger<P>,
	rowsByKey: RowsByKey,
): Array<Job<P>> {
	const { bulk, sequenceKey } = operation;
	const isNew = ({ params }: Task<P>) => rowsByKey.get(sequenceKey(params))?.length === 0;
	const created = firstTasks(operation, tasks, ledger).filter(
		(task) => isNew(task) && bulk.canCreate(task.params),
	);
	if (created.length > 0) return plan(bulk.create, created);
	const pending = tasks.filter((task) => !ledger.outcomes.has(task));
	return plan(operation, pending, rowsByKey);
}
