import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { findInputFile } from '../http/binaryData';
import { failureFromError, toNodeApiError } from '../http/errors';
import { cancelledFailure, messagesFor } from '../http/messages';
import type { Api } from '../operation/api';
import type { ColumnMap } from '../operation/autoMap';
import { createColumnMap, DATA_TO_SEND, isAutoMapped } from '../operation/autoMap';
import type { Item, ItemSource } from '../operation/item';
import { createItem, isTool } from '../operation/item';
import type { Outcome } from '../operation/outcome';
import type { OutputForm } from '../operation/recordOutput';
import { propertiesWithOutput, readOutputForm } from '../operation/recordOutput';
import type { Operation, Resource } from '../operation/types';
import { isBatch } from '../operation/types';
import { append } from '../utils/collections';
import { createEventLoopYield } from '../utils/eventLoop';
import { addFailureHint, addIgnoredColumnsHint, addInDoubtHint } from './executionHints';
import { toErrorItem, toItems } from './output';
import { createParameterReader } from './parameterReader';
import type { Task } from './plan';
import type { RetryMemory } from './retryMemory';
import { retryMemory } from './retryMemory';
import { runJobs } from './runJobs';

/** The result of parsing an item: a record to write, or the outcome of an item that is not sent. */
type ParsedItem<P> = ParsedTask<P> | SettledItem;
/** A task, and how the records that it reads come out. Tasks of equal reads may differ in this. */
type ParsedTask<P> = Task<P> & { form?: OutputForm };
type SettledItem = { itemIndex: number; outcome: Outcome };

/**
 * Runs a node: parses every item, plans the requests, sends them, and returns the output items in input
 * order. A node that stops at errors sends nothing unless all items can be parsed, and awaits the
 * requests in flight before it throws.
 */
export async function execute(
	ctx: IExecuteFunctions,
	api: Api,
	resources: Resource[],
): Promise<INodeExecutionData[][]> {
	const stopAtFailure = !ctx.continueOnFail();
	const output = run(ctx, api, resources, stopAtFailure);
	if (stopAtFailure) return [await output];
	// If this threw, n8n would pass the input items on as successes
	const toErrorItems = (error: unknown) =>
		ctx.getInputData().map((_, index) => toErrorItem(failureFromError(error), index));
	return [await output.catch(toErrorItems)];
}

async function run(
	ctx: IExecuteFunctions,
	api: Api,
	resources: Resource[],
	stopAtFailure: boolean,
): Promise<INodeExecutionData[]> {
	const { resource, operation } = selectedOperation(ctx, resources);
	const columns = readColumnMap(ctx, operation);
	const parsed = await parseItems(ctx, api, operation, columns);
	const settled = parsed.filter((item): item is SettledItem => 'outcome' in item);
	if (stopAtFailure) throwFirstFailure(ctx, api, settled, 0);

	const tasks = parsed.filter((item): item is ParsedTask<unknown> => 'params' in item);
	const { outcomes, written } = await runJobs(ctx, api, operation, tasks, stopAtFailure);
	if (stopAtFailure) {
		const settledTasks = tasks.map((task) => ({ ...task, outcome: outcomes.get(task) }));
		throwFirstFailure(ctx, api, settledTasks, written);
	}
	if (columns) addIgnoredColumnsHint(ctx, api, resource, columns.ignored);
	addInDoubtHint(ctx, api, outcomes.values());
	addFailureHint(ctx, api, [...settled.map(({ outcome }) => outcome), ...outcomes.values()]);

	const output: INodeExecutionData[] = [];
	for (const item of parsed) {
		const form = 'form' in item ? item.form : undefined;
		const outcome = 'outcome' in item ? item.outcome : outcomes.get(item);
		if (outcome) append(output, await toItems(ctx, outcome, item.itemIndex, form));
	}
	return output;
}

function selectedOperation(
	ctx: IExecuteFunctions,
	resources: Resource[],
): { resource: Resource; operation: Operation<unknown> } {
	const resourceValue = ctx.getNodeParameter('resource', 0);
	const value = ctx.getNodeParameter('operation', 0);
	const resource = resources.find((candidate) => candidate.value === resourceValue);
	const operation = resource?.operations.find((candidate) => candidate.value === value);
	if (resource && operation) return { resource, operation };
	throw new NodeOperationError(
		ctx.getNode(),
		`There is no operation "${value}" for "${resourceValue}"`,
		{ description: 'Open the node and choose Resource and Operation again.' },
	);
}

/** Returns undefined if all values are filled in below. */
function readColumnMap(
	ctx: IExecuteFunctions,
	{ autoMap }: Operation<unknown>,
): ColumnMap | undefined {
	if (!autoMap || isTool(ctx.getNode())) return undefined;
	return isAutoMapped(ctx.getNodeParameter(DATA_TO_SEND, 0, ''))
		? createColumnMap(autoMap)
		: undefined;
}

/** Evaluating expressions is slow, so this yields to the event loop in between. */
async function parseItems<P>(
	ctx: IExecuteFunctions,
	api: Api,
	operation: Operation<P>,
	columns?: ColumnMap,
): Promise<Array<ParsedItem<P>>> {
	const readParameter = createParameterReader(ctx);
	const timezone = ctx.getTimezone();
	const isToolNode = isTool(ctx.getNode());
	const properties = propertiesWithOutput(operation);
	const cancelSignal = ctx.getExecutionCancelSignal();
	const parsed: Array<ParsedItem<P>> = [];
	const yieldToEventLoop = createEventLoopYield();
	const items = ctx.getInputData();
	const memory = retryMemory(items);
	for (const [itemIndex, { json }] of items.entries()) {
		await yieldToEventLoop();
		if (cancelSignal?.aborted) {
			append(parsed, rememberedOutcomes(memory, itemIndex));
			continue;
		}
		const source: ItemSource = {
			properties,
			json,
			timezone,
			isTool: isToolNode,
			readParameter: (name) => readParameter(name, itemIndex),
			findFile: findInputFile(ctx, itemIndex),
		};
		append(parsed, parse(api, operation, source, itemIndex, memory, columns));
	}
	return parsed;
}

/** Outcomes that earlier attempts of Retry On Fail stored for an item that is skipped because the run was cancelled. */
function rememberedOutcomes(memory: RetryMemory, itemIndex: number): SettledItem[] {
	const remembered = memory.recallAll(itemIndex);
	const outcomes = remembered.length > 0 ? remembered : [{ failure: cancelledFailure }];
	return outcomes.map((outcome) => ({ itemIndex, outcome }));
}

function parse<P>(
	api: Api,
	operation: Operation<P>,
	source: ItemSource,
	itemIndex: number,
	memory: RetryMemory,
	columns?: ColumnMap,
): Array<ParsedItem<P>> {
	try {
		const item = createItem(columns ? columns.apply(source) : source);
		const records = memory.recordsOf(itemIndex, () =>
			isBatch(operation) ? operation.parse(item) : [operation.parse(item)],
		);
		return records.map((params) => ({
			itemIndex,
			params,
			form: outputForm(operation, item, params),
		}));
	} catch (error) {
		const { message, description } = failureFromError(error);
		const failure = {
			message: `${message} [item ${itemIndex}]`,
			description: description || messagesFor(api.name).invalidItem,
		};
		return [{ itemIndex, outcome: { failure } }];
	}
}

/** Returns how the records that an item reads come out; undefined if they come out as they are. */
function outputForm<P>(operation: Operation<P>, item: Item, params: P): OutputForm | undefined {
	const { record } = operation;
	const selectsProperties =
		'selectsProperties' in operation && operation.selectsProperties?.(params);
	return record && !selectsProperties ? readOutputForm(item, record) : undefined;
}

/** Throws the failure of the first failed item, and says how many records were written, since they stay. */
function throwFirstFailure(
	ctx: IExecuteFunctions,
	api: Api,
	settled: Array<{ itemIndex: number; outcome?: Outcome }>,
	written: number,
): void {
	for (const { itemIndex, outcome } of settled) {
		if (!outcome || 'json' in outcome) continue;
		const { failure } = outcome;
		const description =
			written > 0
				? `${failure.description} ${messagesFor(api.name).alreadyWritten(written, settled.length)}`
				: failure.description;
		throw toNodeApiError(ctx.getNode(), { ...failure, description: description.trim() }, itemIndex);
	}
}
