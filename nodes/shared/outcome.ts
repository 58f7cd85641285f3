import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { Advice, Api, ApiRequest } from './operation';

/** Why a record was not written, in words for the person who reads n8n's panel. */
export interface Failure {
	/** What happened. */
	message: string;
	/** What to do about it. */
	description: string;
	httpCode?: string;
}

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
		return {
			message: `${api.name} answered with something other than data${quoted(answer)}`,
			description: `${uncertain(api, request)} If it happens again, check Base URL in the ${api.name} credential: the address may belong to a web page.`,
			httpCode,
		};
	}
	return {
		message:
			wordsOf(api, answer) ??
			STATUS_MESSAGES[status] ??
			`${api.name} answered with HTTP status ${status}`,
		description: advice[status] ?? api.advice[status] ?? generalAdvice(api, request, status),
		httpCode,
	};
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
			return {
				message: `${api.name} did not answer in time`,
				description: `${uncertain(api, request)} If ${api.name} is slow, raise Options > Request Timeout.`,
			};
		case 'CANCELLED':
			return {
				message: 'The execution was cancelled',
				description: uncertain(api, request),
			};
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
			return {
				message: `The connection to ${api.name} broke off before the answer was complete`,
				description: uncertain(api, request),
			};
		default:
			return {
				message: `The request to ${api.name} did not go through`,
				// Not in the message: n8n replaces one that holds such a code
				description: `${code ? `Reason: ${code}. ` : ''}${uncertain(api, request)} ${address}`,
			};
	}
}

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
	return {
		message: message ?? String(error),
		description: description ?? '',
		...(httpCode ? { httpCode } : {}),
	};
}

export function toNodeApiError(node: INode, failure: Failure, itemIndex?: number): NodeApiError {
	// The second argument is kept in the execution's data: it must not hold what the API sent
	return new NodeApiError(node, {}, { ...failure, httpCode: failure.httpCode ?? '', itemIndex });
}

export function toSuccessItem(json: IDataObject, itemIndex: number): INodeExecutionData {
	// n8n takes an item with a field `error` for a failed one
	const { error, ...rest } = json;
	return {
		json: error === undefined ? json : { ...rest, errorField: error },
		pairedItem: { item: itemIndex },
	};
}

/** n8n takes an item for an error item only when it holds no other keys than these. */
export function toErrorItem(failure: Failure, itemIndex: number): INodeExecutionData {
	return {
		json: { error: failure.message, details: failure.description },
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

function quoted(answer: Answer): string {
	const words = plainText(answer.text);
	return words ? `: ${withoutAddresses(words).slice(0, LONGEST_QUOTE)}` : '';
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

function uncertain(api: Api, request: ApiRequest): string {
	return isWrite(request)
		? `It is not known whether ${api.name} carried this out: look there before you run this item again.`
		: 'Nothing was changed. Try again later.';
}

function generalAdvice(api: Api, request: ApiRequest, status: number): string {
	if (status >= 500) {
		return `The fault is on ${api.name}'s side (HTTP status ${status}). ${uncertain(api, request)}`;
	}
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
