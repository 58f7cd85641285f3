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
			// As text, so that secrets are redacted before the body is parsed
			encoding: 'text',
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
			return abortSignal.aborted ? { code: String(abortSignal.reason) } : toConnectionError(error);
		}
		const text = redact(String(response.body ?? ''));
		const { statusCode: status, headers: responseHeaders } = response;
		const isFile = responseType === 'text' && status < 300;
		const json = isFile ? { text } : parseBody(text, redact);
		return { status, headers: responseHeaders, json, text };
	};
	return async (request, headers) =>
		await deadlines.withDeadline(async (abortSignal) => await send(request, headers, abortSignal));
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

/** At most this many errors of a chain of causes are inspected. */
const MAX_CAUSES = 5;

/** An error of Node.js, or the error in which axios or n8n's helper wrapped it. */
interface Thrown extends NodeJS.ErrnoException {
	cause?: Thrown;
	request?: { socket?: { secureConnecting?: boolean } };
}

/**
 * Finds the code of an error in its chain of causes: n8n's helper wraps errors of Node.js, at times more
 * than once. n8n 1 drops the wrapped error and only keeps its code, or the HTTP status if the response
 * broke off.
 */
function toConnectionError(thrown: unknown): ConnectionError {
	const chain: Thrown[] = [];
	let error = thrown as Thrown | undefined;
	while (error && chain.length < MAX_CAUSES) {
		chain.push(error);
		error = error.cause;
	}
	const code =
		chain.map((cause) => cause.code).find((value) => typeof value === 'string') ??
		codeOfN8n1(thrown as Partial<NodeApiError>);
	if (chain.length === 1 && code) chain.push({ ...chain[0], code });
	if (chain.some(isTooDeep)) return { notSent: 'tooDeep' };
	if (chain.some(isUnreachable)) return { code, notSent: 'unreachable' };
	// A time-out may happen at any moment, so it is not about certificates
	if (code !== 'ECONNABORTED' && chain.some(isInsecure)) return { code, notSent: 'insecure' };
	return { code };
}

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

const isUnreachable = ({ code = '', syscall = '' }: Thrown): boolean =>
	['connect', 'getaddrinfo'].includes(syscall) || UNREACHABLE.includes(code);

/**
 * Whether the TLS handshake failed. A reset, or a response that is not TLS, has the same code during the
 * handshake as after it, when the request may have been read; only the socket knows.
 */
const isInsecure = ({ code = '', request, message = '' }: Thrown): boolean =>
	request?.socket?.secureConnecting === true ||
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
