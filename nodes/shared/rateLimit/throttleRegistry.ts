import { createHash } from 'crypto';

import { realClock } from '../utils/clock';
import type { Throttle } from './throttle';
import { createThrottle } from './throttle';

/** Milliseconds. What was learned of a limit is worth keeping for the next execution. */
const MAX_IDLE = 10 * 60_000;

/** Those of this process. Executions in other processes have others. */
const throttles = new Map<string, Throttle>();

/**
 * The throttle of a key: requests that the API counts together go through the same one. Nothing of
 * the key itself is kept.
 */
export function throttleFor(
	{ name, limits }: { name: string; limits?: Parameters<typeof createThrottle>[1] },
	baseUrl: string,
	secret: string,
): Throttle {
	const now = realClock.now();
	for (const [key, { idleSince }] of throttles) {
		if (idleSince !== undefined && now - idleSince > MAX_IDLE) throttles.delete(key);
	}
	const hash = createHash('sha256').update(secret).digest('hex');
	const key = JSON.stringify([name, baseUrl, hash]);
	const throttle = throttles.get(key) ?? createThrottle(realClock, limits);
	throttles.set(key, throttle);
	return throttle;
}
