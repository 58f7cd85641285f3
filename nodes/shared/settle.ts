import type { BatchOperation, Failure, Operation, Read } from './operation';
import type { Outcome } from './outcome';
import { failureFromError } from './outcome';
import type { Job } from './plan';
import { grouped, isBatch } from './plan';
import type { Sent } from './send';

/** A job of which some records were written; `count` is missing when the answer does not say how many. */
export interface Undecided<P> {
	job: Job<P>;
	count: number | undefined;
}

/** What an answer means for each record of its job, or that it does not say which were written. */
export function outcomesOf<P>(
	operation: Operation<P>,
	job: Job<P>,
	sent: Exclude<Sent, { heldBack: true }>,
): Outcome[] | Undecided<P> {
	if (!isBatch(operation)) {
		const [params] = job.records;
		if ('body' in sent) return [{ json: operation.output(sent.body, params) }];
		const json = sent.status && operation.tolerate?.(sent.status, params);
		return [json ? { json } : { failure: sent.failure }];
	}

	if ('failure' in sent) return job.records.map(() => ({ failure: sent.failure }));
	const count = operation.written(sent.body);
	const all = job.records.length;
	if (count !== 0 && count !== all) return { job, count };
	return job.records.map((record) => recordOutcome(operation, record, count === all));
}

/**
 * Asks the API which records were written, once for each group, since a record's group is where it
 * can be looked up. A record that cannot be looked up fails with the reason.
 */
export async function findOutcomes<P>(
	operation: BatchOperation<P>,
	undecided: Array<Undecided<P>>,
	read: Read,
	settle: (job: Job<P>, outcomes: Outcome[]) => void,
): Promise<void> {
	for (const group of grouped(undecided, ({ job }) => job.group).values()) {
		const records = group.flatMap(({ job }) => job.records);
		const count = group.reduce<number | undefined>(
			(sum, one) => (sum === undefined || one.count === undefined ? undefined : sum + one.count),
			0,
		);
		let outcomeOf: (record: P) => Outcome;
		try {
			const written = await operation.findWritten(records, count, read);
			outcomeOf = (record) => recordOutcome(operation, record, written.has(record));
		} catch (error) {
			const failure = notFoundOut(failureFromError(error));
			outcomeOf = () => ({ failure });
		}
		for (const { job } of group) settle(job, job.records.map(outcomeOf));
	}
}

const recordOutcome = <P>(operation: BatchOperation<P>, record: P, written: boolean): Outcome =>
	written ? { json: operation.output(record) } : { failure: operation.notWritten(record) };

function notFoundOut({ message, description, httpCode }: Failure): Failure {
	return {
		message: `Not known whether this was done: the API did only some of the request, and which could not be read back (${message})`,
		description: `Look at the record before you run this item again. ${description}`,
		httpCode,
		uncertain: true,
	};
}
