/** What the answer to a job means for its records, and how doubts about them end. */
import type { IDataObject } from 'n8n-workflow';

import { inDoubt } from '../http/failures';
import type {
	Api,
	ApiRequest,
	BatchOperation,
	Failure,
	Operation,
	Outcome,
	Read,
	SingleOperation,
} from '../operation/types';
import { isBatch, isFile, isSteps } from '../operation/types';
import { failureFromError } from './output';
import type { Job } from './plan';
import { grouped } from './plan';
import { texts } from '../http/messages';
import type { Walked } from '../http/runSteps';
import { readSteps } from '../http/runSteps';

/** A job of which it is not known what was written. */
export interface Undecided<P> {
	job: Job<P>;
	/** How many records were written, when the answer says only that. */
	count?: number;
	/** Why nothing is known. */
	failure?: Failure;
	/** Milliseconds since 1970. */
	since: number;
}

/** What became of each record of a job, or that its answer does not say which were written. */
export function outcomesOf<P>(
	api: Api,
	operation: Operation<P>,
	job: Job<P>,
	walked: Exclude<Walked, { heldBack: true }>,
	now: number,
): Outcome[] | Undecided<P> {
	const [params] = job.records;
	if ('failure' in walked) {
		const { failure } = walked;
		if (failure.doubt && canBeLookedUp(operation, job)) return { job, failure, since: now };
		const recover = 'recover' in operation ? operation.recover : undefined;
		const json = recover?.(Number(failure.httpCode), params);
		if (json) return [{ json }];
		const told = isBatch(operation) ? keptApart(operation.request(job.records), failure) : failure;
		return job.records.map(() => ({ failure: told }));
	}

	if (isSteps(operation)) return [{ json: walked.value as IDataObject | IDataObject[] }];
	const body = walked.value as IDataObject;
	if (isFile(operation)) {
		const { name, type } = operation.file;
		return [{ json: { fileName: name }, file: { name, type, text: String(body.text) } }];
	}
	if (isBatch(operation)) return batchOutcomes(operation, job, body, now);

	const json = operation.output(body, params);
	const told = operation.failure?.(json);
	if (told) return [{ failure: told }];
	if (operation.recordId === undefined || isNamed(operation.recordId(json))) return [{ json }];
	const failure = inDoubt(api, walked.last!, texts.noRecord(api.name));
	return canBeLookedUp(operation, job) ? { job, failure, since: now } : [{ failure }];
}

/** Another try may put other records together, and then has another `Idempotency-Key`. */
const keptApart = ({ repeatable }: ApiRequest, failure: Failure): Failure =>
	failure.doubt && !repeatable ? { ...failure, doubt: 'open' } : failure;

function batchOutcomes<P>(
	operation: BatchOperation<P>,
	job: Job<P>,
	body: IDataObject,
	now: number,
): Outcome[] | Undecided<P> {
	const outcomes = operation.outcomes(body, job.records);
	if (Array.isArray(outcomes)) return outcomes;
	const count = outcomes.written;
	const all = job.records.length;
	if (count !== 0 && count !== all) return { job, count, since: now };
	return job.records.map((record) => operation.lookUp!.outcome(record, count === all));
}

const isNamed = (id: unknown) => id !== undefined && id !== null && id !== '';

const canBeLookedUp = <P>(operation: Operation<P>, { records }: Job<P>): boolean => {
	if (isBatch(operation)) return operation.lookUp !== undefined;
	return 'lookUp' in operation && operation.lookUp?.key(records[0]) !== undefined;
};

export type Settle<P> = (job: Job<P>, outcomes: Outcome[]) => void;

/** What is known of the run so far, for looking a record up. */
export interface RunSoFar {
	/** When it began, on the vendor's clock. */
	since: Date;
	/** What came out as written. */
	written: IDataObject[];
	now(): number;
	read: Read;
}

/** Ends the doubts that can be ended by reading. The others stay, with what reading told. */
export async function lookUp<P>(
	api: Api,
	operation: Operation<P>,
	undecided: Array<Undecided<P>>,
	run: RunSoFar,
	settle: Settle<P>,
): Promise<void> {
	if (isBatch(operation)) await lookUpBatches(api, operation, undecided, run, settle);
	else if ('output' in operation) await lookUpRecords(operation, undecided, run, settle);
}

/** Once for each group, since a record's group is where it can be looked up. */
async function lookUpBatches<P>(
	api: Api,
	operation: BatchOperation<P>,
	undecided: Array<Undecided<P>>,
	{ now, read }: RunSoFar,
	settle: Settle<P>,
): Promise<void> {
	const { find, outcome } = operation.lookUp!;
	for (const group of grouped(undecided, ({ job }) => job.group).values()) {
		const written = new Set<P>();
		const records = group.flatMap(({ job }) => job.records);
		let why: Failure | undefined;
		try {
			const counts = group.map(({ count }) => count ?? NaN);
			const sum = counts.reduce((total, count) => total + count, 0);
			const count = Number.isNaN(sum) ? undefined : sum;
			await find(records, count, read, (record) => written.add(record));
		} catch (error) {
			why = failureFromError(error);
		}
		for (const { job, failure, since } of group) {
			const outcomes = job.records.map((record): Outcome => {
				if (written.has(record)) return outcome(record, true);
				if (why) return { failure: failure ?? notRead(api, operation.request(job.records), why) };
				return failure ? { failure: notThere(failure, now() - since) } : outcome(record, false);
			});
			settle(job, outcomes);
		}
	}
}

/** Some of the request was done, and reading which of it failed. */
const notRead = (api: Api, request: ApiRequest, { message, httpCode }: Failure): Failure => ({
	...inDoubt(api, request, texts.partlyDone(api.name, message)),
	httpCode,
});

/** A doubt ends where exactly one record can be meant. */
async function lookUpRecords<P>(
	operation: SingleOperation<P>,
	undecided: Array<Undecided<P>>,
	{ since: runSince, written, now, read }: RunSoFar,
	settle: Settle<P>,
): Promise<void> {
	const { lookUp: by, recordId } = operation as Required<SingleOperation<P>>;
	const taken = new Set(written.map(recordId));
	for (const alike of grouped(undecided, ({ job }) => by.key(job.records[0])!).values()) {
		const [{ job }] = alike;
		let found: IDataObject[] | undefined;
		try {
			const all = await readSteps(by.find(job.records[0], runSince), read);
			found = all.filter((json) => !taken.has(recordId(json)));
			if (found.length === 1 && alike.length === 1) {
				const json = by.get ? await readSteps(by.get(found[0]), read) : found[0];
				settle(job, [{ json }]);
				continue;
			}
		} catch {
			// The doubt stays as it is
		}
		for (const { job: one, failure, since } of alike) {
			const told = found?.length
				? also(failure!, texts.severalThere(found.map(recordId).join(', ')))
				: found
					? notThere(failure!, now() - since)
					: failure!;
			settle(one, [{ failure: told }]);
		}
	}
}

const also = (failure: Failure, words: string): Failure => ({
	...failure,
	description: `${failure.description} ${words}`,
});

const notThere = (failure: Failure, ms: number): Failure =>
	also(failure, texts.notThere(Math.round(ms / 1000)));
