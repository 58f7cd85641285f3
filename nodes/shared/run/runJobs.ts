import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { realClock } from '../utils/clock';
import { createTurns, runConcurrently } from '../utils/concurrency';
import { tellWait } from './executionHints';
import type { Ledger } from './ledger';
import { openLedger } from './ledger';
import type { Api, Failure, Operation } from '../operation/types';
import { readOptions } from '../operation/runOptions';
import { failureFromError } from './output';
import type { Job, Task } from './plan';
import { plan } from './plan';
import type { Undecided } from './outcomes';
import { lookUp, outcomesOf } from './outcomes';
import { retryMemory } from './retryMemory';
import type { Sender } from '../http/sender';
import { createSender, reader } from '../http/sender';
import { texts } from '../http/messages';
import type { Walked } from '../http/runSteps';
import { walk } from '../http/runSteps';

/**
 * Sends the tasks and notes how each ended. One without an outcome was held back because another one
 * failed.
 */
export async function runTasks<P>(
	ctx: IExecuteFunctions,
	api: Api,
	operation: Operation<P>,
	tasks: Array<Task<P>>,
	stopAtFailure: boolean,
): Promise<Ledger<P>> {
	const ledger = openLedger(operation, ctx.getInputData(), tasks);
	const open = tasks.filter((task) => !ledger.outcomes.has(task));
	if (open.length === 0) return ledger;
	try {
		const options = readOptions(ctx, api, operation);
		const jobs = plan(operation, open);
		const sender = await createSender(ctx, api, options);
		try {
			const limit = options.maxConcurrentRequests;
			await sendJobs(ctx, { api, operation, sender, ledger, limit, stopAtFailure }, jobs);
		} finally {
			sender.close();
		}
		tellWait(ctx, api, sender);
	} catch (failed) {
		ledger.fail(
			open.filter((task) => !ledger.outcomes.has(task)),
			{ failure: failureFromError(failed) },
		);
	}
	return ledger;
}

interface Run<P> {
	api: Api;
	operation: Operation<P>;
	sender: Sender;
	ledger: Ledger<P>;
	/** Most jobs at once. */
	limit: number;
	stopAtFailure: boolean;
}

async function sendJobs<P>(ctx: IExecuteFunctions, run: Run<P>, jobs: Array<Job<P>>) {
	const { api, operation, sender, ledger, limit, stopAtFailure } = run;
	const memory = retryMemory(ctx.getInputData());
	const startedAt = realClock.now();
	const takeTurns = createTurns<Walked>();
	let undecided: Array<Undecided<P>> = [];
	// A doubt stops a node that stops at failures; once it has ended well, the node goes on
	const stopped = () => stopAtFailure && (ledger.failed || undecided.length > 0);

	/** Never throws: what was sent has an outcome. */
	async function runJob(job: Job<P>): Promise<void> {
		const how = {
			hints: operation.hints,
			stillWanted: () => !stopped(),
			recordId: memory.idOf(job.tasks[0][0].itemIndex),
			mayBeDone: job.tasks.flat().some(ledger.isInDoubt),
		};
		const walked = await takeTurns(job.turn, (before) =>
			walk(() => job.steps(valueOf(before)), sender.send, how),
		);
		if ('heldBack' in walked) return;
		try {
			const result = outcomesOf(api, operation, job, walked, realClock.now());
			if (Array.isArray(result)) ledger.settle(job, result, walked.wrote);
			else undecided.push(result);
		} catch (error) {
			const failure = unexpected(api, error, walked.wrote);
			const outcomes = job.records.map(() => ({ failure }));
			ledger.settle(job, outcomes, walked.wrote);
		}
	}

	async function endDoubts(): Promise<void> {
		const doubts = undecided;
		undecided = [];
		const written = [...ledger.outcomes.values()].flatMap((one): IDataObject[] =>
			'json' in one ? [one.json].flat() : [],
		);
		const since = sender.vendorTime(startedAt);
		const soFar = { since, written, now: realClock.now, read: reader(ctx, sender.send) };
		await lookUp(api, operation, doubts, soFar, (job, outcomes) =>
			ledger.settle(job, outcomes, true),
		);
	}

	for (let left = jobs; left.length > 0 && !stopped();) {
		await runConcurrently(left, limit, stopped, runJob);
		if (undecided.length > 0) await endDoubts();
		left = left.filter(({ tasks: [[task]] }) => !ledger.outcomes.has(task));
	}
}

/** What came out of steps that ended well. */
const valueOf = (walked?: Walked) =>
	walked && 'value' in walked ? (walked.value as IDataObject | IDataObject[]) : undefined;

/** The API did what it was asked to, and its answer could not be read. */
function unexpected({ name }: Api, error: unknown, wrote: boolean): Failure {
	const message = texts.unexpected(name);
	const reason = texts.reason(failureFromError(error).message);
	return wrote
		? { message, description: `${texts.mayBeDone(name)} ${reason}`, doubt: 'open' }
		: { message, description: `${texts.nothingChanged} ${reason}` };
}
