import { createHash } from 'crypto';

import { realClock } from '../utils/clock';
import type { ReadLimits } from './quota';
import { Throttle } from './throttle';

/** Milliseconds. The next execution may use what was learned about a limit. */
const MAX_IDLE = 10 * 60_000;

/** The throttles of this process. n8n's workers are processes of their own. */
const throttles = new Map<string, Throttle>();
let cleanedAt = 0;

/**
 * Returns the throttle of a key: one for all requests that the API counts together. Only a hash of the
 * key is stored.
 */
export function throttleFor(
	{ name, limits }: { name: string; limits?: ReadLimits },
	baseUrl: string,
	secret: string,
): Throttle {
	dropIdle(realClock.now());
	const hash = createHash('sha256').update(secret).digest('hex');
	const key = JSON.stringify([name, baseUrl, hash]);
	const throttle = throttles.get(key) ?? new Throttle(realClock, limits);
	throttles.set(key, throttle);
	return throttle;
}

/** Looks at all throttles only now and then, because an n8n with many credentials has many. */
function dropIdle(now: number): void {
	if (now - cleanedAt < MAX_IDLE) return;
	cleanedAt = now;
	for (const [key, { idleSince }] of throttles) {
		if (idleSince !== undefined && now - idleSince > MAX_IDLE) throttles.delete(key);
	}
}
