/** Finds out by reading what became of records whose write is in doubt. */
import type { Operation } from '../operation/types';
import { groupBy } from '../utils/collections';
import type { FailedJob, InDoubtJob, LookUpContext, OnSettled } from './inDoubt';
import { isCounting, isCreatingMany, isCreatingOne } from './inDoubt';
import { lookUpCounted } from './lookUpCounted';
import { lookUpCreated } from './lookUpCreated';
import { forEachAtOnce, sendReads } from './lookUpReads';

/** Looks up jobs in doubt. Jobs that stay in doubt get the findings added to their description. */
export async function lookUp<P>(
	operation: Operation<P>,
	inDoubtJobs: Array<InDoubtJob<P>>,
	context: LookUpContext,
	onSettled: OnSettled<P>,
): Promise<void> {
	const reading = { ...context, send: sendReads(context.send) };
	if (isCounting(operation)) {
		const groups = [...groupBy(inDoubtJobs, ({ job }) => job.group).values()];
		await forEachAtOnce(
			groups,
			context.limit,
			async (group) => await lookUpCounted(operation, group, reading, onSettled),
		);
	}
	if (isCreatingOne(operation) || isCreatingMany(operation)) {
		// Only a count leaves a job in doubt without a failure
		const failedJobs = inDoubtJobs.filter((job): job is FailedJob<P> => job.failure !== undefined);
		await lookUpCreated(operation, failedJobs, reading, onSettled);
	}
}
