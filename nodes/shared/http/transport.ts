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
import type { ApiRequest } from '../operation/request';
import { redactor } from './secret';
import { isObject } from '../utils/guards';

export type Context = IExecuteFunctions | ILoadOptionsFunctions | IHookFunctions | IPollFunctions;

/** Sends a request once, and gives back what came of it. Never throws. */
export type Transport = (
	request: ApiRequest,
	headers: IDataObject,
) => Promise<HttpResponse | ConnectionError>;

export function createTransport(
	ctx: Context,
	api: Api,
	credential: ICredentialDataDecryptedObject,
	{ baseUrl, secret, timeout }: { baseUrl: string; secret: string; timeout: number },
	{ withDeadline }: Deadlines,
): Transport {
	const credentialsDecrypted = { id: '', name: '', type: api.credential, data: credential };
	const redact = redactor(secret);

	const send = async (
		{ method, path, query, body, responseType }: ApiRequest,
		headers: IDataObject,
		abortSignal: AbortSignal,
	): Promise<HttpResponse | ConnectionError> => {
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}`,
			qs: query,
			// A list as `tag=a&tag=b`
			arrayFormat: 'repeat',
			body: body && (await readFiles(body)),
			headers,
			timeout,
			abortSignal,
			json: true,
			// As text, so that it can be cleaned of secrets and told from JSON before anyone reads it
			encoding: 'text',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		};
		// The helper takes the abort signal from the context that it is called on
		const context = Object.create(ctx, {
			getExecutionCancelSignal: { value: () => abortSignal },
		}) as Context;
		try {
			const response = (await ctx.helpers.httpRequestWithAuthentication.call(
				context,
				api.credential,
				options,
				{ credentialsDecrypted },
			)) as IN8nHttpFullResponse;
			const text = redact(String(response.body ?? ''));
			const { statusCode: status, headers: answered } = response;
			const isFile = responseType === 'text' && status < 300;
			return { status, headers: answered, json: isFile ? { text } : parseBody(text, redact), text };
		} catch (error) {
			return abortSignal.aborted ? { code: String(abortSignal.reason) } : toConnectionError(error);
		}
	};
	return async (request, headers) =>
		await withDeadline(async (abortSignal) => await send(request, headers, abortSignal));
}

/** An error of Node.js, or what axios and n8n's helper made of it. */
interface Thrown extends NodeJS.ErrnoException {
	cause?: Thrown;
	request?: { socket?: { secureConnecting?: boolean } };
}

/**
 * n8n's helper wraps what Node.js threw, at times more than once. n8n 1 drops what it wraps and keeps
 * its code alone, or the HTTP status when the answer broke off.
 */
function toConnectionError(thrown: unknown): ConnectionError {
	const chain: Thrown[] = [];
	for (let at = thrown as Thrown | undefined; at && chain.length < 5; at = at.cause) chain.push(at);
	const code =
		chain.map((error) => error.code).find((one) => typeof one === 'string') ??
		codeOfN8n1(thrown as Partial<NodeApiError>);
	if (chain.length === 1 && code) chain.push({ ...chain[0], code });
	if (chain.some(isUnreachable)) return { code, notSent: 'unreachable' };
	// A time-out may come at any moment, and so is no matter of certificates
	if (code !== 'ECONNABORTED' && chain.some(isInsecure)) return { code, notSent: 'insecure' };
	return { code };
}

const codeOfN8n1 = ({ httpCode }: Partial<NodeApiError>): string | undefined =>
	/^\d+$/.test(httpCode ?? '') ? 'ERR_BAD_RESPONSE' : (httpCode ?? undefined);

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
 * The handshake did not end well. A reset, or an answer that is no TLS, has the same code in the
 * handshake as later, when the request may have been read: the socket knows which it was.
 */
const isInsecure = ({ code = '', request, message = '' }: Thrown): boolean =>
	request?.socket?.secureConnecting === true ||
	/^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_)/.test(code) ||
	message.includes('before secure TLS connection');

/** An empty body stands for an empty object; a list or a bare value is given a name. */
function parseBody(text: string, redact: (text: string) => string): IDataObject | undefined {
	if (text.trim() === '') return {};
	// Escapes may spell the secret in more ways than can be looked for
	const clean = (_: string, value: unknown) => (typeof value === 'string' ? redact(value) : value);
	try {
		const value = parseJson(text, text.includes('\\') ? clean : undefined);
		return isObject(value) ? value : { data: value as IDataObject[] };
	} catch {
		return undefined;
	}
}
