/** Counts requests against a rate limit. */
import type { Limit, Usage } from './types';

export interface Limiter {
	set(limit: Limit | null): void;
	/** Counts one request. Undefined while there is no limit. */
	use(): Usage | undefined;
}

export function createLimiter(): Limiter {
	let limit: Limit | null = null;
	let used = 0;
	let resetAt = 0;

	return {
		set(next) {
			limit = next;
			used = 0;
			resetAt = 0;
		},
		use() {
			if (!limit) return undefined;
			const now = Date.now();
			if (now >= resetAt) {
				used = 0;
				resetAt = now + limit.perMs;
			}
			used += 1;
			return {
				limit: limit.requests,
				remaining: Math.max(0, limit.requests - used),
				resetAt,
				exceeded: used > limit.requests,
				retryAfter: limit.retryAfter,
			};
		},
	};
}

/** Retry-After in whole seconds, if it is asked for or else the provider's way. */
export function retryAfter(usage: Usage, usual: boolean): Record<string, string> {
	if (!(usage.retryAfter ?? usual)) return {};
	const seconds = Math.ceil((usage.resetAt - Date.now()) / 1000);
	return { 'Retry-After': String(Math.max(1, seconds)) };
}
