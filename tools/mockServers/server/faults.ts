/** Misbehaviour on demand. `mockServer.ts` and `sendResponse.ts` carry it out. */
import type { Fault, RecordedRequest } from './types';

/** What a request meets. */
export interface DueFaults {
	/** The delays of all faults that match, added up. */
	delayMs: number;
	/** The first matching fault that is more than a delay. */
	fault?: Fault;
}

/** Faults in the order in which they were added. */
export class Faults {
	private entries: Array<{ fault: Fault; skip: number; times: number }> = [];

	add(fault: Fault): void {
		this.entries.push({ fault, skip: fault.skip ?? 0, times: fault.times ?? 1 });
	}

	clear(): void {
		this.entries = [];
	}

	/** Returns what a request meets. Counts down, so call it once per request. */
	take(request: RecordedRequest): DueFaults {
		let delayMs = 0;
		for (const entry of this.entries) {
			const { fault } = entry;
			if (!matches(request, fault.match)) continue;
			if (entry.skip > 0) {
				entry.skip -= 1;
				continue;
			}
			entry.times -= 1;
			delayMs += fault.delayMs ?? 0;
			if (entry.times <= 0) this.entries = this.entries.filter((other) => other !== entry);
			if (fault.response || fault.connection) return { delayMs, fault };
		}
		return { delayMs };
	}
}

function matches(request: RecordedRequest, match: Fault['match'] = {}): boolean {
	if (match.method && match.method.toUpperCase() !== request.method) return false;
	if (match.path && !contains(request.path, match.path)) return false;
	return !match.body || contains(JSON.stringify(request.body) ?? '', match.body);
}

function contains(text: string, pattern: string | RegExp): boolean {
	return typeof pattern === 'string' ? text.includes(pattern) : text.search(pattern) >= 0;
}

/** Describes the faults for the record of a request; undefined if there is none. */
export function describe({ delayMs, fault }: DueFaults): string | undefined {
	const parts = [
		delayMs > 0 && `delay ${delayMs} ms`,
		fault?.response && `response ${fault.response.status}`,
		fault?.connection,
		fault?.when === 'after' && 'after the server acted',
	].filter(Boolean);
	return parts.length > 0 ? parts.join(', ') : undefined;
}

/** A 429 with the provider's body. `reset` is in Unix seconds, `retryAfter` in seconds or an HTTP date. */
export function rateLimited(
	announced: { retryAfter?: number | string; reset?: number; remaining?: number } = {},
	times = 1,
): Fault {
	const headers = Object.entries({
		'Retry-After': announced.retryAfter,
		'X-RateLimit-Reset': announced.reset,
		'X-RateLimit-Remaining': announced.remaining,
	}).filter(([, value]) => value !== undefined);
	return {
		times,
		response: {
			status: 429,
			headers: Object.fromEntries(headers.map(([key, value]) => [key, String(value)])),
		},
	};
}

/** A 500 with the HTML page of a proxy, as when the API behind it is down. */
export function serverError(times = 1): Fault {
	const body =
		'<html><head><title>500 Internal Server Error</title></head>' +
		'<body><h1>Internal Server Error</h1></body></html>';
	return { times, response: { status: 500, type: 'text/html; charset=utf-8', body } };
}

/** Headers by kind. `resetAt` is when the limit really ends, in milliseconds since 1970. */
const bogus = {
	retryAfterHuge: () => ({ 'Retry-After': '1e20' }),
	retryAfterNegative: () => ({ 'Retry-After': '-5' }),
	/** As if two proxies had added one each. */
	retryAfterTwice: () => ({ 'Retry-After': '1, 1' }),
	resetInMicroseconds: (resetAt: number) => ({ 'X-RateLimit-Reset': String(resetAt * 1000) }),
	resetInMilliseconds: (resetAt: number) => ({ 'X-RateLimit-Reset': String(resetAt) }),
	resetAsSecondsLeft: (resetAt: number) => ({
		'X-RateLimit-Reset': String(Math.ceil((resetAt - Date.now()) / 1000)),
	}),
};

export type BogusHeader = keyof typeof bogus;
export const bogusHeaders = Object.keys(bogus) as BogusHeader[];

/** A 429 with a header that makes no sense, or is in another unit than documented. */
export function bogusRateLimit(kind: BogusHeader, endsInMs = 1000, times = 1): Fault {
	return { times, response: { status: 429, headers: bogus[kind](Date.now() + endsInMs) } };
}

/** A redirect: `to` is a path, or the whole address of another origin. */
export function redirect(status: 301 | 302 | 303 | 307 | 308, to: string, times = 1): Fault {
	return { times, response: { status, headers: { Location: to }, body: '' } };
}

/** The server acts, and responds without a body. */
export function emptyResponse(status: 200 | 201 | 204, times = 1): Fault {
	return { times, when: 'after', response: { status } };
}

/** The server acts, and responds without the ID of the record. */
export function responseWithoutId(status: 200 | 201 = 200, times = 1): Fault {
	return { times, when: 'after', response: { status, body: { success: true, data: {} } } };
}
