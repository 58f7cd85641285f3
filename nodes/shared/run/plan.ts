import type { IDataObject } from 'n8n-workflow';

import type { ApiRequest, Operation, Steps } from '../operation/types';
import { isBatch, isFile, isSteps } from '../operation/types';

/** One record to write, or one thing to read, and the input item that it came from. */
export interface Task<P> {
	itemIndex: number;
	params: P;
}

/** Requests and the tasks that they settle. `records[i]` is what `tasks[i]` stand for. */
export interface Job<P> {
	/** `before` is what came out for the job before it in its turn. */
	steps(before?: IDataObject | IDataObject[]): Steps<unknown>;
	records: P[];
	tasks: Array<Array<Task<P>>>;
	/** What the records of a batch have in common; empty when the job is about a single one. */
	group: string;
	/** Jobs of one turn go one after another. */
	turn?: string;
}

/** The fewest requests that settle all tasks, in the order of the items. */
export function plan<P>(operation: Operation<P>, tasks: Array<Task<P>>): Array<Job<P>> {
	if (!isBatch(operation)) {
		return tasks.map((task) => ({
			steps: (before) =>
				isSteps(operation)
					? operation.steps(task.params, before)
					: once(requestOf(operation, task.params)),
			records: [task.params],
			tasks: [[task]],
			group: '',
			turn: isSteps(operation) ? operation.turn?.(task.params) : undefined,
		}));
	}

	const { groupBy, maxSize, recordId } = operation.batch;
	const groups = grouped(tasks, ({ params }) => groupBy(params));
	return [...groups].flatMap(([group, members]) => {
		const sameRecord = recordId
			? [...grouped(members, ({ params }) => recordId(params)).values()]
			: members.map((task) => [task]);
		return chunks(sameRecord, maxSize).map((chunk) => {
			const records = chunk.map(([first]) => first.params);
			const steps = () => operation.send?.(records) ?? once(operation.request(records));
			return { steps, records, tasks: chunk, group };
		});
	});
}

function requestOf<P>(
	operation: { request(params: P): ApiRequest } & Operation<P>,
	params: P,
): ApiRequest {
	const request = operation.request(params);
	return isFile(operation) ? { ...request, answer: 'text' } : request;
}

function* once(request: ApiRequest): Steps<unknown> {
	return yield request;
}

export function grouped<T>(values: T[], keyOf: (value: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const value of values) {
		const key = keyOf(value);
		const group = groups.get(key);
		if (group) group.push(value);
		else groups.set(key, [value]);
	}
	return groups;
}

function chunks<T>(values: T[], size: number): T[][] {
	const count = Math.ceil(values.length / size);
	return Array.from({ length: count }, (_, at) => values.slice(at * size, (at + 1) * size));
}
