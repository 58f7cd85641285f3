import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
	NodeApiError,
} from 'n8n-workflow';

import type { Answer, NoAnswer } from './answer';
import { withFiles } from './files';
import { parseJson } from './json';
import type { Api, ApiRequest } from './operation';
import { redactor } from './secret';
import { isObject } from './values';

export type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** Sends a request once, and gives back what came of it. Never throws. */
export type Exchange = (request: ApiRequest, headers: IDataObject) => Promise<Answer | NoAnswer>;

export function createExchange(
	ctx: Context,
	api: Api,
	credential: ICredentialDataDecryptedObject,
	{ baseUrl, secret, timeout }: { baseUrl: string; secret: string; timeout: number },
	cancelled: AbortSignal | undefined,
): Exchange {
	const credentialsDecrypted = { id: '', name: '', type: api.credential, data: credential };
	const redact = redactor(secret);

	return async ({ method, path, query, body, answer }, headers) => {
		const deadline = AbortSignal.timeout(timeout);
		const abortSignal = cancelled ? AbortSignal.any([cancelled, deadline]) : deadline;
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}`,
			qs: query,
			body: body && (await withFiles(body)),
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
			const isFile = answer === 'text' && status < 300;
			return { status, headers: answered, json: isFile ? { text } : parse(text, redact), text };
		} catch (error) {
			if (cancelled?.aborted) return { code: 'CANCELLED' };
			return deadline.aborted ? { code: 'TIMEOUT' } : noAnswer(error);
		}
	};
}

const CODES_BEFORE_A_CONNECTION = [
	...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'],
	...['ERR_INVALID_URL', 'EPROTO', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'UNABLE_TO_GET_ISSUER_CERT'],
	...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'SELF_SIGNED_CERT_IN_CHAIN'],
	...['DEPTH_ZERO_SELF_SIGNED_CERT', 'HOSTNAME_MISMATCH'],
];

/**
 * n8n's helper wraps what Node.js threw, at times more than once. n8n 1 drops what it wraps and keeps
 * its code alone, or the HTTP status when the answer broke off.
 */
function noAnswer(thrown: unknown): NoAnswer {
	for (let at = thrown, depth = 0; at && depth < 5; at = (at as Error).cause, depth++) {
		const { code, syscall, message } = at as NodeJS.ErrnoException;
		if (typeof code !== 'string') continue;
		// A connection that breaks in the middle of the handshake has no code of its own
		const inHandshake = message.includes('before secure TLS connection');
		const unsent = isBeforeConnection(code) || syscall === 'connect' || inHandshake;
		return unsent ? { code, unsent } : { code };
	}
	const { httpCode } = thrown as Partial<NodeApiError>;
	if (!httpCode) return {};
	const code = /^\d+$/.test(httpCode) ? 'ERR_BAD_RESPONSE' : httpCode;
	return isBeforeConnection(code) ? { code, unsent: true } : { code };
}

const isBeforeConnection = (code: string) =>
	CODES_BEFORE_A_CONNECTION.includes(code) || /^(CERT_|ERR_TLS_|ERR_SSL_)/.test(code);

/** An empty body stands for an empty object; a list or a bare value is given a name. */
function parse(text: string, redact: (text: string) => string): IDataObject | undefined {
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
