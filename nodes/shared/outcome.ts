import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { Failure } from './operation';

/** How one record ended. */
export type Outcome = { json: IDataObject } | { failure: Failure };

/** The failure that any thrown error stands for. */
export function failureFromError(error: unknown): Failure {
	const { message, description, httpCode } = error as Partial<Failure>;
	return { message: message ?? String(error), description: description ?? '', httpCode };
}

export function toNodeApiError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	const { message, description, httpCode } = failure;
	// The second argument is kept in the execution's data: it must not hold what the API sent
	return new NodeApiError(node, {}, { message, description, httpCode, itemIndex });
}

export function toSuccessItem(json: IDataObject, itemIndex: number): INodeExecutionData {
	// n8n takes an item with a field `error` for a failed one
	const { error, ...rest } = json;
	return {
		json: error === undefined ? json : { ...rest, errorField: error },
		pairedItem: { item: itemIndex },
	};
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
