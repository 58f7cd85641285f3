import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { failureFromError } from '../http/errors';
import { messagesFor } from '../http/messages';
import type { StepsResult } from '../http/runSteps';
import { areValuesRefused, runSteps } from '../http/runSteps';
import { Sender } from '../http/sender';
import type { Api } from '../operation/api';
import type { Failure, Outcome } from '../operation/outcome';
import { isPending, rowsOfOutcome } from '../operation/outcome';
import { readOptions } from '../operation/runOptions';
import type { Operation } from '../operation/types';
import { isBatch, isSteps } from '../operation/types';
import { realClock } from '../utils/clock';
import { createKeyedSequence, runConcurrently } from '../utils/concurrency';
import { findFirst, isBulk, planBulk } from './bulk';
import { addWaitHint } from './executionHints';
import { Ledger } from './ledger';
import type { InDoubtJob } from './inDoubt';
import { lookUp } from './lookUp';
import { outcomesOf } from './outcomes';
import type { Job, RowsByKey, Task } from './plan';
import { halves, plan } from './plan';
import { retryMemory } from './retryMemory';

/**
 * Sends the requests of all tasks and records their outcomes. A task without an outcome was not sent
 * because another one failed.
 */
export async function runJobs<P>(
	ctx: IExecuteFunctions,
	api: Api,
	operation: Operation<P>,
	tasks: Array<Task<P>>,
	stopAtFailure: boolean,
): Promise<Ledger<P>> {
	const ledger = new Ledger(operation, retryMemory(ctx.getInputData()), tasks);
	if (tasks.every((task) => ledger.isComplete(task))) return ledger;
	try {
		const options = readOptions(ctx, api, operation);
		const sender = await Sender.create(ctx, api, options);
		try {
			const maxJobs = options.maxConcurrentRequests;
			const run = new Run(ctx, api, operation, sender, ledger, stopAtFailure);
			await run.send(tasks, maxJobs);
			await run.followUp(tasks);
		} finally {
			sender.close();
		}
		addWaitHint(ctx, api, sender);
	} catch (error) {
		const unsettled = tasks.filter((task) => !ledger.outcomes.has(task));
		ledger.fail(unsettled, { failure: failureFromError(error) });
	}
	return ledger;
}

/** The jobs of one run while they are being sent. */
class Run<P> {
	private inDoubtJobs: Array<InDoubtJob<P>> = [];
	private readonly startedAt = realClock.now();
	private readonly inSequence = createKeyedSequence<StepsResult>();

	constructor(
		private readonly ctx: IExecuteFunctions,
		private readonly api: Api,
		private readonly operation: Operation<P>,
		private readonly sender: Sender,
		private readonly ledger: Ledger<P>,
		private readonly stopAtFailure: boolean,
	) {}

	/** Sends the requests of all tasks that have no outcome yet. Runs at most `maxJobs` jobs at once. */
	async send(tasks: Array<Task<P>>, maxJobs: number): Promise<void> {
		const rowsByKey = await this.findExisting(tasks, maxJobs);
		while (!this.isStopped()) {
			const pending = tasks.filter((task) => !this.ledger.outcomes.has(task));
			if (pending.length === 0) return;
			this.resumeSequences(tasks);
			await this.runAll(this.planNext(tasks, pending, rowsByKey), maxJobs);
			if (this.inDoubtJobs.length > 0) await this.resolveInDoubt(maxJobs);
		}
	}

	/** Completes the outputs of what was written, also by an earlier attempt of Retry On Fail. */
	async followUp(tasks: Array<Task<P>>): Promise<void> {
		const { operation, sender, ledger } = this;
		const followUp = 'followUp' in operation ? operation.followUp : undefined;
		if (!followUp || this.isStopped()) return;
		const pending = tasks.filter((task) => isPending(ledger.outcomes.get(task)));
		if (pending.length === 0) return;
		const records = pending.map((task) => {
			const { json } = ledger.outcomes.get(task) as { json: IDataObject };
			return { params: task.params, json };
		});
		// No response may have come if an earlier attempt of Retry On Fail wrote all records
		const since = sender.toServerTime(this.startedAt) ?? new Date(this.startedAt);
		const context = { since, now: realClock.now };
		const result = await runSteps(() => followUp(records, context), sender.send, {
			pause: sender.pause,
		});
		if (!('value' in result)) return;
		for (const [index, json] of result.value.entries()) ledger.complete(pending[index], { json });
	}

	/** Reads which records exist, if the operation can read those of all tasks together. */
	private async findExisting(tasks: Array<Task<P>>, limit: number): Promise<RowsByKey | undefined> {
		const { operation, ledger, sender } = this;
		if (!isBulk(operation)) return undefined;
		return await findFirst(operation, tasks, ledger, sender.send, limit, () => this.isStopped());
	}

	private planNext(
		tasks: Array<Task<P>>,
		pending: Array<Task<P>>,
		rowsByKey?: RowsByKey,
	): Array<Job<P>> {
		const { operation, ledger } = this;
		return isBulk(operation) && rowsByKey
			? planBulk(operation, tasks, ledger, rowsByKey)
			: plan(operation, pending);
	}

	/** Lets the jobs of a sequence know what was done before them, also by an earlier attempt of Retry On Fail. */
	private resumeSequences(tasks: Array<Task<P>>): void {
		const { operation, ledger } = this;
		if (!isSteps(operation) || !operation.sequenceKey) return;
		for (const task of tasks) {
			const outcome = ledger.outcomes.get(task);
			if (!outcome) continue;
			const result = 'json' in outcome ? { value: outcome.json } : outcome;
			void this.inSequence(operation.sequenceKey(task.params), () =>
				Promise.resolve({ ...result, wrote: true }),
			);
		}
	}

	private async runAll(jobs: Array<Job<P>>, limit: number): Promise<void> {
		await runConcurrently(
			jobs,
			limit,
			() => this.isStopped(),
			async (job) => await this.runJob(job),
		);
	}

	/** A job in doubt stops a node that stops at failures. If it turns out well, the node goes on. */
	private isStopped(): boolean {
		return this.stopAtFailure && (this.ledger.failed || this.inDoubtJobs.length > 0);
	}

	/** Never throws: what was sent has an outcome. */
	private async runJob(job: Job<P>): Promise<void> {
		const { api, ledger } = this;
		const { operation } = job;
		const options = {
			advice: operation.advice,
			shouldSend: () => !this.isStopped(),
			recordId: retryMemory(this.ctx.getInputData()).recordId(job.tasks[0][0].itemIndex),
			previousAttemptInDoubt: job.tasks.flat().some((task) => ledger.isInDoubt(task)),
		};
		const result = await this.inSequence(job.sequenceKey, (previous) =>
			runSteps(() => job.steps(outcomeOf(previous)), this.sender.send, options),
		);
		if ('skipped' in result) return;
		if (isBatch(operation) && job.records.length > 1 && areValuesRefused(result)) {
			// In order, a node that stops at failures writes nothing after the record that is refused
			return await this.runAll(halves(operation, job), this.stopAtFailure ? 1 : 2);
		}
		try {
			const outcomes = outcomesOf(api, operation, job, result, realClock.now());
			if (Array.isArray(outcomes)) ledger.settle(job, outcomes, result.wrote);
			else this.inDoubtJobs.push(outcomes);
		} catch (error) {
			const outcome = { failure: unexpectedFailure(api, error, result.wrote) };
			ledger.settle(
				job,
				job.records.map(() => outcome),
				result.wrote,
			);
		}
	}

	private async resolveInDoubt(limit: number): Promise<void> {
		const { api, sender, ledger } = this;
		const inDoubtJobs = this.inDoubtJobs;
		// All of them are of one operation, because steps look up their records themselves
		const [{ job }] = inDoubtJobs;
		this.inDoubtJobs = [];
		const context = {
			api,
			since: () => sender.toServerTime(this.startedAt),
			written: [...ledger.outcomes.values()].flatMap(rowsOfOutcome),
			now: realClock.now,
			send: sender.send,
			limit,
		};
		await lookUp(job.operation, inDoubtJobs, context, (settled, outcomes) =>
			ledger.settle(settled, outcomes, true),
		);
	}
}

/** The outcome of an operation's steps. */
function outcomeOf(result?: StepsResult): Outcome | undefined {
	if (!result || 'skipped' in result) return undefined;
	if ('failure' in result) return { failure: result.failure };
	return { json: result.value as IDataObject | IDataObject[] };
}

/** The API did what it was asked to, but its response could not be read. */
function unexpectedFailure({ name }: Api, error: unknown, wrote: boolean): Failure {
	const messages = messagesFor(name);
	const message = messages.unexpected;
	const reason = messages.reason(failureFromError(error).message);
	return wrote
		? { message, description: `${messages.mayBeProcessed} ${reason}`, inDoubt: 'doNotRetry' }
		: { message, description: `${messages.nothingChanged} ${reason}` };
}
