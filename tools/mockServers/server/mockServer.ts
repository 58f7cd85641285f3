/**
 * A mock server of any provider: an HTTP server on 127.0.0.1 that records every request, applies the
 * faults that are due, lets the provider respond, and sends the response.
 */
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Verdict } from '../contract/validator';
import { addControls, CONTROL_PATH } from './controlApi';
import { describe, Faults } from './faults';
import { ProviderApi } from './providerApi';
import { readBody, readRequest } from './request';
import { sendResponse } from './sendResponse';
import { Session } from './session';
import type { Fault, Limit, MockResponse, Provider, RecordedRequest } from './types';

/** Without a port, the server takes a free one. */
export async function startMockServer<State extends object, Extension>(
	provider: Provider<State, Extension>,
	port = 0,
): Promise<MockServer<State> & Extension> {
	const server = new MockServer(provider);
	await server.listen(port);
	return Object.assign(server, provider.extend?.(server.state) as Extension);
}

export class MockServer<State extends object> {
	readonly name: string;

	/** http://127.0.0.1:PORT */
	url = '';

	/** Data of the n8n credential, the secret first. */
	credential: Record<string, string> = {};

	/** The same with a key that may not write. */
	readOnlyCredential: Record<string, string> = {};

	/** Live records. Stays the same object after a reset. */
	readonly state: State;

	/** Every request in order of arrival, also rejected and faulted ones. */
	readonly requests: RecordedRequest[] = [];

	readonly faults = new Faults();

	/** The time of the server and of its header `Date`, in milliseconds, for tests in simulated time. Default: now. */
	now?: number;

	private session = new Session();
	private readonly app: FastifyInstance;
	/** Without the types of the state, so that a server of any state is a server of objects. */
	private readonly api: Omit<ProviderApi<object>, 'state'>;
	private readonly provider: Pick<Provider<object>, 'credential' | 'readOnlyCredential' | 'onStop'>;

	constructor(provider: Provider<State>) {
		const api = new ProviderApi(provider);
		this.api = api;
		this.provider = provider;
		this.name = provider.name;
		this.state = api.state;
		this.app = createApp((request, reply) => this.handle(request, reply));
		addControls(this.app, this, api.state, provider.controls);
	}

	async listen(port: number): Promise<void> {
		await this.app.listen({ host: '127.0.0.1', port });
		this.url = `http://127.0.0.1:${(this.app.server.address() as AddressInfo).port}`;
		this.credential = this.provider.credential(this.url);
		this.readOnlyCredential = this.provider.readOnlyCredential(this.url);
	}

	async stop(): Promise<void> {
		this.provider.onStop?.(this.state);
		await this.app.close();
	}

	/** Sets limits that hold at once: a request passes if it passes all of them. Null removes them. */
	limit(limits: Limit | Limit[] | null): void {
		this.api.limit(limits);
	}

	/** Returns the most requests that were in flight at once since the last reset. */
	peakConcurrency(): number {
		return this.session.peakConcurrency;
	}

	/** Makes it as freshly started: records as seeded, no requests, faults or limits. */
	reset(): void {
		this.api.reset();
		this.requests.length = 0;
		this.now = undefined;
		this.faults.clear();
		this.session.end();
		this.session = new Session();
	}

	private async handle(request: FastifyRequest, reply: FastifyReply): Promise<void> {
		const { session } = this;
		const { record, query } = readRequest(request);
		const verdict = this.api.check({ ...record, query });
		record.operationId = verdict.operationId;
		this.requests.push(record);
		const endRequest = session.begin(reply.raw);

		const due = this.faults.take(record);
		record.fault = describe(due);
		if (due.delayMs > 0) await wait(due.delayMs, undefined, { ref: false });
		const { socket } = request.raw;
		// A request from before a reset must not touch the new records
		if (session !== this.session) return void reply.hijack().raw.destroy();

		const response = this.respond(record, verdict, due.fault);
		// Not earlier: Fastify responds if something above throws
		reply.hijack();
		const connection = due.fault?.connection;
		if (connection === 'reset') return void socket.resetAndDestroy();
		if (connection === 'hang' || !response) return session.hang(socket);
		record.status = response.status;
		record.respondedAt = Date.now();
		// Before the last byte: the client's next request may come before our close event
		if (connection !== 'trickle') endRequest();
		await sendResponse(reply.raw, withDate(response, this.now), connection);
	}

	/** Returns undefined if the server neither acts nor has a response to send. */
	private respond(
		record: RecordedRequest,
		verdict: Verdict,
		fault?: Fault,
	): MockResponse | undefined {
		const now = this.now ?? Date.now();
		const own = actsFirst(fault) ? this.api.respond(record, verdict, now) : undefined;
		const faulty = fault?.response && this.api.withErrorBody(fault.response);
		// A rejected request is never reported as successful, whatever fault is set
		const isFalse = own && own.status >= 400 && faulty && faulty.status < 400;
		return isFalse ? own : (faulty ?? own);
	}
}

function withDate(response: MockResponse, now: number | undefined): MockResponse {
	if (now === undefined) return response;
	return { ...response, headers: { Date: new Date(now).toUTCString(), ...response.headers } };
}

function createApp(
	handle: (request: FastifyRequest, reply: FastifyReply) => Promise<void>,
): FastifyInstance {
	const app = fastify({
		forceCloseConnections: true,
		// Fastify decodes and rejects paths. Ours must arrive raw, so it gets to see only one
		rewriteUrl: (raw) => (raw.url?.startsWith(CONTROL_PATH) ? raw.url : '/'),
	});
	app.addHttpMethod('GET', { hasBody: true, overrideExisting: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => {
		done(null, readBody(text as string));
	});
	app.all('/', handle);
	return app;
}

/** Whether the server acts on a request before it misbehaves. */
function actsFirst(fault?: Fault): boolean {
	if (!fault || fault.when === 'after') return true;
	return !fault.response && (fault.connection === 'truncate' || fault.connection === 'trickle');
}
