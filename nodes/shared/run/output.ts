import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { toBinary } from '../http/binaryData';
import type { Failure, Outcome } from '../operation/types';

/** The failure that any thrown error stands for. */
export function failureFromError(error: unknown): Failure {
	const { message, description, httpCode, doubt } = error as Partial<Failure>;
	return { message: message ?? String(error), description: description ?? '', httpCode, doubt };
}

export function toNodeApiError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	const { message, description, httpCode } = failure;
	// The second argument is kept in the execution's data: it must not hold what the API sent
	return new NodeApiError(node, {}, { message, description, httpCode, itemIndex });
}

/** The output items of one outcome: an item for each row of a list. */
export async function toItems(
	ctx: IExecuteFunctions,
	outcome: Outcome,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	if ('failure' in outcome) return [toErrorItem(outcome.failure, itemIndex)];
	const { json, file } = outcome;
	const items = [json].flat().map((row) => toSuccessItem(row, itemIndex));
	if (!file) return items;
	const binary = { data: await toBinary(ctx, file) };
	return items.map((item) => ({ ...item, binary }));
}

function toSuccessItem(json: IDataObject, itemIndex: number): INodeExecutionData {
	return { json: withoutError(json), pairedItem: { item: itemIndex } };
}

/** n8n takes an item with a field `error` for a failed one. */
export function withoutError(json: IDataObject): IDataObject {
	const { error, ...rest } = json;
	return error === undefined ? json : { ...rest, errorField: error };
}

/**
 * Every n8n takes an item for an error item when it holds these two keys and no other, neither of
 * them empty. With another key, or a blank value, some versions take it for a success.
 */
export function toErrorItem(failure: Failure, itemIndex: number): INodeExecutionData {
	return {
		json: {
			error: failure.message || 'No reason was given',
			message: failure.description || 'Check this item and the settings of the node.',
		},
		pairedItem: { item: itemIndex },
	};
}
