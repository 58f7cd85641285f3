/** What the parts of the sandbox say to one another. Imports nothing of ours, so that imports go one way. */
import type { IncomingHttpHeaders } from 'node:http';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

/** Of a file in contracts/. */
export type ContractName = string;

export interface RecordedRequest {
	method: string;
	/** Raw, percent-encoded, without the query. */
	path: string;
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	/** Parsed JSON, or text when it is none. */
	body: unknown;
	operationId?: string;
	/** Undefined when the request was never answered. */
	status?: number;
	/** Milliseconds since 1970. */
	startedAt: number;
	respondedAt?: number;
	fault?: string;
	/** Did the provider do what was asked, whatever the client was told? */
	executed: boolean;
}

export interface MockResponse {
	status: number;
	headers?: Record<string, string>;
	/** Sent as JSON, unless it is text. */
	body?: unknown;
	/** Content-Type of a text. */
	type?: string;
	/** The answer to an earlier request with the same key: nothing was done for this one. */
	isReplay?: boolean;
}

/** Misbehaviour on demand: which request is hit by what. */
export interface Fault {
	match?: {
		method?: string;
		/** Part of the raw path, or a pattern for it. */
		path?: string | RegExp;
		/** Part of the body's JSON text, or a pattern for it. */
		body?: string | RegExp;
	};
	/** Let this many matching requests through first. Default 0. */
	skip?: number;
	/** How many matching requests it hits. Default 1, Infinity allowed. */
	times?: number;
	/** Wait before anything else. */
	delayMs?: number;
	/** Does the server act on the request before it misbehaves? Default 'before': it does not. */
	when?: 'before' | 'after';
	/** Without a body: the provider's own error body for that status. */
	response?: {
		status: number;
		headers?: Record<string, string>;
		body?: string | object;
		/** Content-Type. Default JSON for an object and plain text for a string. */
		type?: string;
	};
	/**
	 * reset: the TCP connection breaks. hang: no answer ever. truncate: half of the body, then the
	 * connection closes. trickle: the whole body, byte by byte. The last two need a body: that of
	 * `answer`, or else the right one, for which the server always acts.
	 */
	connection?: 'reset' | 'hang' | 'truncate' | 'trickle';
}

/** A rate limit in fixed windows, or a token bucket. */
export interface Limit {
	requests: number;
	perMs: number;
	/**
	 * Makes it a token bucket, which holds so many requests and gains `requests` in each perMs.
	 * Otherwise a window starts with the first request after the window before.
	 */
	burst?: number;
	/** Windows start at whole multiples of perMs in UTC instead: those of a day at midnight. */
	aligned?: boolean;
	/** Does a request that this or another limit refuses use up quota too? Default: it does not. */
	countRefused?: boolean;
	/** The headers tell of this limit. Default: of one that is exceeded, or that has least left. */
	inHeaders?: boolean;
	/** Send Retry-After with the 429? Default: as the provider documents it. */
	retryAfter?: boolean;
}

/** Times are milliseconds since 1970. */
export interface Usage {
	/** These three are for headers. */
	limit: number;
	remaining: number;
	resetAt: number;
	exceeded: boolean;
	/** When a request passes again. */
	opensAt: number;
	retryAfter?: boolean;
}

export interface MockServer<State> {
	name: string;
	/** http://127.0.0.1:PORT */
	url: string;
	/** Data of the n8n credential, the secret first. */
	credential: Record<string, string>;
	/** The same with a key that may not write. */
	readOnlyCredential: Record<string, string>;
	/** Live records. */
	state: State;
	/** Every request in order of arrival, also refused and faulted ones. */
	requests: RecordedRequest[];
	/** Most requests under way at once since the last reset. */
	peakConcurrency(): number;
	faults: { add(fault: Fault): void; clear(): void };
	/** Several limits hold at once. A request passes if it passes all of them. */
	limit(limits: Limit | Limit[] | null): void;
	/** As freshly started: records as seeded, no requests, faults or limit. */
	reset(): void;
	stop(): Promise<void>;
}

export interface Call {
	params: Record<string, unknown>;
	query: Record<string, unknown>;
	headers: IncomingHttpHeaders;
	body: unknown;
}

/** Acts on a request that is authenticated and valid. */
export type Handler<State> = (call: Call, state: State) => MockResponse;

/** Everything that differs between the providers. `More` is what its stand can do beyond others. */
export interface Provider<State, More = unknown> {
	/** As people write it. */
	name: string;
	contract: ContractName;
	/** Data of the n8n credential, the secret first. */
	credential(url: string): Record<string, string>;
	readOnlyCredential(url: string): Record<string, string>;
	seed(): State;
	/** The answer to a request without the right to do what it asks. */
	authError(request: RecordedRequest): MockResponse | undefined;
	failure(status: number, message: string, errors?: string[]): MockResponse;
	rateLimited(usage: Usage): MockResponse;
	/** Headers that go with every answer. */
	headers?(usage?: Usage): Record<string, string>;
	/** By operationId. */
	handlers: Record<string, Handler<State>>;
	/** More controls over HTTP, by the name that is posted to. They may refuse. */
	controls?: Record<string, (body: unknown, state: State) => unknown>;
	extend?(server: MockServer<State>): MockServer<State> & More;
	scenario: Scenario<State>;
}

/** How its node is tried out, by the demo and by the tests that ask the same of every node. */
export interface Scenario<State> {
	/** In examples/. */
	workflow: string;
	/** How many records are there now. */
	countRecords(state: State): { contacts: number; orders: number; links: number };
	/** What is wrong with a person's records; undefined when they are all there, exactly once. */
	problem(state: State, person: Person): string | undefined;
	/** Something that cannot work, to show what the user reads then. */
	failingCase(person: Person): { what: string; parameters: INodeParameters; item: IDataObject };
	/** Parameters that write one contact for an item with `name` and `phone`. */
	createContact: INodeParameters;
	/** The path of a read that needs no parameters. */
	readPath: string;
	/** What the test of the credential says of a wrong key. */
	wrongKeyMessage: string;
	/** For its trigger if there is one: its parameters, and how to make happen what starts it. */
	trigger?: { parameters: INodeParameters; happen(state: State): Promise<unknown> };
}

/** A row of examples/people.csv. */
export interface Person {
	first_name: string;
	last_name: string;
	email: string;
	phone: string;
	phone_international: string;
	job_title: string;
	company: string;
	city: string;
	order_number: string;
	order_total: string;
}
