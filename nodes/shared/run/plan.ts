import type { IDataObject } from 'n8n-workflow';

import { isSafe } from '../http/failures';
import type { Outcome } from '../operation/outcome';
import type { ApiRequest, Steps } from '../operation/request';
import { call } from '../operation/request';
import type { BatchOperation, Operation } from '../operation/types';
import { isBatch, isFile, isSteps } from '../operation/types';
import { chunks, groupBy } from '../utils/collections';
import { idKey } from '../utils/text';

/** One record to write, or one thing to read, and the input item that it came from. */
export interface Task<P> {
	itemIndex: number;
	params: P;
}

/** The requests that settle some tasks. `records[i]` is the record of all `tasks[i]`. */
export interface Job<P> {
	operation: Operation<P>;
	/** `previous` is the outcome of the job before it in its sequence. */
	steps(previous?: Outcome): Steps<unknown>;
	records: P[];
	tasks: Array<Array<Task<P>>>;
	/** The group of the records of a batch; empty if the job is about a single record. */
	group: string;
	/** Jobs with the same key run one after another. */
	sequenceKey?: string;
}

/** The records that exist, by the key of their sequence. */
export type RowsByKey = ReadonlyMap<string, IDataObject[]>;

/** Plans the fewest requests that settle all tasks, in the order of the items. */
export function plan<P>(
	operation: Operation<P>,
	tasks: Array<Task<P>>,
	rowsByKey?: RowsByKey,
): Array<Job<P>> {
	return isBatch(operation)
		? planBatches(operation, tasks)
		: groupEqualReads(operation, tasks).map((group) => planSingle(operation, group, rowsByKey));
}

/** Reads of the same thing share their requests. Writes never do. */
function groupEqualReads<P>(
	operation: Exclude<Operation<P>, BatchOperation<P>>,
	tasks: Array<Task<P>>,
): Array<Array<Task<P>>> {
	const isReadOnly = ({ params }: Task<P>) =>
		isSteps(operation) ? operation.safe === true : isSafe(operation.request(params));
	// No JSON text begins with "write"
	let writes = 0;
	const keyOf = (task: Task<P>) =>
		isReadOnly(task) ? JSON.stringify(task.params) : `write ${writes++}`;
	return [...groupBy(tasks, keyOf).values()];
}

function planSingle<P>(
	operation: Exclude<Operation<P>, BatchOperation<P>>,
	tasks: Array<Task<P>>,
	rowsByKey?: RowsByKey,
): Job<P> {
	const [{ params }] = tasks;
	const job = { operation, records: [params], tasks: [tasks], group: '' };
	if (isSteps(operation)) {
		const sequenceKey = operation.sequenceKey?.(params);
		const rows = rowsByKey?.get(String(sequenceKey));
		return {
			...job,
			// What was read first is out of date after an item of the sequence
			steps: (previous) => operation.steps(params, previous, previous ? undefined : rows),
			sequenceKey,
		};
	}
	const request = (): ApiRequest =>
		isFile(operation)
			? { ...operation.request(params), responseType: 'file' }
			: operation.request(params);
	return { ...job, steps: () => call(request()) };
}

function planBatches<P>(operation: BatchOperation<P>, tasks: Array<Task<P>>): Array<Job<P>> {
	const { maxSize, recordId, groupBy: groupOf } = operation.batch;
	const groups = groupBy(tasks, ({ params }) => idKey(groupOf(params)));
	return [...groups].flatMap(([group, members]) => {
		const tasksByRecord = recordId
			? [...groupBy(members, ({ params }) => idKey(recordId(params))).values()]
			: members.map((task) => [task]);
		return chunks(tasksByRecord, maxSize).map((chunk) => batchJob(operation, group, chunk));
	});
}

function batchJob<P>(
	operation: BatchOperation<P>,
	group: string,
	tasks: Array<Array<Task<P>>>,
): Job<P> {
	const records = tasks.map(([{ params }]) => params);
	const steps = () => operation.batchSteps?.(records) ?? call(operation.request(records));
	return { operation, steps, records, tasks, group };
}

/** Returns two jobs for the records of one, the first half in the first job. */
export const halves = <P>(operation: BatchOperation<P>, { group, tasks }: Job<P>): Array<Job<P>> =>
	chunks(tasks, Math.ceil(tasks.length / 2)).map((half) => batchJob(operation, group, half));
