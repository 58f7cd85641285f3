/** A rate limit in fixed windows. A window starts with the first request after the one before. */

export interface Limit {
	requests: number;
	perMs: number;
	/** Send Retry-After with the 429? Default: as the provider documents it. */
	retryAfter?: boolean;
}

export interface Usage {
	limit: number;
	remaining: number;
	/** Milliseconds since 1970. */
	resetAt: number;
	exceeded: boolean;
	retryAfter?: boolean;
}

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
