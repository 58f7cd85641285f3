import type { INode } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { Failure } from '../operation/outcome';
import { RequestFailed } from '../operation/request';

/** Returns the failure that any thrown error represents. */
export function failureFromError(error: unknown): Failure {
	if (error instanceof RequestFailed) return error.failure;
	const { message, description, httpCode } = error as Partial<Failure>;
	return { message: message ?? String(error), description: description ?? '', httpCode };
}

export function toNodeApiError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	const { message, description, httpCode } = failure;
	// n8n stores the second argument with the execution, so it must not hold what the API sent
	return new NodeApiError(node, {}, { message, description, httpCode, itemIndex });
}
