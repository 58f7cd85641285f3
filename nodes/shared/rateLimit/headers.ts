/** Reads the headers of a response about rate limits. Times are in milliseconds. */

export type Headers = Record<string, unknown>;

const HOUR = 60 * 60 * 1000;
/** The longest day has 25 hours. A bogus header must not block a key until n8n restarts. */
const MAX_PAUSE = 25 * HOUR;

const MAX_FIELD_LENGTH = 500;
const NUMBER = /^\d{1,20}(\.\d{1,9})?$/;

/**
 * How long a 429 says to wait: `Retry-After`, else `X-RateLimit-Reset`. If that counter has requests
 * remaining, another limit caused the 429, so its reset does not count. Undefined if the headers say
 * nothing plausible; 0 means that the API takes requests now.
 */
export function requestedPause(headers: Headers, now: number): number | undefined {
	const pause = retryAfter(headers['retry-after'], now);
	if (pause !== undefined) return pause;
	const hasRemaining = Number(headers['x-ratelimit-remaining'] ?? 0) > 0;
	return hasRemaining ? undefined : untilReset(headers, now);
}

/** How long until the counter of `X-RateLimit-Reset` restarts; undefined if the header says nothing plausible. */
function untilReset(headers: Headers, now: number): number | undefined {
	const value = firstValue(headers['x-ratelimit-reset']);
	return NUMBER.test(value) ? ifPlausible(resetPause(Number(value), now)) : undefined;
}

/** How many requests the API takes until its counter restarts, in milliseconds since 1970. */
export interface Remaining {
	requests: number;
	resetsAt: number;
}

/**
 * Reads how many requests remain, from `X-RateLimit-Remaining` or the IETF's `RateLimit` fields
 * (draft-ietf-httpapi-ratelimit-headers). Undefined if a part is missing or not plausible.
 */
export function remainingRequests(headers: Headers, now: number): Remaining | undefined {
	const { remaining, reset } = ietfFields(headers);
	const requests = firstValue(headers['x-ratelimit-remaining']) || remaining;
	const pause = untilReset(headers, now) ?? secondsFrom(reset);
	if (!NUMBER.test(requests) || pause === undefined) return undefined;
	return { requests: Number(requests), resetsAt: now + pause };
}

/** The field has had three forms: one field for each value, `remaining=5, reset=30`, and `"name";r=5;t=30`. */
function ietfFields(headers: Headers): { remaining: string; reset: string } {
	const combined = String(headers.ratelimit ?? '').slice(0, MAX_FIELD_LENGTH);
	const fieldOf = (pattern: RegExp) => pattern.exec(combined)?.[1] ?? '';
	return {
		remaining:
			firstValue(headers['ratelimit-remaining']) || fieldOf(/\b(?:remaining|r)=(\d{1,20})/),
		reset: firstValue(headers['ratelimit-reset']) || fieldOf(/\b(?:reset|t)=(\d{1,20})/),
	};
}

const secondsFrom = (value: string): number | undefined =>
	NUMBER.test(value) ? ifPlausible(Number(value) * 1000) : undefined;

/** `Retry-After` is in seconds or an HTTP date (RFC 9110 §10.2.3). */
function retryAfter(header: unknown, now: number): number | undefined {
	const value = firstValue(header);
	if (NUMBER.test(value)) return ifPlausible(Number(value) * 1000);
	// Date.parse accepts nearly everything with a digit in it, such as "-5"
	const date = /^[A-Z][a-z]{2}/.test(String(header)) ? Date.parse(String(header)) : NaN;
	return ifPlausible(date - now);
}

/** APIs send Unix time in seconds, milliseconds or microseconds, or the seconds that remain. */
function resetPause(reset: number, now: number): number {
	if (reset * 1000 < MAX_PAUSE) return reset * 1000;
	const unit = [1000, 1, 1e-3].find((factor) => reset * factor < now + MAX_PAUSE);
	return reset * (unit ?? NaN) - now;
}

/** Repeated headers arrive joined with commas. */
const firstValue = (header: unknown): string =>
	String(header ?? '')
		.split(',')[0]
		.trim();

const ifPlausible = (pause: number): number | undefined =>
	pause >= 0 && pause <= MAX_PAUSE ? pause : undefined;
