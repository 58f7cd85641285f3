/** What an answer, or none, means for the request. */
import type { IDataObject } from 'n8n-workflow';

import type { Api, ApiRequest, Failure, Hints } from '../operation/types';
import type { Headers } from '../rateLimit/headers';
import { texts } from './messages';

/** What came back for one request, read and without secrets. */
export interface Answer {
	status: number;
	headers: Headers;
	/** Undefined when the body is not JSON. */
	json?: IDataObject;
	text: string;
}

/** Why no answer came. */
export interface NoAnswer {
	/** As Node.js names it, TIMEOUT or CANCELLED. */
	code?: string;
	/** The request was not sent, since no connection was made, or none that is secure. */
	unsent?: 'unreachable' | 'insecure';
}

const LONGEST_QUOTE = 500;
/** Web servers put whole pages into errors; what the user is to read stands at the start. */
const LONGEST_READ = 5_000;

export const isAnswer = (answer: Answer | NoAnswer): answer is Answer => 'status' in answer;

/** Whether a request changes nothing, so that it may be sent again whatever became of it. */
export const isRead = ({ method, reads }: ApiRequest) => method === 'GET' || reads === true;

/** Whether sending a request twice does no harm. */
export const mayRepeat = (request: ApiRequest) =>
	isRead(request) || request.repeatable === true || request.idempotent === true;

/**
 * Whether an answer, or none, leaves open what became of the request: none in time, a fault of the
 * server's own, a redirect that stands for a request that was carried out (303), or no data.
 */
export function leavesOpen(answer: Answer | NoAnswer): boolean {
	if (!isAnswer(answer)) return !answer.unsent;
	const { status, json } = answer;
	return status >= 500 || status === 303 || status === 408 || (isSuccess(status) && !json);
}

const isSuccess = (status: number) => status >= 200 && status < 300;

/** The failure that an answer, or none, stands for; undefined when it is a success. */
export function failureOf(
	api: Api,
	request: ApiRequest,
	answer: Answer | NoAnswer,
	hints: Hints = {},
): Failure | undefined {
	return isAnswer(answer)
		? answerFailure(api, request, answer, hints)
		: connectionFailure(api, request, answer);
}

function answerFailure(
	api: Api,
	request: ApiRequest,
	answer: Answer,
	hints: Hints,
): Failure | undefined {
	const { status, json } = answer;
	if (isSuccess(status) && json && !api.isError(json)) return undefined;

	const httpCode = String(status);
	const words = wordsOf(api, answer);
	const message = words ?? texts.messages[status] ?? texts.status(api.name, status);
	if (leavesOpen(answer)) {
		const isUnreadable = isSuccess(status);
		const what = isUnreadable ? texts.unreadable(api.name, words) : message;
		return { ...inDoubt(api, request, what, openHint(api, status)), httpCode };
	}
	if (status >= 300 && status < 400) {
		return { message, description: texts.redirect(api.name), httpCode };
	}
	const description =
		hints[status] ??
		api.hints[status] ??
		texts.hints(api.name)[status] ??
		texts.checkValues(status);
	return { message, description, httpCode, answer: json };
}

function openHint({ name }: Api, status: number): string {
	if (status >= 500) return texts.serverFault(name, status);
	if (status === 303) return texts.redirect(name);
	return status === 408 ? '' : texts.notData(name);
}

function connectionFailure(api: Api, request: ApiRequest, { code, unsent }: NoAnswer): Failure {
	const { name } = api;
	const notSent = (message: string, ...more: string[]) => ({
		message,
		description: [texts.nothingSent, ...more].join(' '),
	});
	if (unsent === 'insecure') {
		const reason = code ? [texts.reason(code)] : [];
		return notSent(texts.notSecure(name), ...reason, texts.noTrust(name));
	}
	if (unsent) {
		switch (code) {
			case 'ENOTFOUND':
			case 'EAI_AGAIN':
				return notSent(texts.unknownAddress(name), texts.checkBaseUrl(name));
			case 'ERR_INVALID_URL':
				return notSent(texts.invalidAddress(name), texts.checkBaseUrl(name));
			default:
				return notSent(texts.unreachable(name), texts.checkBaseUrl(name), texts.mayBeDown(name));
		}
	}
	switch (code) {
		case 'TIMEOUT':
		case 'ECONNABORTED':
		case 'ETIMEDOUT':
			return inDoubt(api, request, texts.timeout(name), texts.raiseTimeout(name));
		case 'CANCELLED':
			return inDoubt(api, request, texts.cancelled);
		case 'ECONNRESET':
		case 'EPIPE':
		case 'ERR_BAD_RESPONSE':
			return inDoubt(api, request, texts.brokenOff(name));
		default: {
			// Not in the message: n8n replaces one that holds such a code
			const reason = code ? `${texts.reason(code)} ` : '';
			return inDoubt(api, request, texts.notThrough(name), reason + texts.checkBaseUrl(name));
		}
	}
}

/** A failure of a request that may have been carried out all the same. */
export function inDoubt(api: Api, request: ApiRequest, message: string, more = ''): Failure {
	const says = (first: string) => `${first} ${more}`.trim();
	if (isRead(request)) return { message, description: says(texts.nothingChanged) };
	if (request.repeatable) {
		return { message, description: says(texts.mayBeDoneRepeatable(api.name)), doubt: 'repeatable' };
	}
	// Its key holds for this run: another run would do it once more
	const doubt = request.idempotent ? 'repeatable' : 'open';
	return { message, description: says(texts.mayBeDone(api.name)), doubt };
}

/** The provider's own words about a failure: from its JSON, or the text that it sent instead. */
function wordsOf(api: Api, answer: Answer): string | undefined {
	const words = answer.json ? api.errorMessage(answer.json) : plainText(answer.text);
	return words ? withoutAddresses(words.slice(0, LONGEST_READ)).slice(0, LONGEST_QUOTE) : undefined;
}

/** Web pages say nothing to the reader of an error. */
function plainText(body: string): string | undefined {
	const words = body.slice(0, LONGEST_READ).trim();
	return words === '' || words.startsWith('<') ? undefined : words;
}

/**
 * Addresses may carry a token in the query. Of whatever an API sends, no part may be looked at again
 * and again, so a match begins only where a word does, and holds no second question mark.
 */
function withoutAddresses(words: string): string {
	return words
		.replace(/(?<![a-z\d+.-])[a-z\d+.-]+:\/\/\S+/gi, '(address)')
		.replace(/\?[^\s?=]*=\S+/g, '(query)');
}
