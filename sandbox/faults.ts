/** Misbehaviour on demand: which request is hit by what. `answer.ts` carries it out. */
import type { RecordedRequest } from './stand';

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
	act?: 'before' | 'after';
	/** Without a body: the provider's own error body for that status. */
	answer?: {
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
	break?: 'reset' | 'hang' | 'truncate' | 'trickle';
}

export interface DueFaults {
	delayMs: number;
	fault?: Fault;
}

export interface FaultList {
	add(fault: Fault): void;
	clear(): void;
	/** What this request meets. Counts down, so ask once per request. */
	take(request: RecordedRequest): DueFaults;
}

export function createFaults(): FaultList {
	let waiting: Array<{ fault: Fault; skip: number; times: number }> = [];

	/**
	 * In the order in which they were added. Delays add up and let the next fault have its turn;
	 * the first fault that is more than a delay ends the search.
	 */
	function take(request: RecordedRequest): DueFaults {
		let delayMs = 0;
		for (const entry of waiting) {
			if (!matches(request, entry.fault.match)) continue;
			if (entry.skip > 0) {
				entry.skip -= 1;
				continue;
			}
			entry.times -= 1;
			delayMs += entry.fault.delayMs ?? 0;
			if (entry.times <= 0) waiting = waiting.filter((other) => other !== entry);
			if (entry.fault.answer || entry.fault.break) return { delayMs, fault: entry.fault };
		}
		return { delayMs };
	}

	return {
		add(fault) {
			waiting.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
		},
		clear() {
			waiting = [];
		},
		take,
	};
}

function matches(request: RecordedRequest, match: Fault['match'] = {}): boolean {
	if (match.method && match.method.toUpperCase() !== request.method) return false;
	if (match.path && !contains(request.path, match.path)) return false;
	return !match.body || contains(JSON.stringify(request.body) ?? '', match.body);
}

function contains(text: string, pattern: string | RegExp): boolean {
	return typeof pattern === 'string' ? text.includes(pattern) : text.search(pattern) >= 0;
}

/** For the record of a request. */
export function describe({ delayMs, fault }: DueFaults): string | undefined {
	const parts = [
		delayMs > 0 && `delay ${delayMs} ms`,
		fault?.answer && `answer ${fault.answer.status}`,
		fault?.break,
		fault?.act === 'after' && 'after the server acted',
	].filter(Boolean);
	return parts.length > 0 ? parts.join(', ') : undefined;
}

/** 429 with the provider's body. `reset` is Unix seconds, `retryAfter` seconds or an HTTP date. */
export function rateLimited(
	told: { retryAfter?: number | string; reset?: number; remaining?: number } = {},
	times = 1,
): Fault {
	const headers = Object.entries({
		'Retry-After': told.retryAfter,
		'X-RateLimit-Reset': told.reset,
		'X-RateLimit-Remaining': told.remaining,
	}).filter(([, value]) => value !== undefined);
	return {
		times,
		answer: {
			status: 429,
			headers: Object.fromEntries(headers.map(([key, value]) => [key, String(value)])),
		},
	};
}

/** 500 with the page of a proxy in front, as when the API behind it is down. */
export function serverError(times = 1): Fault {
	const body =
		'<html><head><title>500 Internal Server Error</title></head>' +
		'<body><h1>Internal Server Error</h1></body></html>';
	return { times, answer: { status: 500, type: 'text/html; charset=utf-8', body } };
}
