import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';

import type { Item } from './fields';
import { createItem } from './fields';
import type { Api, Failure, Operation, Resource } from './operation';
import type { Outcome } from './outcome';
import { failureFromError, toErrorItem, toNodeApiError, toSuccessItem } from './outcome';
import { parameterReader } from './parameters';
import type { Task } from './plan';
import { isBatch } from './plan';
import { runTasks } from './runTasks';
import { cancelledFailure, texts } from './texts';

/** Milliseconds. Other executions of this n8n get a turn at least so often. */
const LONGEST_BLOCK = 50;

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

	const entries = await readItems(ctx, operation);
	const unread = entries.find(isUnread);
	if (stopAtFailure && unread) {
		throw toNodeApiError(ctx.getNode(), unread.failure, unread.itemIndex);
	}

	const tasks = entries.filter((entry): entry is Task<unknown> => !isUnread(entry));
	const outcomes = await runTasks(ctx, api, operation, tasks, stopAtFailure);
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

/** Expressions take their time, so the event loop gets a turn in between. */
async function readItems<P>(
	ctx: IExecuteFunctions,
	operation: Operation<P>,
): Promise<Array<Entry<P>>> {
	const valueOf = parameterReader(ctx);
	const timezone = ctx.getTimezone();
	const cancelled = ctx.getExecutionCancelSignal();
	const entries: Array<Entry<P>> = [];
	let since = Date.now();
	for (const [itemIndex, { json }] of ctx.getInputData().entries()) {
		if (Date.now() - since > LONGEST_BLOCK) {
			await sleep(0);
			since = Date.now();
		}
		if (cancelled?.aborted) {
			entries.push({ itemIndex, failure: cancelledFailure });
			continue;
		}
		const item = createItem(operation.fields, json, timezone, (name) => valueOf(name, itemIndex));
		entries.push(...read(operation, item, itemIndex));
	}
	return entries;
}

function read<P>(operation: Operation<P>, item: Item, itemIndex: number): Array<Entry<P>> {
	try {
		const records = isBatch(operation) ? operation.read(item) : [operation.read(item)];
		return records.map((params) => ({ itemIndex, params }));
	} catch (error) {
		const { message, description } = failureFromError(error);
		const failure = {
			message: `${message} [item ${itemIndex}]`,
			description: description || texts.invalidItem,
		};
		return [{ itemIndex, failure }];
	}
}

const isUnread = <P>(entry: Entry<P>): entry is { itemIndex: number; failure: Failure } =>
	'failure' in entry;

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
	const already = done > 0 ? texts.alreadyWritten(done, tasks.length, api.name) : '';
	const description = `${failure.description} ${already}`.trim();
	throw toNodeApiError(ctx.getNode(), { ...failure, description }, first.task.itemIndex);
}
