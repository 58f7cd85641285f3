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
import { ExpectedCalls } from './expectedCalls';
import { FAULTS, FILTERS, isRefused, MINUTE, SimulatedVoxworks } from './simulatedCalls';
import type { Fault } from './simulatedCalls';

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
	/** How often each call started the workflow, by its ID. */
	const times = new Map<string, number>();
	const expected = new ExpectedCalls(server, ({ id }) => times.has(id));
	const settings = {
		query: FILTERS[0],
		queryKey: '{}',
		account: 'a',
		maxWait: 7 * DAY,
		includeResult: seed % 2 === 0,
	};
	let stored: string | undefined;

	const poll = async (budget: number) => {
		const readState = () =>
			stored === undefined ? undefined : readPollState(JSON.parse(stored) as object);
		const state = readState();
		if (stored !== undefined && !state) problems.push('the stored state cannot be read');
		const skew = random.between(-20_000, 20_000);
		const context = {
			settings,
			budget: { requests: budget, isTimeUp: () => false },
			now: () => server.now + skew,
		};
		try {
			const result = await readNewCalls(server.send, context, state);
			// The poll changes the state that it is given
			const seen = { before: readState(), after: result?.state ?? state!, isQuiet: !result };
			expected.beforePoll(seen);
			for (const { number } of result?.rows ?? []) {
				const call = server.calls[number as number];
				if (expected.isHistory(call)) problems.push(`call ${call.id} was over before a change`);
				times.set(call.id, (times.get(call.id) ?? 0) + 1);
			}
			if (!server.faults.has('empty list')) {
				for (const { id } of expected.missedBy(seen)) problems.push(`call ${id} was not read`);
			}
			if (!result) return;
			stored = JSON.stringify(toStaticData(result.state));
			if (stored.length >= MAX_STATE_LENGTH) problems.push(`the state has ${stored.length} bytes`);
			for (const { number, result: callResult } of result.rows) {
				const call = server.calls[number as number];
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
			settings.query = random.pick(FILTERS);
			settings.queryKey = JSON.stringify(settings.query);
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
		const count = times.get(id) ?? 0;
		const isMissed = endsAt < Infinity && expected.isDue(call, settings.query);
		if (count > 1 && odd !== 'dots as ID') problems.push(`call ${id} (${odd}) came ${count} times`);
		const date = new Date(created).toISOString();
		if (isMissed) problems.push(`call ${id} of ${date} was missed`);
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

test.each<[string, object]>([
	['with the newest call of filters that rarely let one through', { newest: START }],
	['that waits for the first call of its filters', { newest: 0, newsAfter: START }],
	[
		'that has read a part of the list of its filters',
		{ newest: START, newsAfter: START, cursor: 'cursor', cursorSince: 0 },
	],
])('stored data %s does not make history of other filters come', async (_, stored) => {
	const state = readPollState({
		account: 'a',
		queryKey: JSON.stringify({ script_id: 'A' }),
		settledBefore: 0,
		checkFrom: 0,
		settled: '',
		pending: '',
		waiting: '',
		...stored,
	});
	expect(state).toBeDefined();
	const calls = Array.from({ length: 90 }, (__, index) => ({
		id: `call-${index}`,
		status: 'completed',
		created_at: START + DAY + index * 60 * MINUTE,
	}));
	const send: Send = () => Promise.resolve({ body: { calls, meta: {} } });
	const query = { script_id: 'B' };
	const settings = { query, queryKey: JSON.stringify(query), account: 'a', maxWait: 7 * DAY };
	const context = {
		settings: { ...settings, includeResult: false },
		budget: { requests: 200, isTimeUp: () => false },
		now: () => START + 6 * DAY,
	};
	const first = await readNewCalls(send, context, state);
	expect(first?.rows).toEqual([]);
	calls.push({ id: 'new', status: 'completed', created_at: START + 6 * DAY });
	const second = await readNewCalls(send, context, first?.state);
	expect(second?.rows.map(({ id }) => id)).toEqual(['new']);
});
