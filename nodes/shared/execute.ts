import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Item } from './fields';
import { createItem } from './fields';
import type { Api, Failure, Operation, Resource } from './operation';
import { recall, remember } from './memory';
import { readOptions } from './options';
import type { Outcome } from './outcome';
import { failureFromError, toErrorItem, toNodeApiError, toSuccessItem } from './outcome';
import { sideBySide } from './pace';
import { parameterReader } from './parameters';
import type { Job, Task } from './plan';
import { isBatch, plan, recordKey } from './plan';
import { createSender, reader } from './send';
import type { Undecided } from './settle';
import { findOutcomes, outcomesOf } from './settle';

/** What reading an item gave: a record to write, or why there is none. */
type Entry<P> = Task<P> | { itemIndex: number; failure: Failure };

/**
 * Runs a node: reads every item, plans the requests, sends them, and gives back one output item for
 * each record, in input order. A node that is to stop at errors sends nothing before all items are
 * read without one, and waits for what is under way before it throws.
 */
export async function execute(
	ctx: IExecuteFunctions,
	api: Api,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	const operation = chosenOperation(ctx, resources);
	const stopAtFailure = !ctx.continueOnFail();

	const valueOf = parameterReader(ctx);
	const timezone = ctx.getTimezone();
	const entries = ctx.getInputData().flatMap(({ json }, itemIndex) => {
		const item = createItem(operation.fields, json, timezone, (name) => valueOf(name, itemIndex));
		return read(operation, item, itemIndex);
	});
	const unread = entries.find(isUnread);
	if (stopAtFailure && unread) {
		throw toNodeApiError(ctx.getNode(), unread.failure, unread.itemIndex);
	}

	const tasks = entries.filter((entry): entry is Task<unknown> => !isUnread(entry));
	const outcomes = await send(ctx, api, operation, tasks, stopAtFailure);
	if (stopAtFailure) throwFirstFailure(ctx, api, tasks, outcomes);

	const output = entries.map((entry) => {
		const outcome = isUnread(entry) ? entry : outcomes.get(entry)!;
		return 'json' in outcome
			? toSuccessItem(outcome.json, entry.itemIndex)
			: toErrorItem(outcome.failure, entry.itemIndex);
	});
	return [output];
}

function chosenOperation(ctx: IExecuteFunctions, resources: Resource[]): Operation<unknown> {
	const resource = ctx.getNodeParameter('resource', 0);
	const value = ctx.getNodeParameter('operation', 0);
	const operation = resources
		.find((candidate) => candidate.value === resource)
		?.operations.find((candidate) => candidate.value === value);
	if (operation) return operation;
	throw new NodeOperationError(
		ctx.getNode(),
		`There is no operation "${value}" for "${resource}"`,
		{
			description: 'Open the node and choose Resource and Operation again.',
		},
	);
}

function read<P>(operation: Operation<P>, item: Item, itemIndex: number): Array<Entry<P>> {
	try {
		const records = isBatch(operation) ? operation.read(item) : [operation.read(item)];
		return records.map((params) => ({ itemIndex, params }));
	} catch (error) {
		const { message, description } = failureFromError(error);
		const failure = {
			message: `${message} [item ${itemIndex}]`,
			description:
				description || 'Nothing was sent for this item. Correct its value and run it again.',
		};
		return [{ itemIndex, failure }];
	}
}

const isUnread = <P>(entry: Entry<P>): entry is { itemIndex: number; failure: Failure } =>
	'failure' in entry;

/** Sends the tasks. A task without an outcome was held back because another one failed. */
async function send<P>(
	ctx: IExecuteFunctions,
	api: Api,
	operation: Operation<P>,
	tasks: Array<Task<P>>,
	stopAtFailure: boolean,
): Promise<Map<Task<P>, Outcome>> {
	const items = ctx.getInputData();
	const outcomes = new Map<Task<P>, Outcome>();
	const undecided: Array<Undecided<P>> = [];
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

	let connection;
	try {
		const options = readOptions(ctx, api);
		const jobs = plan(operation, unsettled);
		connection = { jobs, options, send: await createSender(ctx, api, options) };
	} catch (error) {
		const failure = failureFromError(error);
		for (const task of unsettled) settleTask(task, { failure });
		return outcomes;
	}

	const stopped = () => stopAtFailure && failed;
	await sideBySide(
		connection.jobs,
		connection.options.maxConcurrentRequests,
		stopped,
		async (job) => {
			const sent = await connection.send(job.request, {
				advice: operation.advice,
				stillWanted: () => !stopped(),
			});
			if ('heldBack' in sent) return;
			const result = outcomesOf(operation, job, sent);
			if (Array.isArray(result)) {
				settle(job, result);
			} else {
				failed = true;
				undecided.push(result);
			}
		},
	);
	if (isBatch(operation)) {
		await findOutcomes(operation, undecided, reader(ctx, connection.send), settle);
	}
	return outcomes;
}

/** Throws for the first item that failed, and says how much was done, since that is not undone. */
function throwFirstFailure<P>(
	ctx: IExecuteFunctions,
	api: Api,
	tasks: Array<Task<P>>,
	outcomes: Map<Task<P>, Outcome>,
): void {
	const settled = tasks.flatMap((task) => ({ task, outcome: outcomes.get(task) }));
	const first = settled.find(({ outcome }) => outcome && 'failure' in outcome);
	if (!first) return;

	const { failure } = first.outcome as { failure: Failure };
	const done = settled.filter(({ outcome }) => outcome && 'json' in outcome).length;
	const already =
		done > 0
			? `${done} of ${tasks.length} had already been done in ${api.name} when the node stopped: do not run those again.`
			: '';
	const description = `${failure.description} ${already}`.trim();
	throw toNodeApiError(ctx.getNode(), { ...failure, description }, first.task.itemIndex);
}
