import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { createItem } from './fields';
import type { Api, Operation, Resource } from './operation';
import { readOptions } from './options';
import type { Failure, Outcome } from './outcome';
import { failureFromError, toErrorItem, toNodeApiError, toSuccessItem } from './outcome';
import { fixedWindow, inWindow } from './pace';
import type { Job, Task } from './plan';
import { isBatch, plan } from './plan';
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

	const entries = ctx
		.getInputData()
		.flatMap(({ json }, index) => read(ctx, operation, json, index));
	const unread = entries.find(isUnread);
	if (stopAtFailure && unread) {
		throw toNodeApiError(ctx.getNode(), unread.failure, unread.itemIndex);
	}

	const tasks = entries.filter((entry): entry is Task<unknown> => !isUnread(entry));
	const outcomes = await send(ctx, api, operation, tasks, stopAtFailure);
	if (stopAtFailure) throwFirstFailure(ctx, api, tasks, outcomes);

	const items = entries.map((entry) => {
		const outcome = isUnread(entry) ? entry : outcomes.get(entry)!;
		return 'json' in outcome
			? toSuccessItem(outcome.json, entry.itemIndex)
			: toErrorItem(outcome.failure, entry.itemIndex);
	});
	return [items];
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

function read<P>(
	ctx: IExecuteFunctions,
	operation: Operation<P>,
	json: IDataObject,
	itemIndex: number,
): Array<Entry<P>> {
	const item = createItem(operation.fields, json, ctx.getTimezone(), (name) =>
		ctx.getNodeParameter(name, itemIndex, ''),
	);
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
	const outcomes = new Map<Task<P>, Outcome>();
	const undecided: Array<Undecided<P>> = [];
	let failed = false;
	const settle = (job: Job<P>, settled: Outcome[]) => {
		failed ||= settled.some((outcome) => 'failure' in outcome);
		settled.forEach((outcome, at) => job.tasks[at].forEach((task) => outcomes.set(task, outcome)));
	};

	let connection;
	try {
		const options = readOptions(ctx);
		const jobs = plan(operation, tasks);
		connection = { jobs, options, send: await createSender(ctx, api, options) };
	} catch (error) {
		const failure = failureFromError(error);
		return new Map(tasks.map((task) => [task, { failure }]));
	}

	const window = fixedWindow(connection.options.maxConcurrentRequests);
	await inWindow(
		connection.jobs,
		window,
		() => stopAtFailure && failed,
		async (job) => {
			const sent = await connection.send(job.request, operation.advice);
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
