import type { Limit } from '../server/types';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * The rate limits that LeadLex documents, for `stand.limit()`. The headers tell of the day only,
 * which ends at 00:00 UTC, and so do those of a request that the minute refuses.
 */
export const leadLexPlans = {
	starter: plan(10, 100),
	pro: plan(50, 1_000),
	org: plan(200, 10_000),
};

function plan(perMinute: number, perDay: number): Limit[] {
	return [
		{ requests: perMinute, perMs: MINUTE_MS },
		{ requests: perDay, perMs: DAY_MS, aligned: true, inHeaders: true },
	];
}
