/** Soaks the Voxworks Trigger while polls fail, n8n restarts and calls end in any order. */
import fc from 'fast-check';
import type { INodeExecutionData } from 'n8n-workflow';
import { inspect } from 'node:util';

import type { Fault } from '../../tools/mockServers';
import { beginCall, finishCall, rateLimited } from '../../tools/mockServers';
import type { World } from '../support/world';
import { numberOf, timesById } from './recordedState';
import type { Report } from './report';

const TYPE = 'n8n-nodes-contactlink.voxworksTrigger';
const START = Date.UTC(2026, 1, 25);
const MINUTE = 60_000;
/** Milliseconds by which the vendor's clock may be ahead or behind. */
const MAX_SKEW = 90_000;

/** Faults that make a whole poll fail, and one that the second attempt survives. */
const FAULTS: Record<string, Fault> = {
	'500 three times': { response: { status: 500 }, times: 3 },
	'reset three times': { connection: 'reset', times: 3 },
	'truncated three times': { connection: 'truncate', times: 3 },
	'429 for ten minutes': rateLimited({ retryAfter: 600 }),
	'reset once': { connection: 'reset' },
};

const callPlan = fc.record({
	/** The number of polls after which the call ends; 0 for before the first poll. */
	endsAfterPolls: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 8),
	skew: fc.integer({ min: -MAX_SKEW, max: MAX_SKEW }),
	status: fc.constantFrom('completed', 'failed', 'voicemail', 'hang-up', 'User rejected'),
});

const pollPlan = fc.record({
	/** Calls that are created before the poll. */
	calls: fc.array(callPlan, { minLength: 1, maxLength: 40 }),
	minutes: fc.constantFrom(1, 1, 1, 5, 60),
	fault: fc.oneof(
		{ arbitrary: fc.constant(undefined), weight: 4 },
		{ arbitrary: fc.constantFrom(...Object.keys(FAULTS)), weight: 1 },
	),
	/** Whether n8n restarts before the poll, with its stored static data. */
	restarts: fc.oneof(
		{ arbitrary: fc.constant(false), weight: 5 },
		{ arbitrary: fc.constant(true), weight: 1 },
	),
});

const listingPlan = fc.record({
	oldestFirst: fc.boolean(),
	inclusive: fc.boolean(),
	overlap: fc.integer({ min: 0, max: 5 }),
});

/** Creates at least `count` calls and checks that each started exactly one execution, after it ended. */
export async function soakPolls(
	world: World,
	{ count, seed }: { count: number; seed: number },
	report: Report,
): Promise<void> {
	world.reset();
	const { state, faults } = world.sandbox.voxworks;
	Object.assign(state.listing, fc.sample(listingPlan, { seed, numRuns: 1 })[0]);
	world.sandbox.voxworks.now = START;
	// By this call, the trigger knows that the keys renewed below are of the same team
	beginCall(state, {
		id: 'known',
		status: 'completed',
		created_at: new Date(START).toISOString(),
	});
	const trigger = world.engine.hostPolling(TYPE);
	await trigger.activate();

	const items: INodeExecutionData[] = [];
	/** The errors of failed polls, as n8n shows them. */
	const errors: unknown[] = [];
	const poll = async () => {
		report.polls++;
		world.renewKeys();
		try {
			items.push(...((await trigger.poll()) ?? []));
		} catch (error) {
			errors.push(error);
			report.failedPolls++;
		}
		faults.clear();
	};

	/** The open calls, with the number of polls after which they end. */
	const open: Array<{ id: string; status: string; pollsLeft: number }> = [];
	let created = 0;
	let now = START;
	const end = (isOver: (pollsLeft: number) => boolean) => {
		for (const call of open.splice(0)) {
			if (isOver(call.pollsLeft)) finishCall(state, call.id, { status: call.status });
			else open.push({ ...call, pollsLeft: call.pollsLeft - 1 });
		}
	};
	const plans = fc.sample(pollPlan, { seed, numRuns: count });
	for (const { calls, minutes, fault, restarts } of plans) {
		if (created >= count) break;
		for (const { endsAfterPolls, skew, status } of calls) {
			const id = numberOf(created++);
			beginCall(state, { id, created_at: new Date(now + skew).toISOString() });
			open.push({ id, status, pollsLeft: endsAfterPolls });
		}
		end((pollsLeft) => pollsLeft === 0);
		now += minutes * MINUTE;
		world.sandbox.voxworks.now = now;
		if (restarts) trigger.restart();
		if (fault) faults.add(FAULTS[fault]);
		await poll();
		const started = timesById(items);
		for (const { id } of open) {
			if (started.has(id)) report.violations['started too early'].push(describeCall(id, seed));
		}
	}
	end(() => true);
	await poll();
	await poll();

	report.items += created;
	report.executions += items.length;
	const started = timesById(items);
	for (let index = 0; index < created; index++) {
		const times = started.get(numberOf(index)) ?? 0;
		if (times === 0) report.violations.lost.push(describeCall(numberOf(index), seed));
		if (times > 1) report.violations['written twice'].push(describeCall(numberOf(index), seed));
		if (times === 1) report.succeeded++;
	}
	const output = inspect([items, errors], { depth: Infinity, maxArrayLength: null });
	if (output.includes(world.secretOf('voxworks'))) {
		report.violations['secret in the run'].push(`Voxworks Trigger, seed ${seed}`);
	}
}

const describeCall = (call: string, seed: number) => `Voxworks Trigger, seed ${seed}: call ${call}`;
