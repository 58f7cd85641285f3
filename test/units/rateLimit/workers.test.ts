/**
 * Simulates n8n workers that share the smallest plan of LeadLex and know nothing of each other.
 * docs/scaling.md states the results.
 */
import { describe, expect, test } from '@jest/globals';

import { leadLex } from '../../../nodes/LeadLex/api';
import type { ReadLimits } from '../../../nodes/shared/rateLimit/quota';
import type { RunLimits } from '../../../nodes/shared/rateLimit/throttledRun';
import { seededRandom } from '../../support/seededRandom';
import type { SimulatedRun } from '../../support/simulation';
import { fixedWindow, simulate } from '../../support/simulation';

const MINUTE = 60_000;
const REQUESTS_PER_MINUTE = 10;
const EXECUTIONS = 9;
const ITEMS = 4;
const WORKERS = 3;
const ROUNDS = 300;
/** Milliseconds within which all executions start. */
const STARTS_WITHIN = 2000;
const LATENCY = 20;

const defaults = { maxInFlight: 10, maxWait: 300_000 };
/** Twice as long as all requests take at the limit, which is what the page advises. */
const patient = { ...defaults, maxWait: (2 * EXECUTIONS * ITEMS * MINUTE) / REQUESTS_PER_MINUTE };
/** A share of the limit for each worker, which no option of the nodes sets. */
const thirdOfLimit: ReadLimits = () => ({
	limit: { requests: Math.floor(REQUESTS_PER_MINUTE / WORKERS), period: MINUTE },
});

const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function expectBetween(value: number, min: number, max: number): void {
	expect(value).toBeGreaterThanOrEqual(min);
	expect(value).toBeLessThanOrEqual(max);
}

async function simulateRuns(runs: SimulatedRun[], readLimits: ReadLimits = leadLex.limits) {
	// LeadLex's headers only tell the limit of the day
	const headers = () => ({ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '64' });
	const api = fixedWindow(REQUESTS_PER_MINUTE, MINUTE, { retryAfter: false, headers });
	return await simulate(api, LATENCY, runs, readLimits);
}

/** Runs the executions on workers at random, many times. */
async function simulateRounds(limits: RunLimits, readLimits?: ReadLimits) {
	const random = seededRandom(1);
	const executions = () =>
		Array.from({ length: EXECUTIONS }, () => ({
			items: ITEMS,
			limits,
			from: random.between(0, STARTS_WITHIN),
			worker: random.between(1, WORKERS),
		}));
	const rounds = [];
	for (let round = 0; round < ROUNDS; round++) {
		rounds.push(await simulateRuns(executions(), readLimits));
	}
	const seconds = rounds.map((round) => round.seconds);
	return {
		fastest: Math.min(...seconds),
		average: average(seconds),
		slowest: Math.max(...seconds),
		throttled: average(rounds.map(({ throttled }) => throttled)),
		roundsWithLosses: rounds.filter(({ lost }) => lost > 0).length / ROUNDS,
	};
}

describe('three workers that share 10 requests a minute', () => {
	test('lose no item if each execution waits long enough', async () => {
		const result = await simulateRounds(patient);
		expect(result.roundsWithLosses).toBe(0);
		expect(result.fastest).toBeGreaterThanOrEqual(180);
		expectBetween(result.average, 220, 230);
		expect(result.slowest).toBeLessThan(300);
		expectBetween(result.throttled, 20, 22);
	});

	test('lose items in one of six rounds with the default wait', async () => {
		expectBetween((await simulateRounds(defaults)).roundsWithLosses, 0.13, 0.2);
	});

	test('gain little from one request at a time', async () => {
		const result = await simulateRounds({ ...defaults, maxInFlight: 1 });
		expectBetween(result.throttled, 15, 19);
		expectBetween(result.roundsWithLosses, 0.15, 0.25);
	});

	test('take longer with a share of the limit each', async () => {
		const endless = { ...defaults, maxWait: Infinity };
		const result = await simulateRounds(endless, thirdOfLimit);
		expect(result.throttled).toBe(0);
		expect(result.roundsWithLosses).toBe(0);
		expectBetween(result.average, 325, 345);
		const singleExecution = [{ items: EXECUTIONS * ITEMS, limits: endless }];
		expect((await simulateRuns(singleExecution)).seconds).toBeCloseTo(180, 0);
		expect((await simulateRuns(singleExecution, thirdOfLimit)).seconds).toBeCloseTo(660, 0);
	});
});
