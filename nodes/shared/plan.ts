import type { ApiRequest, BatchOperation, Operation } from './operation';

/** One record to write, and the input item that it came from. */
export interface Task<P> {
	itemIndex: number;
	params: P;
}

/** One request and the tasks it settles. `records[i]` is what `tasks[i]` stand for. */
export interface Job<P> {
	request: ApiRequest;
	records: P[];
	tasks: Array<Array<Task<P>>>;
	/** What the records of a batch have in common; empty when the request carries a single one. */
	group: string;
}

/** Which record of its item this is. A single one is known by its item, whatever is in it. */
export function recordKey<P>(operation: Operation<P>, { params }: Task<P>): string {
	if (!isBatch(operation)) return '';
	const { groupBy, recordId } = operation.batch;
	return JSON.stringify([groupBy(params), recordId(params)]);
}

export function isBatch<P>(operation: Operation<P>): operation is BatchOperation<P> {
	return 'batch' in operation;
}

/** The fewest requests that write all tasks, in the order of the items. */
export function plan<P>(operation: Operation<P>, tasks: Array<Task<P>>): Array<Job<P>> {
	if (!isBatch(operation)) {
		return tasks.map((task) => ({
			request: operation.request(task.params),
			records: [task.params],
			tasks: [[task]],
			group: '',
		}));
	}

	const { groupBy, maxSize, recordId } = operation.batch;
	const groups = grouped(tasks, ({ params }) => groupBy(params));
	return [...groups].flatMap(([group, members]) => {
		const sameRecord = [...grouped(members, ({ params }) => recordId(params)).values()];
		return chunks(sameRecord, maxSize).map((chunk) => {
			const records = chunk.map(([first]) => first.params);
			return { request: operation.request(records), records, tasks: chunk, group };
		});
	});
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
