/** Types shared by the mock servers. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Scenario } from './scenario';

/** Name of a file in contracts/, without `.openapi.yaml`. */
export type ContractName = string;

export interface RecordedRequest {
	method: string;
	/** Raw, percent-encoded, without the query. */
	path: string;
	query: Record<string, string>;
	headers: IncomingHttpHeaders;
	/** Parsed JSON, or the text if it is not JSON. */
	body: unknown;
	operationId?: string;
	/** Undefined if no response was sent. */
	status?: number;
	/** Milliseconds since 1970. */
	startedAt: number;
	respondedAt?: number;
	/** Describes the faults that it met. */
	fault?: string;
	/** Whether the provider did what was asked, whatever response the client got. */
	executed: boolean;
}

export interface MockResponse {
	status: number;
	headers?: Record<string, string>;
	/** Sent as JSON, unless it is text. */
	body?: unknown;
	/** Content-Type. Default: JSON, or plain text if the body is text. */
	type?: string;
	/** Whether it repeats the response to an earlier request with the same idempotency key. */
	isReplay?: boolean;
}

/** Misbehaviour on demand: which requests it hits, and how. */
export interface Fault {
	match?: {
		method?: string;
		/** Part of the raw path, or a pattern. */
		path?: string | RegExp;
		/** Part of the body's JSON text, or a pattern. */
		body?: string | RegExp;
	};
	/** Let this many matching requests through first. Default 0. */
	skip?: number;
	/** How many matching requests it hits. Default 1, Infinity allowed. */
	times?: number;
	/** How long the server waits before anything else. */
	delayMs?: number;
	/** Whether it misbehaves before or after it acts on the request. Default: before, so it never acts. */
	when?: 'before' | 'after';
	/** An error without a body gets the provider's own body for that status. */
	response?: {
		status: number;
		headers?: Record<string, string>;
		body?: string | object;
		/** Content-Type. Default: JSON for an object, plain text for a string. */
		type?: string;
	};
	/**
	 * reset: the TCP connection is reset. hang: no response is sent. truncate: the connection closes
	 * after half of the body. trickle: the whole body is sent, byte by byte. The last two send the body
	 * of `response`. Without one, the server acts and sends the right body.
	 */
	connection?: 'reset' | 'hang' | 'truncate' | 'trickle';
}

/** A rate limit: fixed windows, or a token bucket if `burst` is set. */
export interface Limit {
	requests: number;
	perMs: number;
	/** Size of the token bucket, which gains `requests` tokens in each `perMs`. */
	burst?: number;
	/**
	 * Whether windows start at whole multiples of `perMs` in UTC, such as days at midnight. Default: a
	 * window starts with the first request after the window before.
	 */
	aligned?: boolean;
	/** Whether requests that are rejected with a 429 use up quota too. Default: false. */
	countRejected?: boolean;
	/** Whether the headers show this limit. Default: they show the one that is exceeded or nearest to it. */
	inHeaders?: boolean;
	/** Whether the 429 has Retry-After. Default: as the provider documents it. */
	retryAfter?: boolean;
}

/** How far the limits are used up. Times are in milliseconds since 1970. */
export interface Usage {
	/** `limit`, `remaining` and `resetAt` are what the headers show. */
	limit: number;
	remaining: number;
	resetAt: number;
	exceeded: boolean;
	/** When a request passes again. */
	opensAt: number;
	retryAfter?: boolean;
}

export interface Call {
	params: Record<string, unknown>;
	query: Record<string, unknown>;
	headers: IncomingHttpHeaders;
	body: unknown;
	/** The time of the server, in milliseconds since 1970. */
	now: number;
}

/** Executes a request that is authenticated and valid. */
export type Handler<State> = (call: Call, state: State) => MockResponse;

/** Everything that differs between providers. `Extension` is what its mock server has beyond the others. */
export interface Provider<State, Extension = unknown> {
	/** The provider's name as people write it. */
	name: string;
	contract: ContractName;
	/** Data of the n8n credential, the secret first. */
	credential(url: string): Record<string, string>;
	/** The same with a key that may not write. */
	readOnlyCredential(url: string): Record<string, string>;
	seed(): State;
	/** Returns the response to a request without the right to do what it asks, else undefined. */
	authError(request: RecordedRequest): MockResponse | undefined;
	/** Returns an error response in the provider's form. */
	failure(status: number, message: string, errors?: string[]): MockResponse;
	/** Returns the 429. */
	rateLimited(usage: Usage): MockResponse;
	/** Returns headers that every response has. */
	headers?(usage?: Usage): Record<string, string>;
	/** By operationId, for every call of the contract. */
	handlers: Record<string, Handler<State>>;
	/** Further controls over HTTP, by the name that is posted to. They may abort. */
	controls?: Record<string, (body: unknown, state: State) => unknown>;
	extend?(state: State): Extension;
	/** Ends what would go on after the server has stopped. */
	onStop?(state: State): void;
	scenario: Scenario<State>;
}
