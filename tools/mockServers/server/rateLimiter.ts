/** Counts requests against rate limits: one, or several at once. */
import type { Limit, Usage } from './types';

export interface Limiter {
	set(limits: Limit | Limit[] | null): void;
	/** Counts one request. Undefined while there is no limit. */
	use(): Usage | undefined;
}

/** What a limit has left. */
interface Quota {
	limit: Limit;
	look(now: number): { left: number; opensAt: number };
	take(now: number): void;
}

type Look = ReturnType<Quota['look']> & { limit: Limit };

export function createLimiter(): Limiter {
	let quotas: Quota[] = [];

	function use(): Usage | undefined {
		if (quotas.length === 0) return undefined;
		const now = Date.now();
		const look = (quota: Quota): Look => ({ limit: quota.limit, ...quota.look(now) });
		const exceeded = quotas.filter((quota) => look(quota).left < 1);
		for (const quota of quotas) {
			if (exceeded.length === 0 || quota.limit.countRefused) quota.take(now);
		}
		const last = exceeded.map(look).sort((a, b) => b.opensAt - a.opensAt)[0];
		const all = quotas.map(look).sort((a, b) => a.left - b.left);
		const shown = all.find(({ limit }) => limit.inHeaders) ?? last ?? all[0];
		return {
			limit: shown.limit.burst ?? shown.limit.requests,
			remaining: Math.max(0, shown.left),
			resetAt: shown.opensAt,
			exceeded: exceeded.length > 0,
			opensAt: (last ?? shown).opensAt,
			retryAfter: last?.limit.retryAfter,
		};
	}

	return {
		set(limits) {
			quotas = [limits ?? []].flat().map((limit) => (limit.burst ? bucket : windows)(limit));
		},
		use,
	};
}

function windows(limit: Limit): Quota {
	const { requests, perMs, aligned } = limit;
	let used = 0;
	let opensAt = 0;
	return {
		limit,
		look(now) {
			if (now >= opensAt) {
				used = 0;
				opensAt = aligned ? (Math.floor(now / perMs) + 1) * perMs : now + perMs;
			}
			return { left: requests - used, opensAt };
		},
		take() {
			used += 1;
		},
	};
}

function bucket(limit: Limit): Quota {
	const { requests, perMs, burst = requests } = limit;
	const each = perMs / requests;
	let fullAt = 0;
	return {
		limit,
		look(now) {
			// A third of a second three times is not quite a second
			const left = Math.floor(burst - Math.max(0, fullAt - now) / each + 1e-9);
			const opensAt = left < burst ? fullAt - (burst - Math.max(1, left + 1)) * each : now;
			return { left, opensAt };
		},
		take(now) {
			fullAt = Math.max(now, fullAt) + each;
		},
	};
}

/** Retry-After in whole seconds, if it is asked for or else the provider's way. */
export function retryAfter(usage: Usage, usual: boolean): Record<string, string> {
	if (!(usage.retryAfter ?? usual)) return {};
	const seconds = Math.ceil((usage.opensAt - Date.now()) / 1000);
	return { 'Retry-After': String(Math.max(1, seconds)) };
}
