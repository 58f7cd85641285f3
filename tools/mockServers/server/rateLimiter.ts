/** Counts requests against rate limits: one, or several at once. */
import type { Limit, Usage } from './types';

export class RateLimiter {
	private quotas: Quota[] = [];

	set(limits: Limit | Limit[] | null): void {
		this.quotas = [limits ?? []]
			.flat()
			.map((limit) => (limit.burst ? new TokenBucket(limit) : new Window(limit)));
	}

	/** Counts one request. Returns undefined while there is no limit. */
	use(): Usage | undefined {
		if (this.quotas.length === 0) return undefined;
		const now = Date.now();
		const exceeded = this.quotas.filter((quota) => quota.look(now).remaining < 1);
		for (const quota of this.quotas) {
			if (exceeded.length === 0 || quota.limit.countRejected) quota.take(now);
		}
		const look = (quota: Quota) => ({ limit: quota.limit, ...quota.look(now) });
		const [last] = exceeded.map(look).sort((a, b) => b.opensAt - a.opensAt);
		const all = this.quotas.map(look).sort((a, b) => a.remaining - b.remaining);
		const shown = all.find(({ limit }) => limit.inHeaders) ?? last ?? all[0];
		return {
			limit: shown.limit.burst ?? shown.limit.requests,
			remaining: Math.max(0, shown.remaining),
			resetAt: shown.opensAt,
			exceeded: exceeded.length > 0,
			opensAt: (last ?? shown).opensAt,
			retryAfter: last?.limit.retryAfter,
		};
	}
}

/** The state of one limit. */
interface Quota {
	limit: Limit;
	/** Returns how many requests pass now, and when another one passes or the window ends. */
	look(now: number): { remaining: number; opensAt: number };
	take(now: number): void;
}

class Window implements Quota {
	private used = 0;
	private endsAt = 0;

	constructor(readonly limit: Limit) {}

	look(now: number): { remaining: number; opensAt: number } {
		const { requests, perMs, aligned } = this.limit;
		if (now >= this.endsAt) {
			this.used = 0;
			this.endsAt = aligned ? (Math.floor(now / perMs) + 1) * perMs : now + perMs;
		}
		return { remaining: requests - this.used, opensAt: this.endsAt };
	}

	take(): void {
		this.used += 1;
	}
}

class TokenBucket implements Quota {
	private fullAt = 0;
	private readonly size: number;
	private readonly msPerToken: number;

	constructor(readonly limit: Limit) {
		this.size = limit.burst ?? limit.requests;
		this.msPerToken = limit.perMs / limit.requests;
	}

	look(now: number): { remaining: number; opensAt: number } {
		const { fullAt, size, msPerToken } = this;
		// 3 x 1/3 s is a little less than 1 s in floating point
		const remaining = Math.floor(size - Math.max(0, fullAt - now) / msPerToken + 1e-9);
		const isFull = remaining >= size;
		return {
			remaining,
			opensAt: isFull ? now : fullAt - (size - Math.max(1, remaining + 1)) * msPerToken,
		};
	}

	take(now: number): void {
		this.fullAt = Math.max(now, this.fullAt) + this.msPerToken;
	}
}

/** Retry-After in whole seconds, if the limit asks for it or, where it says nothing, by `isDocumented`. */
export function retryAfter(usage: Usage, isDocumented: boolean): Record<string, string> {
	if (!(usage.retryAfter ?? isDocumented)) return {};
	const seconds = Math.ceil((usage.opensAt - Date.now()) / 1000);
	return { 'Retry-After': String(Math.max(1, seconds)) };
}
