/** Times are in milliseconds. */
const LONGEST_PROBE_INTERVAL = 8;
/** More answers than that are not counted together. */
const LONGEST_LOG = 10_000;
/** APIs count by the second, by ten, by the minute, by the hour or by the day. */
const USUAL_PERIODS = [1, 10, 60, 3600, 86_400].map((seconds) => seconds * 1000);

/** So many requests may go out in any such period. */
export interface Limit {
	requests: number;
	period: number;
}

/** What a provider documents about its limits, told from the headers of an answer. */
export interface DocumentedLimits {
	limit?: Limit;
	/** Milliseconds since 1970. All is used up until then: no request is worth sending. */
	usedUpUntil?: number;
}

/** What an API lets through, learned from its answers. */
export interface Quota {
	/**
	 * When the next request may go out, with so many under way: in the past for "now", Infinity for
	 * "after an answer".
	 */
	opensAt(now: number, underWay: number): number;
	accepted(now: number): void;
	/**
	 * A request was refused, with so many under way beside it, and the API takes more at `opensAt`.
	 * Returns whether that is a surprise: the quota had not been used up.
	 */
	refused(now: number, underWay: number, opensAt: number): boolean;
	/** The gate has opened: the API's counter starts anew. */
	restart(): void;
	/** Sets what the vendor documents, until a refusal shows otherwise. */
	document(limit: Limit | undefined): void;
	/** When the period in which a request went out first is over, as documented. */
	documentedReset(now: number): number | undefined;
	readonly limit: Limit | undefined;
}

/**
 * What went through before a refusal is the quota, and the time from its first request to the
 * moment named by the refusal is the period. From then on no more go out in any period, whether the
 * API counts in fixed windows or in sliding ones. Now and then one request more, a probe, asks
 * whether there is room for more: alone, and less often the longer the answer is no.
 */
export function createQuota(): Quota {
	let limit: Limit | undefined;
	let learned = false;
	/** When the answers came, of requests that were let through. */
	let log: number[] = [];
	let probesFrom = Infinity;
	let probes = 1;
	let probesRefused = 0;

	const prune = (now: number) => {
		const since = limit ? now - limit.period : -Infinity;
		const kept = log.findIndex((time) => time > since);
		const dropped = Math.max(kept < 0 ? log.length : kept, log.length - LONGEST_LOG);
		if (dropped > 0) log = log.slice(dropped);
	};

	/** What went through long before the first refusal says nothing about it. */
	const forget = (opensAt: number, pause: number) => {
		const period = USUAL_PERIODS.find((usual) => pause <= usual) ?? pause;
		log = log.filter((time) => time > opensAt - 2 * period);
	};

	return {
		get limit() {
			return limit;
		},
		opensAt(now, underWay) {
			if (!limit) return -Infinity;
			prune(now);
			const allowed = limit.requests + (now >= probesFrom ? probes : 0);
			const tooMany = log.length + underWay + 1 - allowed;
			if (tooMany <= 0) return -Infinity;
			return tooMany > log.length ? Infinity : log[tooMany - 1] + limit.period;
		},
		accepted(now) {
			log.push(now);
			if (log.length > 2 * LONGEST_LOG) prune(now);
			if (!limit || !learned) return;
			prune(now);
			if (log.length <= limit.requests) return;
			limit = { ...limit, requests: log.length };
			// Answers that come before are late ones, and not to a probe
			if (now < probesFrom) return;
			probes *= 2;
			probesRefused = 0;
		},
		refused(now, underWay, opensAt) {
			if (limit) prune(now);
			else forget(opensAt, opensAt - now);
			const through = log.length;
			const observed = opensAt - (log[0] ?? now);
			const surprise = limit !== undefined && through + underWay < limit.requests;
			if (!limit) {
				limit = { requests: Math.max(1, through), period: observed };
				probesRefused = 0;
			} else if (surprise) {
				// Someone else uses the limit too, or the period is longer than it seemed
				const half = Math.max(1, Math.floor(limit.requests / 2));
				const requests = through > 0 ? Math.max(through, half) : limit.requests;
				limit = { requests, period: limit.period + opensAt - now };
				probesRefused = 0;
			} else {
				limit = { requests: Math.max(1, through), period: Math.min(limit.period, observed) };
				probesRefused = Math.min(probesRefused + 1, Math.log2(LONGEST_PROBE_INTERVAL));
			}
			learned = true;
			probes = 1;
			probesFrom = opensAt + (2 ** probesRefused - 1) * limit.period;
			return surprise;
		},
		restart() {
			log = [];
		},
		document(documented) {
			if (!learned) limit = documented;
		},
		documentedReset(now) {
			if (!limit || learned) return undefined;
			return (log[0] ?? now) + limit.period;
		},
	};
}
