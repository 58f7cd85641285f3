import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { checkedBaseUrl } from './address';
import { isObject } from './fields';
import type { Advice, Api, ApiRequest, Failure, Read } from './operation';
import type { RunOptions } from './options';
import type { Answer } from './outcome';
import {
	cancelledFailure,
	connectionFailure,
	failureOf,
	isWrite,
	rateLimitFailure,
	toNodeApiError,
} from './outcome';
import type { Clock } from './pace';
import { createPace } from './pace';

/** What one request came to. `status` is missing when no answer came. */
export type Sent =
	{ body: IDataObject } | { failure: Failure; status?: number } | { heldBack: true };
export type Send = (request: ApiRequest, how?: HowToSend) => Promise<Sent>;

export interface HowToSend {
	advice?: Advice;
	/** Asked when a request's turn has come: when not, it is held back. */
	stillWanted?: () => boolean;
}

type Context = IExecuteFunctions | ILoadOptionsFunctions;

const MOST_TRIES_AT_RATE_LIMIT = 10;
const MOST_TRIES_OF_A_READ = 3;
const PAUSE_BETWEEN_READS = 500;
const SHORTEST_SECRET = 6;

/** The sender of one run: base URL and credential are read once, all requests share one pace. */
export async function createSender(ctx: Context, api: Api, options: RunOptions): Promise<Send> {
	const credential = await ctx.getCredentials(api.credential);
	const baseUrl = checkedBaseUrl(credential.baseUrl, api.name);
	const cancelled = 'getExecutionCancelSignal' in ctx ? ctx.getExecutionCancelSignal() : undefined;
	const clock = realClock(cancelled);
	const pace = createPace(options.maxConcurrentRequests, options.maxRateLimitWait * 1000, clock);
	const exchange = exchangeWith(ctx, api, credential, baseUrl, options.requestTimeout, cancelled);
	const rateLimited = () => ({
		failure: rateLimitFailure(api, options.maxRateLimitWait, pace.resetsAt),
		status: 429,
	});

	return async (request, { advice, stillWanted = () => true } = {}) => {
		for (let tries = 1; ; tries++) {
			if (!(await pace.enter())) return rateLimited();
			if (cancelled?.aborted || !stillWanted()) {
				pace.leave();
				return cancelled?.aborted ? { failure: cancelledFailure } : { heldBack: true };
			}

			const sentAt = clock.now();
			const answer = await exchange(request);
			if (isAnswer(answer) && answer.status === 429) {
				const goOn = pace.refused(sentAt, answer.headers);
				// The API refused before it acted, so a write may be sent again too
				if (goOn && tries < MOST_TRIES_AT_RATE_LIMIT) continue;
				return rateLimited();
			}
			pace.accepted();
			if (mayPass(answer) && !isWrite(request) && tries < MOST_TRIES_OF_A_READ) {
				await clock.sleep(PAUSE_BETWEEN_READS * tries);
				continue;
			}
			if (!isAnswer(answer)) return { failure: connectionFailure(api, request, answer.code) };
			const failure = failureOf(api, request, answer, advice);
			return failure ? { failure, status: answer.status } : { body: answer.json ?? {} };
		}
	};
}

/** Why no answer came, as Node.js names it. */
type NoAnswer = { code?: string };

const isAnswer = (answer: Answer | NoAnswer): answer is Answer => 'status' in answer;

/** A fault that may be gone the next time: no answer, or one of the server's own. */
const mayPass = (answer: Answer | NoAnswer) => !isAnswer(answer) || answer.status >= 500;

/** Sends a request once and gives back what came of it. Never throws. */
function exchangeWith(
	ctx: Context,
	api: Api,
	credential: ICredentialDataDecryptedObject,
	baseUrl: string,
	timeout: number,
	cancelled: AbortSignal | undefined,
) {
	const credentialsDecrypted = { id: '', name: '', type: api.credential, data: credential };
	const redact = redactor(String(credential[api.secretField] ?? '').trim());

	return async ({ method, path, query, body }: ApiRequest): Promise<Answer | NoAnswer> => {
		const deadline = AbortSignal.timeout(timeout);
		const abortSignal = cancelled ? AbortSignal.any([cancelled, deadline]) : deadline;
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}`,
			qs: query,
			body,
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
			const json = parse(text, redact);
			return { status: response.statusCode, headers: response.headers, json, text };
		} catch (error) {
			if (cancelled?.aborted) return { code: 'CANCELLED' };
			return { code: deadline.aborted ? 'TIMEOUT' : codeOf(error) };
		}
	};
}

/** n8n's helper wraps what Node.js threw, at times more than once. */
function codeOf(error: unknown): string | undefined {
	for (let at = error, depth = 0; at && depth < 5; at = (at as Error).cause, depth++) {
		const { code } = at as NodeJS.ErrnoException;
		if (typeof code === 'string') return code;
	}
	return undefined;
}

/** An empty body stands for an empty object; a list or a bare value is given a name. */
function parse(text: string, redact: (text: string) => string): IDataObject | undefined {
	if (text.trim() === '') return {};
	// Escapes may spell the secret in more ways than can be looked for
	const clean = (_: string, value: unknown) => (typeof value === 'string' ? redact(value) : value);
	try {
		const value: unknown = JSON.parse(text, text.includes('\\') ? clean : undefined);
		return isObject(value) ? value : { data: value as IDataObject[] };
	} catch {
		return undefined;
	}
}

/** Takes the secret out of a text. What is too short to be a key would take out other words. */
function redactor(secret: string): (text: string) => string {
	if (secret.length < SHORTEST_SECRET) return (text) => text;
	const forms = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
	return (text) => forms.reduce((clean, form) => clean.replaceAll(form, '***'), text);
}

function realClock(cancelled: AbortSignal | undefined): Clock {
	const cancellation =
		cancelled &&
		new Promise<void>((resolve) => cancelled.addEventListener('abort', () => resolve()));
	return {
		now: () => Date.now(),
		random: () => Math.random(),
		sleep: async (ms) => {
			await (cancellation ? Promise.race([sleep(ms), cancellation]) : sleep(ms));
		},
	};
}

/** Reads a body, or throws the error that n8n shows. */
export const reader =
	(ctx: Context, send: Send): Read =>
	async (request) => {
		const sent = await send(request);
		if ('failure' in sent) throw toNodeApiError(ctx.getNode(), sent.failure);
		return 'body' in sent ? sent.body : {};
	};

/** A reader for the editor's lists: someone is waiting, so it does not wait long itself. */
export async function editorReader(ctx: ILoadOptionsFunctions, api: Api): Promise<Read> {
	const options = { maxConcurrentRequests: 1, requestTimeout: 20_000, maxRateLimitWait: 10 };
	return reader(ctx, await createSender(ctx, api, options));
}
