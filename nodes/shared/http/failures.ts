/** Decides what a response, or a missing one, means for its request. */
import type { IDataObject } from 'n8n-workflow';

import type { Advice, Api } from '../operation/api';
import type { Failure } from '../operation/outcome';
import type { ApiRequest } from '../operation/request';
import type { Headers } from '../rateLimit/headers';
import { isBlank, isObject } from '../utils/guards';
import { messagesFor } from './messages';

/** The response to one request, without secrets. */
export interface HttpResponse {
	status: number;
	headers: Headers;
	/** Undefined if the body is not JSON. */
	json?: IDataObject;
	text: string;
}

/** Why there is no response. */
export interface ConnectionError {
	/** The error code of Node.js, or TIMEOUT or CANCELLED. */
	code?: string;
	/** Why the request was not sent. `code` is the reason if a file could not be read. */
	notSent?: 'unreachable' | 'insecure' | 'blocked' | 'unreadableFile' | 'tooDeep';
}

const MAX_MESSAGE_LENGTH = 500;
/** Web servers put whole pages into errors; only their beginning is of use to the reader. */
const MAX_TEXT_LENGTH = 5_000;

export const isResponse = (response: HttpResponse | ConnectionError): response is HttpResponse =>
	'status' in response;

/** Whether a request changes nothing, so that it may be sent again whatever its outcome. */
export const isSafe = ({ method, safe }: ApiRequest) => method === 'GET' || safe === true;

/** Whether sending a request twice does no harm. */
export const isRetryable = (request: ApiRequest) =>
	isSafe(request) || request.idempotent === true || request.idempotencyKey === true;

/**
 * Whether a request may have been carried out: there was no response in time, the server failed, or the
 * response is a redirect after a completed request (303) or holds no data.
 */
export function isOutcomeUnknown(response: HttpResponse | ConnectionError): boolean {
	if (!isResponse(response)) return !response.notSent;
	const { status, json } = response;
	return status >= 500 || status === 303 || status === 408 || (isSuccess(status) && !json);
}

/** Whether a read failed as others would too: there was no response, the server failed, or no data came. */
export const isOutage = ({ cause, httpCode = '', responseBody }: Failure): boolean =>
	cause === 'timeout' ||
	cause === 'connection' ||
	(cause === 'status' && !responseBody && (!/^4/.test(httpCode) || httpCode === '408'));

export const isSuccess = (status: number) => status >= 200 && status < 300;

/** Returns the failure that a response, or a missing one, represents; undefined for a success. */
export function toFailure(
	api: Api,
	request: ApiRequest,
	response: HttpResponse | ConnectionError,
	advice: Advice = {},
): Failure | undefined {
	if (!isResponse(response)) return noResponseFailure(api, request, response);
	const failure = responseFailure(api, request, response, advice);
	return failure && { ...failure, httpCode: String(response.status), cause: 'status' };
}

function responseFailure(
	api: Api,
	request: ApiRequest,
	response: HttpResponse,
	advice: Advice,
): Failure | undefined {
	const { status, json } = response;
	if (isSuccess(status) && json && !api.isError(json)) return undefined;

	const messages = messagesFor(api.name);
	const fromVendor = vendorMessage(api, response);
	const message = fromVendor ?? messages.byStatus[status] ?? messages.status(status);
	if (isSuccess(status) && json && !isSafe(request) && !isRefusal(json)) {
		return inDoubtFailure(api, request, messages.unclear(fromVendor));
	}
	if (isOutcomeUnknown(response)) {
		const isUnreadable = isSuccess(status);
		const what = isUnreadable ? messages.unreadable(fromVendor) : message;
		return inDoubtFailure(api, request, what, inDoubtAdvice(api, status));
	}
	if (status >= 300 && status < 400) return { message, description: messages.redirect };
	if (isPageOfFirewall(response)) {
		return { message: messages.firewall(status), description: messages.allowN8n };
	}
	const description = adviceFor(api, status, advice) ?? messages.checkValues(status);
	return { message, description, responseBody: json };
}

/** Returns what to do about a status: the operation's advice takes precedence, then the provider's. */
const adviceFor = (api: Api, status: number, advice: Advice): string | undefined =>
	advice[status] ?? api.advice[status] ?? messagesFor(api.name).advice[status];

/** APIs refuse in JSON; a web page comes from something in front of them, which does not look at the key. */
const isPageOfFirewall = ({ status, json, text }: HttpResponse): boolean =>
	(status === 401 || status === 403) && !json && isMarkup(text);

/** Whether the API refused a request because of its rate limit, also if it says so with a success status. */
export function isRateLimited(api: Api, { status, json }: HttpResponse): boolean {
	if (status === 429) return true;
	if (!isSuccess(status) || !json || !api.isError(json) || !isRefusal(json)) return false;
	return /too many requests|rate limit/i.test(api.errorMessage(json) ?? '');
}

/**
 * Whether a body with a success status says beyond doubt that nothing was written: it reports a failure and
 * names no record. A failure that is only told in words, or beside a record, leaves the outcome open.
 */
function isRefusal({ error, ...body }: IDataObject): boolean {
	const isFailure =
		body.success === false || isObject(error) || (typeof error === 'string' && !isBlank(error));
	return isFailure && !namesRecord(body) && !(isObject(body.data) && namesRecord(body.data));
}

/** IDs that APIs put into any response, failures included. */
const OTHER_IDS = /request|trace|correlation|workspace|team/i;

const namesRecord = (body: IDataObject): boolean =>
	Object.entries(body).some(
		([key, value]) => /(?:^|_)id$|Id$/.test(key) && !OTHER_IDS.test(key) && !isBlank(value),
	);

function inDoubtAdvice({ name }: Api, status: number): string {
	const messages = messagesFor(name);
	if (status >= 500) return messages.serverFault(status);
	if (status === 303) return messages.redirect;
	return status === 408 ? '' : messages.notData;
}

const TIMEOUTS = ['TIMEOUT', 'ECONNABORTED', 'ETIMEDOUT'];
/** The response came, but its compression or its headers are broken. */
const UNREADABLE = /^(Z_|HPE_|ERR__|ERR_BROTLI|ERR_CONTENT)/;
const CLOSED_CONNECTIONS = ['ECONNRESET', 'EPIPE', 'ERR_BAD_RESPONSE'];

function noResponseFailure(api: Api, request: ApiRequest, error: ConnectionError): Failure {
	if (error.notSent) return { ...notSentFailure(api, error), cause: 'connection' };
	const { code = '' } = error;
	const messages = messagesFor(api.name);
	const failure = (message: string, advice?: string) =>
		inDoubtFailure(api, request, message, advice);
	if (TIMEOUTS.includes(code)) {
		return { ...failure(messages.timeout, messages.raiseTimeout), cause: 'timeout' };
	}
	if (code === 'CANCELLED') return failure(messages.cancelled);
	if (CLOSED_CONNECTIONS.includes(code)) {
		return { ...failure(messages.connectionClosed), cause: 'connection' };
	}
	if (UNREADABLE.test(code)) {
		return { ...failure(messages.brokenResponse, messages.reason(code)), cause: 'connection' };
	}
	// The code is not part of the message, because n8n replaces a message that holds one
	const reason = code ? `${messages.reason(code)} ` : '';
	return {
		...failure(messages.requestFailed, reason + messages.checkBaseUrl),
		cause: 'connection',
	};
}

function notSentFailure({ name }: Api, { code, notSent }: ConnectionError): Failure {
	const messages = messagesFor(name);
	const failure = (message: string, ...advice: string[]) => ({
		message,
		description: [messages.nothingSent, ...advice].join(' '),
	});
	if (notSent === 'tooDeep') return failure(messages.tooDeep);
	if (notSent === 'unreadableFile') {
		return failure(messages.unreadableFile, messages.reason(code ?? ''), messages.addFileAgain);
	}
	if (notSent === 'blocked') return failure(messages.blockedByN8n, messages.allowAddress);
	if (notSent === 'insecure') {
		const reason = code ? [messages.reason(code)] : [];
		return failure(messages.notSecure, ...reason, messages.noTrust);
	}
	switch (code) {
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return failure(messages.unknownAddress, messages.checkBaseUrl);
		case 'ERR_INVALID_URL':
			return failure(messages.invalidAddress, messages.checkBaseUrl);
		default:
			return failure(messages.unreachable, messages.checkBaseUrl, messages.mayBeDown);
	}
}

/** The failure of a read whose response is empty, as of one that is answered with 404. */
export function notFoundFailure(api: Api, advice: Advice = {}): Failure {
	return {
		message: messagesFor(api.name).notFound,
		description: adviceFor(api, 404, advice) ?? '',
		cause: 'status',
	};
}

/** The failure of a request that may have been carried out. */
export function inDoubtFailure(
	api: Api,
	request: ApiRequest,
	message: string,
	advice = '',
): Failure {
	const messages = messagesFor(api.name);
	const description = (outcome: string) => `${outcome} ${advice}`.trim();
	if (isSafe(request)) return { message, description: description(messages.nothingChanged) };
	if (request.idempotent) {
		return {
			message,
			description: description(messages.mayBeProcessedIdempotent),
			inDoubt: 'mayRetry',
		};
	}
	// The key is only valid for this run: another run would carry the request out again
	const inDoubt = request.idempotencyKey ? 'mayRetry' : 'doNotRetry';
	return { message, description: description(messages.mayBeProcessed), inDoubt };
}

/** The provider's own words about a failure: from its JSON, or the text that it sent instead. */
function vendorMessage(api: Api, response: HttpResponse): string | undefined {
	const message = response.json ? api.errorMessage(response.json) : plainText(response.text);
	return message
		? redactAddresses(message.slice(0, MAX_TEXT_LENGTH)).slice(0, MAX_MESSAGE_LENGTH)
		: undefined;
}

/** Web pages are of no use to the reader of an error. */
function plainText(body: string): string | undefined {
	const text = body.slice(0, MAX_TEXT_LENGTH).trim();
	return text === '' || isMarkup(text) ? undefined : text;
}

/** Whether a text is a web page or XML. */
export const isMarkup = (text: string): boolean => /^\s*</.test(text);

/**
 * Addresses may carry a token in the query. A match begins only where a word does and holds no second
 * question mark, so that the time does not grow with the square of the length.
 */
function redactAddresses(text: string): string {
	return text
		.replace(/(?<![a-z\d+.-])[a-z\d+.-]+:\/\/\S+/gi, '(address)')
		.replace(/\?[^\s?=]*=\S+/g, '(query)');
}
