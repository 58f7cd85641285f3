/** Misbehaviour on demand: which request is hit by what. `answer.ts` carries it out. */
import type { Fault, RecordedRequest } from './types';

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
			if (entry.fault.response || entry.fault.connection) return { delayMs, fault: entry.fault };
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
		fault?.response && `response ${fault.response.status}`,
		fault?.connection,
		fault?.when === 'after' && 'after the server acted',
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
		response: {
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
	return { times, response: { status: 500, type: 'text/html; charset=utf-8', body } };
}

/** By kind; `at` is when the limit really ends. */
const bogus = {
	retryAfterHuge: () => ({ 'Retry-After': '1e20' }),
	retryAfterNegative: () => ({ 'Retry-After': '-5' }),
	/** Two proxies added one each. */
	retryAfterTwice: () => ({ 'Retry-After': '1, 1' }),
	resetInMicroseconds: (at: number) => ({ 'X-RateLimit-Reset': String(at * 1000) }),
	resetInMilliseconds: (at: number) => ({ 'X-RateLimit-Reset': String(at) }),
	resetAsSecondsLeft: (at: number) => ({
		'X-RateLimit-Reset': String(Math.ceil((at - Date.now()) / 1000)),
	}),
};

export type BogusHeader = keyof typeof bogus;
export const bogusHeaders = Object.keys(bogus) as BogusHeader[];

/** 429 with a header that is out of reason, or in a unit that is not the documented one. */
export function bogusRateLimit(kind: BogusHeader, endsInMs = 1000, times = 1): Fault {
	return { times, response: { status: 429, headers: bogus[kind](Date.now() + endsInMs) } };
}

/** To another path, or with a whole address to another origin. */
export function redirect(status: 301 | 302 | 303 | 307 | 308, to: string, times = 1): Fault {
	return { times, response: { status, headers: { Location: to }, body: '' } };
}

/** The server has done it, and says no word about it. */
export function emptyResponse(status: 200 | 201 | 204, times = 1): Fault {
	return { times, when: 'after', response: { status } };
}

/** The server has done it, and does not say to which record. */
export function responseWithoutId(status: 200 | 201 = 200, times = 1): Fault {
	return { times, when: 'after', response: { status, body: { success: true, data: {} } } };
}
