import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { Advice, Api, ApiRequest, Failure } from './operation';

/** How one record ended. */
export type Outcome = { json: IDataObject } | { failure: Failure };

/** What came back for one request, read and without secrets. */
export interface Answer {
	status: number;
	headers: IDataObject;
	/** Undefined when the body is not JSON. */
	json?: IDataObject;
	text: string;
}

const LONGEST_QUOTE = 500;

export const isWrite = ({ method }: ApiRequest) => method !== 'GET';

/** The failure that an answer stands for; undefined when it is a success. */
export function failureOf(
	api: Api,
	request: ApiRequest,
	answer: Answer,
	advice: Advice = {},
): Failure | undefined {
	const { status, json } = answer;
	const succeeded = status >= 200 && status < 300;
	if (succeeded && json && !api.failed(json)) return undefined;

	const httpCode = String(status);
	if (succeeded && !json) {
		const words = wordsOf(api, answer);
		return {
			...inDoubt(
				api,
				request,
				`${api.name} answered with something other than data${words ? `: ${words}` : ''}`,
				`If it happens again, check Base URL in the ${api.name} credential: the address may belong to a web page.`,
			),
			httpCode,
		};
	}
	const message =
		wordsOf(api, answer) ??
		STATUS_MESSAGES[status] ??
		`${api.name} answered with HTTP status ${status}`;
	if (status >= 500) {
		const blame = `The fault is on ${api.name}'s side (HTTP status ${status}).`;
		return { ...inDoubt(api, request, message, blame), httpCode };
	}
	const description = advice[status] ?? api.advice[status] ?? generalAdvice(api, status);
	return { message, description, httpCode };
}

/** The failure when no answer came, by the code that Node.js gives for the reason. */
export function connectionFailure(
	api: Api,
	request: ApiRequest,
	code: string | undefined,
): Failure {
	const address = `Check Base URL in the ${api.name} credential, and that n8n can reach that address.`;
	switch (code) {
		case 'TIMEOUT':
		case 'ECONNABORTED':
		case 'ETIMEDOUT':
		case 'ESOCKETTIMEDOUT':
			return inDoubt(
				api,
				request,
				`${api.name} did not answer in time`,
				`If ${api.name} is slow, raise Options > Request Timeout.`,
			);
		case 'CANCELLED':
			return inDoubt(api, request, 'The execution was cancelled');
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return {
				message: `The address of ${api.name} was not found`,
				description: `Nothing was sent. ${address}`,
			};
		case 'ECONNREFUSED':
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return {
				message: `${api.name} could not be reached`,
				description: `Nothing was sent. ${address} If the address is right, ${api.name} may be down: try again later.`,
			};
		case 'ECONNRESET':
		case 'EPIPE':
		case 'ERR_BAD_RESPONSE':
			return inDoubt(
				api,
				request,
				`The connection to ${api.name} broke off before the answer was complete`,
			);
		default:
			return inDoubt(
				api,
				request,
				`The request to ${api.name} did not go through`,
				// Not in the message: n8n replaces one that holds such a code
				`${code ? `Reason: ${code}. ` : ''}${address}`,
			);
	}
}

/** A failure of a request that may have been carried out all the same. */
function inDoubt(api: Api, request: ApiRequest, message: string, more = ''): Failure {
	if (!isWrite(request)) {
		return { message, description: `Nothing was changed. Try again later. ${more}`.trim() };
	}
	const doubt = `It is not known whether ${api.name} carried this out: look there before you run this item again.`;
	return { message, description: `${doubt} ${more}`.trim(), uncertain: true };
}

export const cancelledFailure: Failure = {
	message: 'The execution was cancelled',
	description: 'Nothing was sent for this item.',
};

/** The failure of a record that was held back because of the rate limit. */
export function rateLimitFailure(
	api: Api,
	maxWaitSeconds: number,
	resetsAt: Date | undefined,
): Failure {
	const reset = resetsAt ? ` The limit resets at ${resetsAt.toISOString()}.` : '';
	return {
		message: `${api.name}'s rate limit is reached`,
		description: `Nothing was written for this item.${reset} Run it again after that, lower Options > Max Concurrent Requests, or raise Options > Max Rate Limit Wait (now ${maxWaitSeconds} seconds).`,
		httpCode: '429',
	};
}

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

const STATUS_MESSAGES: Record<number, string> = {
	401: 'The key was not accepted',
	403: 'Access was refused',
	404: 'The record was not found',
	409: 'The record is already there',
	429: 'The rate limit is reached',
};

/** The provider's own words about a failure: from its JSON, or the text that it sent instead. */
function wordsOf(api: Api, answer: Answer): string | undefined {
	const words = answer.json ? api.complaint(answer.json) : plainText(answer.text);
	return words ? withoutAddresses(words).slice(0, LONGEST_QUOTE) : undefined;
}

/** Web pages say nothing to the reader of an error. */
function plainText(body: string): string | undefined {
	const words = body.trim();
	return words === '' || words.startsWith('<') ? undefined : words;
}

/** Addresses may carry a token in the query. */
function withoutAddresses(words: string): string {
	return words
		.replace(/\b[a-z][a-z\d+.-]*:\/\/\S+/gi, '(address)')
		.replace(/\?\S+=\S+/g, '(query)');
}

function generalAdvice(api: Api, status: number): string {
	if (status >= 300 && status < 400) {
		return `${api.name} answered with a redirect, which is not followed so that your key goes nowhere else. Check Base URL in the ${api.name} credential.`;
	}
	switch (status) {
		case 401:
			return `Open the ${api.name} credential of this node, paste a valid key and save: n8n tests it at once.`;
		case 402:
			return `Check the balance or plan of your ${api.name} account.`;
		case 403:
			return `The key is valid but not allowed to do this. Ask the administrator of your ${api.name} account for the permission, or use another key.`;
		case 404:
			return `Check the IDs of this item: the record does not exist, or belongs to another ${api.name} account.`;
		case 409:
			return `Nothing was written. Look in ${api.name} for the record that is already there.`;
		case 429:
			return 'Run this item again later.';
		default:
			return `Nothing was written. Correct the values of this item and run it again (HTTP status ${status}).`;
	}
}
