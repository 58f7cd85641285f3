/**
 * What the stand-ins of all APIs share: a server on 127.0.0.1 that records every request,
 * meets it with the faults that are due, limits, authenticates, checks it against the contract,
 * acts, and answers.
 */
import type { ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { send } from './sendResponse';
import { createValidator } from '../contract/validator';
import type { Verdict } from '../contract/validator';
import { addControl, CONTROL_PATH } from './controlApi';
import { createFaults, describe } from './faults';
import { createLimiter } from './rateLimiter';
import { abortedWith } from './abort';
import type {
	MockResponse,
	Call,
	Fault,
	Handler,
	Provider,
	RecordedRequest,
	MockServer,
	Usage,
} from './types';

export async function startMockServer<State extends object, More>(
	provider: Provider<State, More>,
	port = 0,
): Promise<MockServer<State> & More> {
	const validator = createValidator(provider.contract, { openWhereCutOff: true });
	const missing = validator.operationIds.filter((id) => !provider.handlers[id]);
	if (missing.length > 0)
		throw new Error(`${provider.name} does not act out ${missing.join(', ')}`);
	const faults = createFaults();
	const limiter = createLimiter();
	const state = provider.seed();
	const requests: RecordedRequest[] = [];
	let session = newSession();

	const app = fastify({
		forceCloseConnections: true,
		// Fastify decodes and refuses paths. Ours must arrive raw, so it gets to see only one.
		rewriteUrl: (raw) => (raw.url?.startsWith(CONTROL_PATH) ? raw.url : '/'),
	});
	app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
		done(null, readBody(text as string));
	});
	app.all('/', answerRequest);

	async function answerRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
		const mine = session;
		const { record, query } = recordOf(request);
		const verdict = validator.check({ ...record, query });
		record.operationId = verdict.operationId;
		requests.push(record);
		const finished = countUnderWay(mine, reply.raw);

		const due = faults.take(record);
		const { delayMs, fault } = due;
		record.fault = describe(due);
		if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
		const { socket } = request.raw;
		// A request from before a reset must not touch the new records.
		if (mine !== session) return void reply.hijack().raw.destroy();

		const right = actsFirst(fault) ? act(record, verdict) : undefined;
		const answer = answerTo(right, faultAnswer(fault));
		// Not earlier: Fastify answers for us if something above throws.
		reply.hijack();
		if (!answer || fault?.connection === 'reset' || fault?.connection === 'hang') {
			if (fault?.connection === 'reset') socket.resetAndDestroy();
			else mine.held.add(socket);
			return;
		}
		record.status = answer.status;
		record.respondedAt = Date.now();
		// Before the last byte: the client's next request may come before our close event.
		if (fault?.connection !== 'trickle') finished();
		await send(reply.raw, answer, fault?.connection);
	}

	/** From the rate limit to the handler: what the provider itself does. */
	function act(record: RecordedRequest, verdict: Verdict): MockResponse {
		const usage = limiter.use();
		const answer = decide(record, verdict, usage);
		return { ...answer, headers: { ...provider.headers?.(usage), ...answer.headers } };
	}

	function decide(record: RecordedRequest, verdict: Verdict, usage?: Usage): MockResponse {
		const { operationId, errors, params, query } = verdict;
		if (usage?.exceeded) return provider.rateLimited(usage);
		const refusal = provider.authError(record);
		if (refusal) return refusal;
		if (!operationId) return provider.failure(404, errors[0]);
		if (errors.length > 0) return provider.failure(400, errors[0], errors);
		const { headers, body } = record;
		const answer = handled(provider.handlers[operationId], { params, query, headers, body });
		record.executed = answer.status < 400 && !answer.isReplay;
		return answer;
	}

	function handled(handler: Handler<State>, call: Call): MockResponse {
		try {
			return handler(call, state);
		} catch (error) {
			const refusal = abortedWith(error);
			if (!refusal) throw error;
			return refusal;
		}
	}

	function faultAnswer(fault?: Fault): MockResponse | undefined {
		if (!fault?.response) return undefined;
		const { response } = fault;
		if (response.body !== undefined || response.status < 400) return response;
		if (response.status === 429) {
			const told = new Date(Number(response.headers?.['X-RateLimit-Reset']) * 1000).getTime();
			const resetAt = told || Date.now() + 60_000;
			const usage = { limit: 0, remaining: 0, resetAt, opensAt: resetAt, exceeded: true };
			return { ...response, body: provider.rateLimited(usage).body };
		}
		const message = STATUS_CODES[response.status] ?? 'Error';
		return { ...response, body: provider.failure(response.status, message).body };
	}

	function reset(): void {
		Object.assign(state, provider.seed());
		requests.length = 0;
		faults.clear();
		limiter.set(null);
		session.held.forEach((socket) => socket.destroy());
		session = newSession();
	}

	const server: Omit<MockServer<State>, 'url' | 'credential' | 'readOnlyCredential'> = {
		name: provider.name,
		state,
		requests,
		peakConcurrency: () => session.peak,
		faults: { add: faults.add, clear: faults.clear },
		limit: limiter.set,
		reset,
		stop: () => app.close(),
	};
	addControl(app, server, state, provider.controls);
	await app.listen({ host: '127.0.0.1', port });
	const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
	const started: MockServer<State> = {
		...server,
		url,
		credential: provider.credential(url),
		readOnlyCredential: provider.readOnlyCredential(url),
	};
	return provider.extend?.(started) ?? (started as MockServer<State> & More);
}

/** What ends with a reset. Requests keep theirs, so that late ones cannot disturb the next. */
interface Session {
	underWay: number;
	peak: number;
	held: Set<Socket>;
}

function newSession(): Session {
	return { underWay: 0, peak: 0, held: new Set() };
}

/** Call what it returns when the request is done. An end of the connection does so, too. */
function countUnderWay(session: Session, response: ServerResponse): () => void {
	session.underWay += 1;
	session.peak = Math.max(session.peak, session.underWay);
	let counted = true;
	const finished = () => {
		if (counted) session.underWay -= 1;
		counted = false;
	};
	response.once('close', finished);
	return finished;
}

/** No server calls done what it has just refused. */
function answerTo(right?: MockResponse, instead?: MockResponse): MockResponse | undefined {
	const isFalse = right && right.status >= 400 && instead && instead.status < 400;
	return isFalse ? right : (instead ?? right);
}

function actsFirst(fault?: Fault): boolean {
	if (!fault || fault.when === 'after') return true;
	return !fault.response && (fault.connection === 'truncate' || fault.connection === 'trickle');
}

/** A parameter that is sent several times is a list for the contract, and a text in the record. */
function recordOf(request: FastifyRequest): {
	record: RecordedRequest;
	query: Record<string, string | string[]>;
} {
	const [path, search = ''] = request.originalUrl.split(/\?(.*)/s);
	const sent = new URLSearchParams(search);
	const lists = [...new Set(sent.keys())].map((key) => [key, sent.getAll(key)] as const);
	const record = {
		method: request.method,
		path,
		query: Object.fromEntries(lists.map(([key, values]) => [key, values.join(',')])),
		headers: request.headers,
		body: request.body,
		startedAt: Date.now(),
		executed: false,
	};
	const query = lists.map(([key, values]) => [key, values.length > 1 ? values : values[0]]);
	return { record, query: Object.fromEntries(query) as Record<string, string | string[]> };
}

/** Whatever its media type: that it may not be sent as such is for the contract to say. */
function readBody(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
