import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { inputFile } from '../http/binaryData';
import { tellDoubts } from './executionHints';
import type { Item } from '../operation/item';
import { createItem } from '../operation/item';
import type { Api, Operation, Outcome, Resource } from '../operation/types';
import { isBatch } from '../operation/types';
import { failureFromError, toErrorItem, toItems, toNodeApiError } from './output';
import { parameterReader } from './parameterReader';
import type { Task } from './plan';
import { retryMemory } from './retryMemory';
import { runTasks } from './runJobs';
import { cancelledFailure, texts } from '../http/messages';
import { turnsForOthers } from '../utils/eventLoop';

/** What parsing an item gave: a record to write, or how the item has ended without one. */
type Entry<P> = Task<P> | Ended;
type Ended = { itemIndex: number; outcome: Outcome };

/**
 * Runs a node: parses every item, plans the requests, sends them, and gives back one output item for
 * each record, in input order. A node that is to stop at errors sends nothing before all items are
 * parsed without one, and waits for what is under way before it throws.
 */
export async function execute(
	ctx: IExecuteFunctions,
	api: Api,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	const stopAtFailure = !ctx.continueOnFail();
	const output = run(ctx, api, resources, stopAtFailure);
	if (stopAtFailure) return [await output];
	// Of what is thrown, n8n would make success items out of the input
	const failed = (error: unknown) =>
		ctx.getInputData().map((_, at) => toErrorItem(failureFromError(error), at));
	return [await output.catch(failed)];
}

async function run(
	ctx: IExecuteFunctions,
	api: Api,
	resources: Resource[],
	stopAtFailure: boolean,
): Promise<INodeExecutionData[]> {
	const operation = chosenOperation(ctx, resources);
	const entries = await parseItems(ctx, operation);
	const ended = entries.filter((entry): entry is Ended => 'outcome' in entry);
	if (stopAtFailure) throwFirstFailure(ctx, api, ended, false);

	const tasks = entries.filter((entry): entry is Task<unknown> => 'params' in entry);
	const { outcomes, wrote } = await runTasks(ctx, api, operation, tasks, stopAtFailure);
	if (stopAtFailure) {
		const all = tasks.map((task) => ({ ...task, outcome: outcomes.get(task) }));
		throwFirstFailure(ctx, api, all, wrote);
	}
	tellDoubts(ctx, api, outcomes.values());

	const output: INodeExecutionData[] = [];
	for (const entry of entries) {
		const outcome = 'outcome' in entry ? entry.outcome : outcomes.get(entry)!;
		output.push(...(await toItems(ctx, outcome, entry.itemIndex)));
	}
	return output;
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
async function parseItems<P>(
	ctx: IExecuteFunctions,
	operation: Operation<P>,
): Promise<Array<Entry<P>>> {
	const valueOf = parameterReader(ctx);
	const timezone = ctx.getTimezone();
	const cancelled = ctx.getExecutionCancelSignal();
	const entries: Array<Entry<P>> = [];
	const turn = turnsForOthers();
	const items = ctx.getInputData();
	for (const [itemIndex, { json }] of items.entries()) {
		await turn();
		if (cancelled?.aborted) {
			entries.push(...endedBefore(items, itemIndex));
			continue;
		}
		const item = createItem({
			fields: operation.fields,
			json,
			timezone,
			valueOf: (name) => valueOf(name, itemIndex),
			fileOf: inputFile(ctx, itemIndex),
		});
		entries.push(...parse(operation, item, itemIndex));
	}
	return entries;
}

/** What earlier tries of Retry On Fail did with an item that is not read any more. */
function endedBefore(items: INodeExecutionData[], itemIndex: number): Ended[] {
	const outcomes = retryMemory(items).recallAll(itemIndex);
	const all = outcomes.length > 0 ? outcomes : [{ failure: cancelledFailure }];
	return all.map((outcome) => ({ itemIndex, outcome }));
}

function parse<P>(operation: Operation<P>, item: Item, itemIndex: number): Array<Entry<P>> {
	try {
		const records = isBatch(operation) ? operation.parse(item) : [operation.parse(item)];
		return records.map((params) => ({ itemIndex, params }));
	} catch (error) {
		const { message, description } = failureFromError(error);
		const failure = {
			message: `${message} [item ${itemIndex}]`,
			description: description || texts.invalidItem,
		};
		return [{ itemIndex, outcome: { failure } }];
	}
}

/** Throws for the first item that failed, and says how much was done, since that is not undone. */
function throwFirstFailure(
	ctx: IExecuteFunctions,
	api: Api,
	all: Array<{ itemIndex: number; outcome?: Outcome }>,
	wrote: boolean,
): void {
	for (const { itemIndex, outcome } of all) {
		if (!outcome || 'json' in outcome) continue;
		const done = all.filter((one) => one.outcome && 'json' in one.outcome).length;
		const already = done > 0 && wrote ? texts.alreadyWritten(done, all.length, api.name) : '';
		const description = `${outcome.failure.description} ${already}`.trim();
		throw toNodeApiError(ctx.getNode(), { ...outcome.failure, description }, itemIndex);
	}
}
