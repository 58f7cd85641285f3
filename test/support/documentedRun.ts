/** Runs operations against an API that responds as the vendor's pages show, or else as a test says. */
import type { IDataObject } from 'n8n-workflow';

import { isSafe } from '../../nodes/shared/http/failures';
import { isObject } from '../../nodes/shared/utils/guards';
import type { ApiRequest } from '../../nodes/shared/operation/request';
import { exampleResponse, requestsOf } from './contracts';
import type { OperationEntry } from './package';
import { fullest, parses, readParams, smallest } from './parameterSamples';
import type { Respond, Response, SentRequest, Settings } from './runOperation';
import { apiOf, runOperation } from './runOperation';

/** The fullest parameters that an operation accepts. */
const parametersOf = ({ operation }: OperationEntry) =>
	[fullest(operation), smallest(operation)].find((set) => parses(operation, set)) ?? {};

/** Returns the requests for one item. */
export const documentedRequests = (
	entry: OperationEntry,
	parameters: IDataObject = parametersOf(entry) as IDataObject,
): ApiRequest[] => requestsOf(entry, parameters);

/** Returns the documented response, with other properties beside it. */
export function documentedResponse(
	{ contract }: OperationEntry,
	{ method, url, body }: SentRequest,
	changes: IDataObject = {},
): Response {
	const request = { method, path: new URL(url).pathname, body } as ApiRequest;
	const example = exampleResponse(contract, request);
	return { status: 200, body: isObject(example) ? { ...example, ...changes } : example };
}

/** Runs an operation with equal items. */
export async function runEqualItems(
	entry: OperationEntry,
	items: number,
	respond: Respond,
	settings?: Settings & { parameters?: IDataObject },
) {
	const params = readParams(entry.operation, settings?.parameters ?? parametersOf(entry));
	const records = Array.from({ length: items }, () => params);
	return await runOperation(apiOf(entry.node), entry.operation, records, respond, settings);
}

/** Returns whether a request that was sent only reads. */
export function safeRequestsOf(
	entry: OperationEntry,
	parameters?: IDataObject,
): (request: SentRequest) => boolean {
	const searches = documentedRequests(entry, parameters).filter(isSafe);
	return ({ method, url }) =>
		method === 'GET' ||
		searches.some((search) => search.method === method && url.endsWith(search.path));
}
