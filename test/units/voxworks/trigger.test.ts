/**
 * Polls of Voxworks Trigger for 200 simulated days, without n8n. SIMULATED_DAYS is how many days each of the four seeds
 * takes. A failed run names the faults that it needs.
 */
import { expect, test } from '@jest/globals';

import { runStepsOrThrow } from '../../../nodes/shared/http/runSteps';
import type { Send } from '../../../nodes/shared/http/sender';
import { RequestFailed } from '../../../nodes/shared/operation/request';
import { readCalls } from '../../../nodes/Voxworks/trigger/calls';
import { readPollState, toStaticData } from '../../../nodes/Voxworks/trigger/pollState';
import { readNewCalls } from '../../../nodes/Voxworks/trigger/readNewCalls';
import { seededRandom } from '../../support/seededRandom';
import { FAULTS, isRefused, MINUTE, SimulatedVoxworks } from './simulatedCalls';
import type { Fault, SimulatedCall } from './simulatedCalls';

const START = Date.UTC(2026, 1, 25);
const DAY = 24 * 60 * MINUTE;
const MAX_STATE_LENGTH = 100_000;
const DAYS = Number(process.env.SIMULATED_DAYS ?? 50);

interface Plan {
	seed: number;
	days: number;
	faults: readonly Fault[];
}

/** Returns what is wrong, in one line for each call. */
async function simulate({ seed, days, faults }: Plan): Promise<string[]> {
	const random = seededRandom(seed);
	const server = new SimulatedVoxworks(random, START);
	const problems: string[] = [];
	const times = new Map<number, number>();
	const settings = {
		query: {},
		queryKey: '{}',
		account: 'a',
		maxWait: 7 * DAY,
		includeResult: seed % 2 === 0,
	};
	let stored: string | undefined;
	/** Times in which a call may be history, because it was listed only after the filters had changed. */
	const uncertainTimes: Array<[from: number, to: number]> = [];
	const isUncertain = ({ created }: SimulatedCall) =>
		uncertainTimes.some(([from, to]) => created >= from && created <= to);

	const poll = async (budget: number) => {
		const state = stored === undefined ? undefined : readPollState(JSON.parse(stored) as object);
		if (stored !== undefined && !state) problems.push('the stored state cannot be read');
		const skew = random.between(-20_000, 20_000);
		const context = {
			settings,
			budget: { requests: budget, isTimeUp: () => false },
			now: () => server.now + skew,
		};
		try {
			const result = await readNewCalls(server.send, context, state);
			if (!result) return;
			stored = JSON.stringify(toStaticData(result.state));
			if (stored.length >= MAX_STATE_LENGTH) problems.push(`the state has ${stored.length} bytes`);
			for (const { number, result: callResult } of result.rows) {
				const call = server.calls[number as number];
				times.set(number as number, (times.get(number as number) ?? 0) + 1);
				if (call.endsAt > server.now) problems.push(`call ${call.id} started too early`);
				const isExpected = settings.includeResult && !isRefused(call) && call.odd === undefined;
				if (isExpected && !callResult) problems.push(`call ${call.id} came without its result`);
			}
		} catch (error) {
			if (!(error instanceof RequestFailed)) throw error;
		}
	};

	await poll(200);
	for (let outageEnd = 0, end = START + days * DAY; server.now < end;) {
		const count = random.between(0, 100) === 0 ? random.between(100, 400) : random.between(0, 4);
		for (let index = 0; index < count; index++) server.begin(faults.includes('odd calls'));
		server.now += random.pick([1, 5, 5, 30, 120, 360]) * MINUTE;
		server.faults = new Set(faults.filter(() => random.next() < 0.12));
		server.faults.delete('outage');
		if (faults.includes('late result')) server.faults.add('late result');
		if (faults.includes('outage') && random.between(0, 150) === 0) {
			outageEnd = server.now + random.between(1, 30) * 60 * MINUTE;
		}
		if (server.now < outageEnd) server.faults.add('outage');
		if (server.faults.has('other filter')) {
			settings.queryKey = JSON.stringify({ type: random.between(0, 9) });
			const { newest = 0 } = JSON.parse(stored ?? '{}') as { newest?: number };
			uncertainTimes.push([newest - 5 * MINUTE, newest]);
		}
		if (server.faults.has('renewed key')) settings.account = String(random.next());
		await poll(server.faults.has('small budget') ? random.between(1, 5) : 200);
	}
	server.faults.clear();
	for (let polls = 0; polls < 5; polls++) {
		server.now += DAY / 2;
		await poll(200);
	}
	for (const call of server.calls) {
		const { id, odd, endsAt, created } = call;
		const count = times.get(Number(id)) ?? 0;
		const isGood = odd === undefined && endsAt < Infinity && !isUncertain(call);
		if (count > 1 && odd !== 'dots as ID') problems.push(`call ${id} (${odd}) came ${count} times`);
		const date = new Date(created).toISOString();
		if (isGood && count === 0) problems.push(`call ${id} of ${date} was missed`);
	}
	return problems;
}

/** Leaves out each fault that a failed run does not need. */
async function shrink(plan: Plan): Promise<Plan> {
	let smallest = plan;
	for (const fault of plan.faults) {
		const smaller = { ...smallest, faults: smallest.faults.filter((name) => name !== fault) };
		if ((await simulate(smaller)).length > 0) smallest = smaller;
	}
	return smallest;
}

test.each([1, 2, 3, 4])(
	'each call starts the workflow once, whatever else Voxworks responds: seed %i',
	async (seed) => {
		const plan = { seed, days: DAYS, faults: FAULTS };
		const problems = await simulate(plan);
		if (problems.length === 0) return;
		const smallest = await shrink(plan);
		expect({ smallest, problems: await simulate(smallest) }).toEqual({ smallest, problems: [] });
	},
	600_000,
);

test('a poll begins no request once its time is up, and the next one goes on from there', async () => {
	let requests = 0;
	const send: Send = () => {
		const calls = [{ id: `call-${++requests}`, status: 'completed' }];
		return Promise.resolve({ body: { calls, meta: { next_cursor: `cursor-${requests}` } } });
	};
	const budget = { requests: 200, isTimeUp: () => requests >= 3 };
	const { calls, cursor } = await runStepsOrThrow(() => readCalls({}, budget), send);
	expect(calls.map(({ id }) => id)).toEqual(['call-1', 'call-2', 'call-3']);
	expect(cursor).toBe('cursor-3');
	expect(requests).toBe(3);
});
