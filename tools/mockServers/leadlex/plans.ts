import type { Limit } from '../server/types';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * The rate limits that LeadLex documents, for `server.limit()`. The headers always show the limit of
 * the day, which ends at 00:00 UTC, also when the limit of the minute is exceeded.
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
