/** Handlers that respond with the example of the vendor's page. */
import type { Operation } from '../contract/operations';
import type { Call, Handler, MockResponse } from '../server/types';
import { abortNotFound, rowsOf } from './handlers';
import type { NotFound } from './handlers';
import type { Fields, Reference } from './routes';

/**
 * Returns the handlers by operationId. Where a call documents 404, the records that its body refers
 * to must exist.
 */
export function exampleHandlers<State>(
	operationIds: readonly string[],
	operations: Operation[],
	references: Reference[],
	notFound: NotFound,
): Record<string, Handler<State>> {
	const handlers = operationIds.map((operationId) => {
		const operation = operations.find((candidate) => candidate.operationId === operationId);
		if (!operation) throw new Error(`The contract has no operation ${operationId}`);
		const { response, codes } = operation;
		const checked = '404' in codes ? references : [];
		const handler = ({ body }: Call, state: State): MockResponse => {
			for (const { key, collection, name } of checked) {
				const id = (body as Fields | undefined)?.[key];
				if (id !== undefined && !rowsOf(state, collection).has(String(id))) {
					abortNotFound(operation, name, notFound);
				}
			}
			return { status: response.status, body: response.type && (response.example ?? {}) };
		};
		return [operationId, handler] as const;
	});
	return Object.fromEntries(handlers);
}
