/** Finds out by reading what became of records whose write is in doubt. */
import type { IDataObject } from 'n8n-workflow';

import { failureFromError } from '../http/errors';
import { inDoubtFailure } from '../http/failures';
import { messagesFor } from '../http/messages';
import { runStepsOrThrow } from '../http/runSteps';
import type { Send } from '../http/sender';
import type { Api } from '../operation/api';
import type { Failure, Outcome } from '../operation/outcome';
import type { ApiRequest } from '../operation/request';
import type { BatchOperation, Operation, SingleOperation } from '../operation/types';
import { isBatch } from '../operation/types';
import { groupBy } from '../utils/collections';
import { idKey } from '../utils/text';
import type { Job } from './plan';

/** A job whose written records are not known. `since` is in milliseconds since 1970. */
export type InDoubtJob<P> = FailedJob<P> | CountedJob<P>;
interface FailedJob<P> {
	job: Job<P>;
	since: number;
	/** Why nothing is known. */
	failure: Failure;
}
/** The response to a batch does not say which records were written, at most how many. */
interface CountedJob<P> {
	job: Job<P>;
	since: number;
	count: number | undefined;
	failure?: undefined;
}

type WithLookUp<P> =
	| (BatchOperation<P> & Required<Pick<BatchOperation<P>, 'lookUp'>>)
	| (SingleOperation<P> & Required<Pick<SingleOperation<P>, 'lookUp' | 'recordId'>>);

/** What is known of the run so far. */
export interface LookUpContext {
	api: Api;
	/** When the run began, in server time. */
	since: Date;
	/** The output of the records that were written. */
	written: IDataObject[];
	now(): number;
	send: Send;
}

export type OnSettled<P> = (job: Job<P>, outcomes: Outcome[]) => void;

const hasLookUp = <P>(operation: Operation<P>): operation is WithLookUp<P> =>
	'lookUp' in operation && operation.lookUp !== undefined;

export const canBeLookedUp = <P>(operation: Operation<P>, { records }: Job<P>): boolean =>
	hasLookUp(operation) && (isBatch(operation) || operation.lookUp.key(records[0]) !== undefined);

/** Looks up jobs in doubt. Jobs that stay in doubt get the findings added to their description. */
export async function lookUp<P>(
	operation: Operation<P>,
	inDoubtJobs: Array<InDoubtJob<P>>,
	context: LookUpContext,
	onSettled: OnSettled<P>,
): Promise<void> {
	if (!hasLookUp(operation)) return;
	if (isBatch(operation)) {
		for (const group of groupBy(inDoubtJobs, ({ job }) => job.group).values()) {
			await lookUpGroup(operation, group, context, onSettled);
		}
		return;
	}
	// Only a batch can be in doubt without a failure
	const failedJobs = inDoubtJobs.filter((job): job is FailedJob<P> => job.failure !== undefined);
	const keyOf = ({ job }: FailedJob<P>) => operation.lookUp.key(job.records[0]) ?? '';
	const groups = [...groupBy(failedJobs, keyOf).values()];
	const matches = [];
	for (const group of groups) matches.push(await findMatches(operation, group, context));
	// A record that fits several keys may be any of them, so all groups are read before one is settled
	const fits = groupBy(
		matches.flatMap((rows) => rows ?? []),
		(row) => idOf(operation, row),
	);
	const isAmbiguous = (row: IDataObject) => (fits.get(idOf(operation, row))?.length ?? 0) > 1;
	for (const [index, group] of groups.entries()) {
		await settleGroup(operation, group, matches[index], isAmbiguous, context, onSettled);
	}
}

/** Looks up all jobs of one group together, since the group says where its records can be found. */
async function lookUpGroup<P>(
	operation: Extract<WithLookUp<P>, BatchOperation<P>>,
	group: Array<InDoubtJob<P>>,
	{ api, now, send }: LookUpContext,
	onSettled: OnSettled<P>,
): Promise<void> {
	const { find, outcome } = operation.lookUp;
	const written = new Set<P>();
	const records = group.flatMap(({ job }) => job.records);
	let readFailure: Failure | undefined;
	try {
		await runStepsOrThrow(
			() => find(records, totalCount(group), (record) => written.add(record)),
			send,
		);
	} catch (error) {
		readFailure = failureFromError(error);
	}
	for (const { job, failure, since } of group) {
		const outcomes = job.records.map((record): Outcome => {
			if (written.has(record)) return outcome(record, true);
			if (readFailure && failure) return { failure };
			if (readFailure) {
				return { failure: partlyDoneFailure(api, operation.request(job.records), readFailure) };
			}
			return failure
				? { failure: notFoundSoFar(api, failure, now() - since) }
				: outcome(record, false);
		});
		onSettled(job, outcomes);
	}
}

/** How many records of a group were written; undefined if a job of the group does not know. */
function totalCount<P>(group: Array<InDoubtJob<P>>): number | undefined {
	const counts = group.map((job) => ('count' in job ? job.count : undefined));
	const total = counts.reduce<number>((sum, count) => sum + (count ?? NaN), 0);
	return Number.isNaN(total) ? undefined : total;
}

/** Some of the request was done, and reading which records failed. */
const partlyDoneFailure = (
	api: Api,
	request: ApiRequest,
	{ message, httpCode }: Failure,
): Failure => ({
	...inDoubtFailure(api, request, messagesFor(api.name).partlyDone(message)),
	httpCode,
});

type SingleWithLookUp<P> = Extract<WithLookUp<P>, SingleOperation<P>>;

const idOf = <P>({ recordId }: SingleWithLookUp<P>, row: IDataObject): string =>
	idKey(recordId(row));

/** Returns the new records of a key that no item of the run has put out; undefined if reading fails. */
async function findMatches<P>(
	operation: SingleWithLookUp<P>,
	[{ job }]: Array<FailedJob<P>>,
	{ since, written, send }: LookUpContext,
): Promise<IDataObject[] | undefined> {
	const writtenIds = new Set(written.map((json) => idOf(operation, json)));
	try {
		const { find } = operation.lookUp;
		const rows = await runStepsOrThrow(() => find(job.records[0], since), send);
		return rows.filter((row) => !writtenIds.has(idOf(operation, row)));
	} catch {
		return undefined;
	}
}

/** Settles the jobs of one key. A job is resolved only if exactly one new record can be meant. */
async function settleGroup<P>(
	operation: SingleWithLookUp<P>,
	group: Array<FailedJob<P>>,
	matches: IDataObject[] | undefined,
	isAmbiguous: (match: IDataObject) => boolean,
	{ api, now, send }: LookUpContext,
	onSettled: OnSettled<P>,
): Promise<void> {
	const [match, ...rest] = matches ?? [];
	if (match && rest.length === 0 && group.length === 1 && !isAmbiguous(match)) {
		const json = await readMatch(operation, match, send);
		if (json) return onSettled(group[0].job, [{ json }]);
	}
	const ids = matches?.map(operation.recordId);
	for (const { job, failure, since } of group) {
		onSettled(job, [{ failure: withFindings(api, failure, ids, now() - since) }]);
	}
}

/** Returns a match as the operation puts it out; undefined if reading it fails. */
async function readMatch<P>(
	{ lookUp: { get } }: SingleWithLookUp<P>,
	match: IDataObject,
	send: Send,
): Promise<IDataObject | undefined> {
	if (!get) return match;
	try {
		return await runStepsOrThrow(() => get(match), send);
	} catch {
		return undefined;
	}
}

/** Adds to a failure which records may be the one in doubt; `ids` is undefined if reading failed. */
function withFindings(
	api: Api,
	failure: Failure,
	ids: unknown[] | undefined,
	elapsed: number,
): Failure {
	if (!ids) return failure;
	if (ids.length === 0) return notFoundSoFar(api, failure, elapsed);
	return appendDescription(failure, messagesFor(api.name).severalMatches(ids.join(', ')));
}

const notFoundSoFar = ({ name }: Api, failure: Failure, elapsed: number): Failure =>
	appendDescription(failure, messagesFor(name).notFoundSoFar(Math.round(elapsed / 1000)));

const appendDescription = (failure: Failure, sentence: string): Failure => ({
	...failure,
	description: `${failure.description} ${sentence}`,
});
