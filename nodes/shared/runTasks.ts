import type { IExecuteFunctions } from 'n8n-workflow';

import { inDoubt } from './answer';
import { realClock } from './clock';
import { runConcurrently } from './concurrency';
import type { Api, Operation } from './operation';
import { readOptions } from './options';
import type { Outcome } from './outcome';
import { failureFromError } from './outcome';
import type { Job, Task } from './plan';
import { plan, recordKey } from './plan';
import { recall, remember, runIdOf } from './retryMemory';
import type { Sender } from './send';
import { createSender, reader } from './send';
import type { Undecided } from './settle';
import { lookUp, outcomesOf } from './settle';
import { limitInWords, texts } from './texts';

/** Milliseconds. Shorter waits are not worth a hint. */
const SHORTEST_WAIT_TOLD = 1000;

/**
 * Sends the tasks and gives back how each ended. One without an outcome was held back because another
 * one failed.
 */
export async function runTasks<P>(
	ctx: IExecuteFunctions,
	api: Api,
	operation: Operation<P>,
	tasks: Array<Task<P>>,
	stopAtFailure: boolean,
): Promise<Map<Task<P>, Outcome>> {
	const items = ctx.getInputData();
	const outcomes = new Map<Task<P>, Outcome>();
	let failed = false;
	const settleTask = (task: Task<P>, outcome: Outcome) => {
		failed ||= 'failure' in outcome;
		outcomes.set(task, outcome);
	};
	const settle = (job: Job<P>, settled: Outcome[]) =>
		settled.forEach((outcome, at) => {
			for (const task of job.tasks[at]) {
				settleTask(task, outcome);
				remember(items[task.itemIndex], recordKey(operation, task), outcome);
			}
		});

	for (const task of tasks) {
		const outcome = recall(items[task.itemIndex], recordKey(operation, task));
		if (outcome) settleTask(task, outcome);
	}
	const unsettled = tasks.filter((task) => !outcomes.has(task));
	if (unsettled.length === 0) return outcomes;

	let jobs: Array<Job<P>>;
	let options;
	let sender: Sender;
	try {
		options = readOptions(ctx, api);
		jobs = plan(operation, unsettled);
		sender = await createSender(ctx, api, options);
	} catch (error) {
		const failure = failureFromError(error);
		for (const task of unsettled) settleTask(task, { failure });
		return outcomes;
	}

	const startedAt = realClock.now();
	let undecided: Array<Undecided<P>> = [];
	const stopped = () => stopAtFailure && (failed || undecided.length > 0);

	/** Never throws: what was sent has an outcome. */
	async function runJob(job: Job<P>): Promise<void> {
		const sent = await sender.send(job.request, {
			advice: operation.advice,
			stillWanted: () => !stopped(),
			idempotencyKey: runIdOf(items[job.tasks[0][0].itemIndex]),
		});
		if ('heldBack' in sent) return;
		try {
			const result = outcomesOf(api, operation, job, sent, realClock.now());
			if (Array.isArray(result)) settle(job, result);
			else undecided.push(result);
		} catch (error) {
			const reason = texts.reason(failureFromError(error).message);
			const failure = inDoubt(api, job.request, texts.unexpected(api.name), reason);
			settle(
				job,
				job.records.map(() => ({ failure })),
			);
		}
	}

	async function endDoubts(): Promise<void> {
		const doubts = undecided;
		undecided = [];
		const written = [...outcomes.values()].flatMap((one) => ('json' in one ? [one.json] : []));
		const since = sender.vendorTime(startedAt);
		const read = reader(ctx, sender.send);
		await lookUp(api, operation, doubts, { since, written, now: realClock.now, read }, settle);
	}

	try {
		// A doubt stops a node that stops at failures; once it has ended well, the node goes on
		for (let left = jobs; left.length > 0 && !stopped();) {
			await runConcurrently(left, options.maxConcurrentRequests, stopped, runJob);
			if (undecided.length > 0) await endDoubts();
			left = left.filter(({ tasks: [[task]] }) => !outcomes.has(task));
		}
	} finally {
		sender.close();
	}
	tell(ctx, api, sender, outcomes);
	return outcomes;
}

/** Says below the output what the items alone do not tell. */
function tell(
	ctx: IExecuteFunctions,
	{ name }: Api,
	sender: Sender,
	outcomes: Map<unknown, Outcome>,
): void {
	const waited = sender.waited();
	if (waited >= SHORTEST_WAIT_TOLD) {
		const limit = sender.limit();
		const words = limit && limitInWords(limit);
		const message = texts.waited(Math.round(waited / 1000), name, words);
		ctx.addExecutionHints({ message, location: 'outputPane' });
	}
	const inDoubt = [...outcomes.values()].filter(
		(outcome) => 'failure' in outcome && outcome.failure.doubt === 'open',
	);
	if (inDoubt.length > 0) {
		const message = texts.inDoubt(inDoubt.length, name);
		ctx.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
}
