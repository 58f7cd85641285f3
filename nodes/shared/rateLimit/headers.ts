/** What the headers of an answer say about a rate limit. Times are in milliseconds. */

export type Headers = Record<string, unknown>;

const HOUR = 60 * 60 * 1000;
/** No day is longer. What a vendor sends by mistake must not shut a key until n8n is started again. */
const MAX_PAUSE = 25 * HOUR;

/**
 * How long a 429 says to wait: `Retry-After`, else `X-RateLimit-Reset`. The reset of a counter that
 * is not used up is not what the 429 was about. Undefined when the headers make no sense, which is
 * not the same as "now".
 */
export function requestedPause(headers: Headers, now: number): number | undefined {
	const told = retryAfter(headers['retry-after'], now);
	if (told !== undefined) return told;
	const requestsLeft = Number(headers['x-ratelimit-remaining'] ?? 0) > 0;
	return requestsLeft ? undefined : untilReset(headers, now);
}

/** How long until the counter of `X-RateLimit-Reset` starts anew. */
export function untilReset(headers: Headers, now: number): number | undefined {
	const value = first(headers['x-ratelimit-reset']);
	if (!/^\d{1,20}(\.\d{1,9})?$/.test(value)) return undefined;
	return inReason(resetPause(Number(value), now));
}

/** Seconds or an HTTP date. */
function retryAfter(header: unknown, now: number): number | undefined {
	const value = first(header);
	if (/^\d{1,20}(\.\d{1,9})?$/.test(value)) return inReason(Number(value) * 1000);
	// Date.parse takes nearly anything that holds a digit, such as "-5"
	const date = /^[A-Z][a-z]{2}/.test(String(header)) ? Date.parse(String(header)) : NaN;
	return inReason(date - now);
}

/** APIs send Unix seconds, but also seconds left, and Unix time in milli- and microseconds. */
function resetPause(reset: number, now: number): number {
	if (reset * 1000 < MAX_PAUSE) return reset * 1000;
	const unit = [1000, 1, 1e-3].find((factor) => reset * factor < now + MAX_PAUSE);
	return reset * (unit ?? NaN) - now;
}

/** A header that stands twice arrives as one text with a comma. */
const first = (header: unknown): string =>
	String(header ?? '')
		.split(',')[0]
		.trim();

const inReason = (pause: number): number | undefined =>
	pause >= 0 && pause <= MAX_PAUSE ? pause : undefined;
