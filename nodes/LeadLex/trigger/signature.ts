import { createHmac, timingSafeEqual } from 'crypto';

import { parseTime } from '../../shared/utils/time';

/** Milliseconds. LeadLex tries for up to 7.2 hours to deliver an event. */
const MAX_AGE = 24 * 60 * 60_000;
/** Milliseconds by which an event may lie in the future: clocks differ. */
const MAX_AHEAD = 10 * 60_000;

/** Whether a body was signed with the secret: HMAC-SHA256 over its bytes, as `sha256=<hex>`. */
export function isSigned(body: Buffer, signature: unknown, secret: string): boolean {
	const [, hex] = /^sha256=([\da-f]{64})$/.exec(String(signature)) ?? [];
	if (hex === undefined) return false;
	const expected = createHmac('sha256', secret).update(body).digest();
	return timingSafeEqual(expected, Buffer.from(hex, 'hex'));
}

/**
 * Whether an event is recent, by the first of these times that can be read. The times of the body come first, because
 * they are signed: anybody can change those of the headers, and retries may keep the header of the first attempt.
 */
export function isRecent(times: unknown[], now: number): boolean {
	const time = times.map(parseTime).find((parsed) => parsed !== undefined);
	return time !== undefined && now - time <= MAX_AGE && time - now <= MAX_AHEAD;
}
