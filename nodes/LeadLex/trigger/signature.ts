import { createHmac, timingSafeEqual } from 'crypto';

/** Milliseconds, as docs.leadlex.com/webhooks recommends. */
const TIMESTAMP_TOLERANCE = 5 * 60_000;

/** Whether a body was signed with the secret: HMAC-SHA256 over its bytes, as `sha256=<hex>`. */
export function isSigned(body: Buffer, signature: unknown, secret: string): boolean {
	const [, hex] = /^sha256=([\da-f]{64})$/.exec(String(signature)) ?? [];
	if (hex === undefined) return false;
	const expected = createHmac('sha256', secret).update(body).digest();
	return timingSafeEqual(expected, Buffer.from(hex, 'hex'));
}

/** Whether a delivery was sent within the last minutes. The timestamp may also be ahead: clocks differ. */
export const isRecent = (timestamp: unknown, now: number): boolean =>
	Math.abs(now - Date.parse(String(timestamp))) <= TIMESTAMP_TOLERANCE;
