import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	IPollFunctions,
	NodeApiError,
} from 'n8n-workflow';

import type { HttpResponse, ConnectionError } from './failures';
import { isMarkup, isSuccess } from './failures';
import type { Deadlines } from './deadlines';
import { readFiles } from './binaryData';
import { parseJson } from '../utils/json';
import type { Api } from '../operation/api';
import type { ApiRequest, Body } from '../operation/request';
import { redactor } from './secret';
import { isObject } from '../utils/guards';

export type Context = IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions | IPollFunctions;

/** Sends a request once and returns its response, or why there is none. Never throws. */
export type Transport = (
	request: ApiRequest,
	headers: IDataObject,
) => Promise<HttpResponse | ConnectionError>;

export function createTransport(
	ctx: Context,
	api: Api,
	credential: ICredentialDataDecryptedObject,
	{ baseUrl, secret, timeout }: { baseUrl: string; secret: string; timeout: number },
	deadlines: Deadlines,
): Transport {
	const credentialsDecrypted = { id: '', name: '', type: api.credential, data: credential };
	const redact = redactor(secret);

	const send = async (
		{ method, path, query, body, responseType }: ApiRequest,
		headers: IDataObject,
		abortSignal: AbortSignal,
	): Promise<HttpResponse | ConnectionError> => {
		const content = await readContent(body);
		if ('notSent' in content) return { ...content, code: redact(content.code) };
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}`,
			qs: query,
			// Lists become `tag=a&tag=b`
			arrayFormat: 'repeat',
			body: content.text,
			headers: content.text === undefined ? headers : { ...JSON_CONTENT, ...headers },
			timeout,
			abortSignal,
			json: true,
			// As bytes, so that files come out unchanged and secrets are redacted before a text is parsed
			encoding: 'arraybuffer',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		};
		// The helper reads the abort signal from the context on which it is called
		const context = Object.create(ctx, {
			getExecutionCancelSignal: { value: () => abortSignal },
		}) as Context;
		let response: IN8nHttpFullResponse;
		try {
			response = (await ctx.helpers.httpRequestWithAuthentication.call(
				context,
				api.credential,
				options,
				{ credentialsDecrypted },
			)) as IN8nHttpFullResponse;
		} catch (error) {
			return abortSignal.aborted
				? abortedError(String(abortSignal.reason), error as Thrown)
				: toConnectionError(error);
		}
		return readResponse(response, { method, responseType }, redact);
	};
	return async (request, headers) =>
		await deadlines.withDeadline(async (abortSignal) => await send(request, headers, abortSignal));
}

/** Decodes a response and redacts the secret in it. */
function readResponse(
	{ statusCode: status, headers, body }: IN8nHttpFullResponse,
	{ method, responseType }: Pick<ApiRequest, 'method' | 'responseType'>,
	redact: (text: string) => string,
): HttpResponse {
	const bytes = toBuffer(body);
	if (responseType === 'file' && isFile(status, headers, bytes)) {
		const file = redact(bytes.toString('latin1'));
		return { status, headers, json: { file }, text: file };
	}
	const text = redact(decode(bytes, headers));
	const json = parseBody(text, redact) ?? (isWordOfDelete(method, status, text) ? {} : undefined);
	return { status, headers, json, text };
}

const JSON_CONTENT = { 'Content-Type': 'application/json' };

/**
 * Returns a body as JSON text, because n8n's helper drops keys such as `constructor` from an object. An empty
 * body is not sent. n8n may have pruned a file of the body, or have it on the disk of another worker.
 */
async function readContent(
	body: Body = {},
): Promise<{ text?: string } | { notSent: 'unreadableFile' | 'tooDeep'; code: string }> {
	let content: IDataObject;
	try {
		content = await readFiles(body);
	} catch (error) {
		return { notSent: 'unreadableFile', code: (error as Error).message };
	}
	try {
		return Object.keys(content).length > 0 ? { text: JSON.stringify(content) } : {};
	} catch (error) {
		return { notSent: 'tooDeep', code: (error as Error).message };
	}
}

/** An empty body may be of another type. */
const toBuffer = (body: unknown): Buffer =>
	Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : '');

/** Decodes a body by the charset of its content type, which is UTF-8 if it names none that is known. */
function decode(bytes: Buffer, headers: IDataObject): string {
	const charset = /charset="?([\w-]+)/i.exec(String(headers['content-type']))?.[1] ?? 'utf-8';
	try {
		return new TextDecoder(charset).decode(bytes);
	} catch {
		return new TextDecoder().decode(bytes);
	}
}

/** Whether a response is the file that was asked for, and no web page, error or promise of a later file. */
function isFile(status: number, headers: IDataObject, bytes: Buffer): boolean {
	const isJson = /\bjson\b/i.test(String(headers['content-type']));
	const beginning = decode(bytes.subarray(0, MAX_PREFIX), headers);
	const isPage = /^\s*<(!doctype|html|\?xml)/i.test(beginning);
	return status === 200 && beginning !== '' && !isJson && !isPage;
}

/** Some servers confirm a deletion in plain text, such as "OK". A web page confirms nothing. */
const isWordOfDelete = (method: string, status: number, text: string): boolean =>
	method === 'DELETE' && isSuccess(status) && !isMarkup(text);

/** So many bytes show whether a body is a web page. */
const MAX_PREFIX = 1000;

/** At most this many errors of a chain of causes are inspected. */
const MAX_CAUSES = 5;

/** An error of Node.js, or the error in which axios or n8n's helper wrapped it. */
interface Thrown extends NodeJS.ErrnoException {
	cause?: Thrown;
	/** The errors of the addresses that were tried, in an AggregateError. */
	errors?: Thrown[];
	request?: { socket?: { secureConnecting?: boolean } };
}

/**
 * Finds the code of an error in its chain of causes: n8n's helper wraps errors of Node.js, at times more
 * than once. n8n 1 drops the wrapped error and only keeps its code, or the HTTP status if the response
 * broke off.
 */
function toConnectionError(thrown: unknown): ConnectionError {
	const chain = causesOf(thrown as Thrown);
	const code =
		chain.map((cause) => cause.code).find((value) => typeof value === 'string') ??
		codeOfN8n1(thrown as Partial<NodeApiError>);
	if (chain.length === 1 && code) chain.push({ ...chain[0], code });
	if (chain.some(isTooDeep)) return { notSent: 'tooDeep' };
	if (chain.some(isBlockedByN8n)) return { code, notSent: 'blocked' };
	if (chain.some(isUnreachable)) return { code, notSent: 'unreachable' };
	// A time-out may happen at any moment, so it is not about certificates
	if (code !== 'ECONNABORTED' && chain.some(isInsecure)) return { code, notSent: 'insecure' };
	return { code };
}

/** Returns an error and its causes, the outermost first. */
function causesOf(thrown: Thrown): Thrown[] {
	const chain: Thrown[] = [];
	for (let error: Thrown | undefined = thrown; error && chain.length < MAX_CAUSES;) {
		chain.push(error);
		error = error.cause;
	}
	return chain;
}

/** The error of a request that was aborted. During the TLS handshake, nothing has been sent yet. */
const abortedError = (code: string, thrown: Thrown): ConnectionError =>
	causesOf(thrown).some(isHandshaking) ? { code, notSent: 'unreachable' } : { code };

const isHandshaking = ({ request }: Pick<Thrown, 'request'>): boolean =>
	request?.socket?.secureConnecting === true;

/** n8n's protection against server-side request forgery refuses an address before it connects. */
const isBlockedByN8n = ({ name }: Thrown): boolean => /^SsrfBlocked/.test(name);

const codeOfN8n1 = ({ httpCode }: Partial<NodeApiError>): string | undefined =>
	/^\d+$/.test(httpCode ?? '') ? 'ERR_BAD_RESPONSE' : (httpCode ?? undefined);

/** n8n's helper walks through the whole body before it sends it. */
const isTooDeep = ({ message = '' }: Thrown): boolean =>
	message.includes('Maximum call stack size exceeded');

const UNREACHABLE = [
	'ENOTFOUND',
	'EAI_AGAIN',
	'ECONNREFUSED',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ERR_INVALID_URL',
];

const isUnreachable = ({ code = '', syscall = '', errors = [] }: Thrown): boolean =>
	['connect', 'getaddrinfo'].includes(syscall) ||
	UNREACHABLE.includes(code) ||
	(errors.length > 0 && errors.every(isUnreachable));

/**
 * Whether the TLS handshake failed. A reset, or a response that is not TLS, has the same code during the
 * handshake as after it, when the request may have been read; only the socket knows.
 */
const isInsecure = ({ code = '', request, message = '' }: Thrown): boolean =>
	isHandshaking({ request }) ||
	/^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_)/.test(code) ||
	message.includes('before secure TLS connection');

/** Parses a body. An empty one becomes an empty object, and a list or a plain value becomes `data`. Undefined if it is not JSON. */
function parseBody(text: string, redact: (text: string) => string): IDataObject | undefined {
	if (text.trim() === '') return {};
	// JSON escapes can encode the secret in more ways than the redactor recognises
	const redactValue = (_: string, value: unknown) => {
		if (typeof value === 'string') return redact(value);
		if (!isObject(value) || Object.keys(value).every((key) => redact(key) === key)) return value;
		return Object.fromEntries(Object.entries(value).map(([key, inner]) => [redact(key), inner]));
	};
	try {
		const value = parseJson(text, text.includes('\\') ? redactValue : undefined);
		return isObject(value) ? value : { data: value as IDataObject[] };
	} catch {
		return undefined;
	}
}
