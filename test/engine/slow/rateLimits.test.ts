/** Tests rate limits in real time, with and without headers that state them. */
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';

import type { NodeRun } from '../../../tools/engine';
import { leadLexPlans, rateLimited } from '../../../tools/mockServers';
import { useWorld } from '../../support/useWorld';
import type { Provider, World } from '../../support/world';
import {
	CONTINUE_ON_FAIL,
	CREATE,
	errorItems,
	hintsOf,
	people,
	successItems,
} from '../../support/world';

const world = useWorld();
let otherKey: World;
let thirdKey: World;
beforeAll(async () => {
	otherKey = await world.withCredentials({});
	thirdKey = await world.withCredentials({});
});
beforeEach(() => {
	otherKey.renewKeys();
	thirdKey.renewKeys();
});

const DAY = 86_400_000;
const withOptions = (provider: Provider, options: INodeParameters): INodeParameters => ({
	...CREATE[provider],
	options,
});
const nameOf = ({ body }: { body: unknown }) => /Person \d+/.exec(JSON.stringify(body))![0];
const refusals = (provider: Provider) =>
	world.server(provider).requests.filter(({ status }) => status === 429);

describe('while the API asks to wait', () => {
	test('a retried item is sent before those that were never sent', async () => {
		const server = world.sandbox.voxworks;
		server.faults.add(rateLimited({ retryAfter: 1 }, Infinity));
		const ends = wait(15_000).then(() => server.faults.clear());
		const parameters = withOptions('voxworks', { maxConcurrentRequests: 3 });
		const { main, error } = await world.run('voxworks', parameters, people(6));
		await ends;
		expect(error).toBeUndefined();
		expect(main[0]).toHaveLength(6);
		expect(refusals('voxworks').length).toBeGreaterThanOrEqual(10);
		// No new item is sent while others wait for a retry
		const refused = new Set(refusals('voxworks').map(nameOf));
		expect([...refused].sort()).toEqual(['Person 0', 'Person 1', 'Person 2']);
		const written = server.requests.filter(({ status }) => status === 201).map(nameOf);
		expect(written.slice(0, 3).sort()).toEqual(['Person 0', 'Person 1', 'Person 2']);
	});

	test('executions with the same key wait too, those with another key do not', async () => {
		const server = world.sandbox.voxworks;
		server.faults.add(rateLimited({ retryAfter: 3 }));
		const first = world.run('voxworks', CREATE.voxworks, people(1));
		while (refusals('voxworks').length === 0) await wait(5);
		// The node needs a moment to read the 429
		await wait(200);
		const second = world.run('voxworks', CREATE.voxworks, people(3, 10));
		const otherRun = await otherKey.run('voxworks', CREATE.voxworks, people(1, 20));
		expect(otherRun.main[0]).toHaveLength(1);
		expect(server.requests.map(nameOf)).toEqual(['Person 0', 'Person 20']);
		await Promise.all([first, second]);
		const [refusal, , ...later] = server.requests;
		expect(later).toHaveLength(4);
		expect(refusals('voxworks')).toHaveLength(1);
		for (const { startedAt } of later) {
			expect(startedAt - refusal.startedAt).toBeGreaterThanOrEqual(2990);
		}
	});
});

describe('three nodes at once write every item once at 2 requests per second', () => {
	test.each([
		['with one key', () => [world, world, world]],
		// Like separate processes, which do not share what they learned about the limit
		['with one key each', () => [world, otherKey, thirdKey]],
	])(
		'%s',
		async (_, worlds) => {
			world.sandbox.voxworks.limit({ requests: 2, perMs: 1000 });
			const runs = await Promise.all(
				worlds().map((entry, index) =>
					entry.run('voxworks', CREATE.voxworks, people(6, index * 10)),
				),
			);
			for (const { main, error } of runs) {
				expect(error).toBeUndefined();
				expect(main[0]).toHaveLength(6);
			}
			expect(world.sandbox.voxworks.state.contacts.size).toBe(18);
		},
		60_000,
	);
});

describe('execution hint', () => {
	test('states how long the node waited and the limit that it learned', async () => {
		world.sandbox.voxworks.limit({ requests: 20, perMs: 1000 });
		const run = await world.run('voxworks', CREATE.voxworks, people(60));
		expect(run.main[0]).toHaveLength(60);
		expect(hintsOf(run)).toEqual([
			{
				// On a busy machine, the period that it learns is longer
				message: expect.stringMatching(
					/^Waited [2-9] s in total for Voxworks's rate limit \([24]0 requests (a second|in [2-9] s)\)$/,
				),
				location: 'outputPane',
			},
		]);
	});

	test('is left out after a short wait', async () => {
		const run = await world.run('voxworks', CREATE.voxworks, people(5));
		expect(hintsOf(run)).toEqual([]);
	});
});

describe("LeadLex's daily limit", () => {
	const create = withOptions('leadLex', { maxConcurrentRequests: 1 });
	const resetTold = (run: NodeRun) =>
		errorItems(run).map(({ json }) => {
			expect(json.error).toBe("LeadLex's rate limit is reached");
			expect(json.message).toMatch(/^Nothing was written for this item/);
			const [, time] = /resets at (\S+)\./.exec(String(json.message)) ?? [];
			return Math.round((Date.parse(time) - Date.now()) / 60_000);
		});
	const aDay = DAY / 60_000;

	test('ends the run at once, and the next runs with this key', async () => {
		world.sandbox.leadLex.limit({ requests: 5, perMs: DAY });
		const run = await world.run('leadLex', create, people(8), CONTINUE_ON_FAIL);
		expect(successItems(run)).toHaveLength(5);
		expect(resetTold(run)).toEqual([aDay, aDay, aDay]);
		const next = await world.run('leadLex', create, people(2, 10), CONTINUE_ON_FAIL);
		expect(resetTold(next)).toEqual([aDay, aDay]);
		expect(world.sandbox.leadLex.requests).toHaveLength(5);
		expect(refusals('leadLex')).toEqual([]);
		await otherKey.run('leadLex', create, people(1, 20), CONTINUE_ON_FAIL);
		expect(world.sandbox.leadLex.requests).toHaveLength(6);
	});

	test('is reported also after a pause of unknown length', async () => {
		world.sandbox.leadLex.limit({ requests: 2, perMs: DAY });
		world.sandbox.leadLex.faults.add(rateLimited({ retryAfter: 0 }));
		const run = await world.run('leadLex', create, people(4), CONTINUE_ON_FAIL);
		expect(successItems(run)).toHaveLength(2);
		expect(resetTold(run)).toEqual([aDay, aDay]);
	});
});

describe("LeadLex's limit per minute", () => {
	test.each([
		['starter', 10],
		['pro', 50],
		['org', 200],
	] as const)(
		'is respected from the first request on with the plan %s',
		async (plan, perMinute) => {
			world.sandbox.leadLex.limit(leadLexPlans[plan]);
			const parameters = withOptions('leadLex', { maxRateLimitWait: 0 });
			const run = await world.run('leadLex', parameters, people(perMinute + 3), CONTINUE_ON_FAIL);
			expect(successItems(run)).toHaveLength(perMinute);
			expect(world.sandbox.leadLex.requests).toHaveLength(perMinute);
			expect(refusals('leadLex')).toEqual([]);
			for (const { json } of errorItems(run)) {
				const [, time] = /resets at (\S+)\./.exec(String(json.message)) ?? [];
				const seconds = (Date.parse(time) - Date.now()) / 1000;
				expect(seconds).toBeGreaterThan(0);
				expect(seconds).toBeLessThanOrEqual(60);
			}
		},
	);
});

test('a learned limit applies to the next execution', async () => {
	world.sandbox.voxworks.limit({ requests: 5, perMs: 1000 });
	await world.run('voxworks', CREATE.voxworks, people(10));
	const before = refusals('voxworks').length;
	expect(before).toBeGreaterThanOrEqual(5);
	await wait(1000);
	await world.run('voxworks', CREATE.voxworks, people(15, 20));
	// Without the learned limit, ten requests would be refused at once, then five more. With it, the node still probes
	// with single requests now and then, and on a busy machine some arrive late
	expect(refusals('voxworks').length - before).toBeLessThan(15);
});
