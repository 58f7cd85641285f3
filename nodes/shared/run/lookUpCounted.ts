/** Looks up which records of a batch were written when its response only counts them, or there is none. */
import { failureFromError } from '../http/errors';
import { inDoubtFailure } from '../http/failures';
import { messagesFor } from '../http/messages';
import { runStepsOrThrow } from '../http/runSteps';
import type { Failure, Outcome } from '../operation/outcome';
import type { Api } from '../operation/api';
import type { ApiRequest } from '../operation/request';
import type { Counting, CountedJob, InDoubtJob, LookUpContext, OnSettled } from './inDoubt';
import { notFoundSoFar } from './inDoubt';

/** Looks up all jobs of one group together, since the group says where its records can be found. */
export async function lookUpCounted<P>(
	operation: Counting<P>,
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
	for (const inDoubtJob of group) {
		const { job, failure, since } = inDoubtJob;
		const reason = readFailure ?? missingFailure(api, inDoubtJob, written);
		const outcomes = job.records.map((record): Outcome => {
			if (written.has(record)) return outcome(record, true);
			if (failure) {
				return { failure: reason ? failure : notFoundSoFar(api, failure, now() - since) };
			}
			return reason
				? { failure: partlyDoneFailure(api, operation.request(job.records), reason) }
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

/** What is wrong if fewer records of a job can be found than the API counts; undefined if nothing is. */
function missingFailure<P>(
	{ name }: Api,
	inDoubtJob: InDoubtJob<P>,
	written: Set<P>,
): Failure | undefined {
	const { count = 0 } = inDoubtJob as Partial<CountedJob<P>>;
	const visible = inDoubtJob.job.records.filter((record) => written.has(record)).length;
	if (visible >= count) return undefined;
	return { message: messagesFor(name).countsMore(count, visible), description: '' };
}

/** Some of the request was done, and reading does not show which records. */
const partlyDoneFailure = (
	api: Api,
	request: ApiRequest,
	{ message, httpCode }: Failure,
): Failure => ({
	...inDoubtFailure(api, request, messagesFor(api.name).partlyDone(message)),
	httpCode,
});
