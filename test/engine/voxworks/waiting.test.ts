/** Tests Create Phone Call and Wait, which makes calls and waits for their end, in simulated time. */
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { beginCall } from '../../../tools/mockServers';
import type { Fault } from '../../../tools/mockServers';
import { serverHelpers } from '../../support/serverHelpers';
import type { SimulatedTime } from '../../support/simulatedTime';
import { simulateTime } from '../../support/simulatedTime';
import { START } from '../../support/simulation';
import { addTools, callTool } from '../../support/tool';
import { useWorld } from '../../support/useWorld';
import {
	CONTINUE_ON_FAIL,
	errorItems,
	jsonOf,
	pairedItems,
	people,
	RETRY_ON_FAIL,
} from '../../support/world';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const LIST = '/api/v1/calls';
const GET = '/api/v1/get-call/';
const RESULT = '/api/v1/get-call-result/';

const world = useWorld();
const { server, state, addFault } = serverHelpers(world, 'voxworks');

const WAIT: INodeParameters = {
	resource: 'call',
	operation: 'createPhoneCallAndWait',
	scriptId: 's-1',
	phoneNumber: '={{ $json.phone }}',
	firstName: '={{ $json.name }}',
};

let time: SimulatedTime;
/** When each request arrived, by the clock of the node. */
let arrivals: number[] = [];
/** How far the clock of Voxworks is ahead, in milliseconds. */
let skew = 0;
/** What happens whenever time has passed. */
let onAdvance: () => unknown = () => {};

beforeAll(() => addTools(world.engine));
beforeEach(() => {
	arrivals = [];
	skew = 0;
	onAdvance = () => {};
	let before = START;
	time = simulateTime((now) => {
		while (arrivals.length < server().requests.length) arrivals.push(before);
		before = now;
		server().now = now + skew;
		onAdvance();
	});
	state().callDuration = 3 * MINUTE;
});
afterEach(() => time.restore());

const run = async (
	count: number,
	parameters: INodeParameters = {},
	settings: Parameters<typeof world.run>[3] = {},
	options: Parameters<typeof world.run>[4] = {},
) => {
	const items = people(count);
	return await time.until(
		world.run('voxworks', { ...WAIT, ...parameters }, items, settings, options),
	);
};

const count = (path: string, method = 'GET') =>
	server().requests.filter((request) => request.method === method && request.path.startsWith(path))
		.length;
/** The requests by what they ask for. */
const counts = () => ({
	creates: count('/api/v1/create-phone-call', 'POST'),
	lists: server().requests.filter(({ path }) => path === LIST).length,
	gets: count(GET),
	results: count(RESULT),
});
const always = (path: string | RegExp, fault: Fault): Fault => ({
	...{ match: { path }, times: Infinity, ...fault },
});
const listAlways = (body: object) => always(/\/calls$/, { response: { status: 200, body } });
/** The times at which requests of a path arrived, by the clock of the node. */
const timesOf = (path: string) =>
	server()
		.requests.map((request, index) => ({
			path: request.path,
			now: arrivals[index] ?? time.clock.now(),
		}))
		.filter((request) => request.path === path)
		.map(({ now }) => now);
/** The minutes since the simulated time began. */
const minutes = (): number => (time.clock.now() - START) / MINUTE;
const firstCall = () => [...state().calls.values()][0];

describe('in time', () => {
	test.each([
		[1, 1],
		[20, 1],
		[150, 2],
	])('%i calls of 3 minutes are made at once and asked about together', async (calls, pages) => {
		const result = await run(calls);
		expect(result.error).toBeUndefined();
		expect(jsonOf(result)).toHaveLength(calls);
		for (const json of jsonOf(result)) {
			expect(json).toMatchObject({
				call_id: expect.any(String),
				status: 'completed',
				finished: true,
				result: { call_summary: 'Summary (sample)' },
			});
		}
		expect(pairedItems(result)).toEqual(people(calls).map((_, index) => index));
		const { creates, lists, gets, results } = counts();
		expect({ creates, gets, results }).toEqual({ creates: calls, gets: 0, results: calls });
		expect(lists).toBeLessThanOrEqual(20 * pages);
		// The last pause is half a minute at most
		expect(minutes()).toBeLessThanOrEqual(4);
		const created = server().requests.filter(({ method }) => method === 'POST');
		expect(server().requests.slice(0, calls)).toEqual(created);
	});

	test('20 calls that are made one at a time are waited for together', async () => {
		await run(20, { options: { maxConcurrentRequests: 1 } });
		const { lists, gets } = counts();
		expect(lists).toBeLessThanOrEqual(20);
		expect(gets).toBe(0);
		expect(minutes()).toBeLessThanOrEqual(4);
	});

	test('pauses grow from 5 to 30 seconds', async () => {
		state().callDuration = 10 * MINUTE;
		await run(1);
		const polls = [START, ...timesOf(LIST)];
		const pauses = polls.slice(1).map((now, index) => (now - polls[index]) / SECOND);
		expect(Math.round(pauses[0])).toBe(5);
		expect(Math.round(Math.max(...pauses))).toBe(30);
		expect([...pauses].sort((a, b) => a - b)).toEqual(pauses);
	});

	test('a tool waits too', async () => {
		const parameters = { ...WAIT, phoneNumber: "={{ $fromAI('phone') }}", firstName: '' };
		const items = [{ args: { phone: '0491 570 006' } }];
		const result = await time.until(callTool(world.engine, 'voxworks', parameters, items));
		const [{ json }] = result.data.resultData.runData.Agent[0].data!.main[0]!;
		expect(json.answer).toMatchObject([{ finished: true, result: { rating: 5 } }]);
		expect(counts()).toMatchObject({ creates: 1, gets: 0, results: 1 });
	});

	test.each([150, 1])('%i calls through a tool are made once each', async (calls) => {
		const parameters = { ...WAIT, phoneNumber: "={{ $fromAI('phone') }}", firstName: '' };
		const items = people(calls).map((args) => ({ args: { phone: args.phone } }));
		state().callDuration = SECOND;
		const result = await time.until(callTool(world.engine, 'voxworks', parameters, items));
		expect(result.data.resultData.error).toBeUndefined();
		expect(counts()).toMatchObject({ creates: calls, gets: 0, results: calls });
	});
});

describe('the wait ends', () => {
	test('after Max Wait of each item, in fractions of minutes too', async () => {
		state().callDuration = Infinity;
		const waits = [15, 0.5, 2, 2, ''];
		const items = people(5).map((item, index) => ({ ...item, wait: waits[index] }));
		const parameters = { ...WAIT, maxWait: '={{ $json.wait }}' };
		const result = await time.until(world.run('voxworks', parameters, items));
		for (const json of jsonOf(result)) {
			expect(json).toMatchObject({ call_id: expect.any(String), finished: false });
			expect(json).not.toHaveProperty('problem');
		}
		expect(result.error).toBeUndefined();
		expect(Math.round(minutes() * 60)).toBe(15 * 60);
		const polls = timesOf(LIST).map((now) => Math.round((now - START) / SECOND));
		// The last polls of the items with half a minute and with two
		expect(polls).toEqual(expect.arrayContaining([30, 120, 900]));
		expect(counts()).toMatchObject({ creates: 5, gets: 0, results: 0 });
	});

	test('of an item whose Max Wait is over, while others go on', async () => {
		state().callDuration = 4 * MINUTE;
		const items = people(2).map((item, index) => ({ ...item, wait: index === 0 ? 1 : 10 }));
		const parameters = { ...WAIT, maxWait: '={{ $json.wait }}' };
		const result = await time.until(world.run('voxworks', parameters, items));
		expect(jsonOf(result).map(({ finished }) => finished)).toEqual([false, true]);
		expect(counts().results).toBe(1);
	});

	test.each([
		['2026-02-25T09:14:00Z', 15, true],
		['2026-02-25T09:16:00Z', 15, false],
	])(
		'at once for a call scheduled at %s if that is too late',
		async (scheduledTime, maxWait, isWaitedFor) => {
			state().callDuration = 30 * SECOND;
			const result = await run(1, { scheduledTime, maxWait });
			expect(jsonOf(result)).toMatchObject([{ call_id: firstCall().id, finished: isWaitedFor }]);
			if (!isWaitedFor) expect(counts()).toEqual({ creates: 1, lists: 0, gets: 0, results: 0 });
		},
	);

	test('with 0 minutes after one look', async () => {
		const result = await run(2, { maxWait: 0 });
		expect(jsonOf(result)).toMatchObject([{ finished: false }, { finished: false }]);
		expect(counts()).toEqual({ creates: 2, lists: 1, gets: 0, results: 0 });
	});

	test.each([-1, 'soon', 100_000])('before it begins if Max Wait is %p', async (maxWait) => {
		const { error } = await run(1, { maxWait });
		expect(error?.message).toMatch(/^Max Wait \(Minutes\) must be/);
		expect(server().requests).toEqual([]);
	});
});

describe('without the list', () => {
	test.each<[string, Fault, number]>([
		['is null', listAlways({ success: true, calls: null }), 1],
		['has no calls of the run', listAlways({ success: true, calls: [{ id: 'x' }] }), 1],
		['breaks for ever', always(/\/calls$/, { response: { status: 500 } }), 3],
		['is refused', always(/\/calls$/, { response: { status: 403 } }), 1],
	])('calls are asked for one by one: it %s', async (_, fault, attempts) => {
		addFault(fault);
		const result = await run(3);
		expect(jsonOf(result)).toMatchObject(
			people(3).map(() => ({ finished: true, result: { rating: 5 } })),
		);
		const { creates, lists, gets, results } = counts();
		expect({ creates, results }).toEqual({ creates: 3, results: 3 });
		expect(lists).toBeLessThanOrEqual(15 * attempts);
		expect(gets).toBeLessThanOrEqual(3 * 15);
	});

	test.each([500, 403, 404, 400])(
		'one call that is answered with %i does not decide for others',
		async (status) => {
			addFault(always(/\/calls$/, { response: { status: 403 } }));
			state().callDuration = SECOND;
			const first = { match: { method: 'POST', body: 'Person 0"' } };
			addFault({ ...first, response: { status: 201, body: { call_id: 'odd' } } });
			addFault(always(`${GET}odd`, { response: { status } }));
			const result = await run(4);
			expect(jsonOf(result).map(({ finished }) => finished)).toEqual([false, true, true, true]);
			expect(jsonOf(result)[0]).toMatchObject({ call_id: 'odd', problem: expect.any(String) });
		},
	);

	test('two items with the same call wait for it together', async () => {
		const call = beginCall(state(), { status: 'voicemail' });
		const body = { call_id: call.id };
		addFault({ match: { method: 'POST' }, times: 2, response: { status: 201, body } });
		addFault(always(RESULT, { response: { status: 200, body: {} } }));
		const result = await run(2);
		expect(jsonOf(result)).toMatchObject([{ finished: true }, { finished: true }]);
		expect(counts()).toMatchObject({ lists: 1, gets: 0 });
	});

	test('a call that the list leaves out is asked for by itself', async () => {
		onAdvance = () => {
			server().faults.clear();
			const calls = [...state().calls.values()].slice(1);
			addFault(listAlways({ calls: calls.map((row) => ({ ...row, status: 'completed' })) }));
		};
		const result = await run(3);
		expect(jsonOf(result)).toMatchObject(people(3).map(() => ({ finished: true })));
		expect(counts().gets).toBe(counts().lists);
	});
});

describe('the list', () => {
	test.each([false, true])(
		'of a busy team shows the calls (oldest first: %p)',
		async (oldestFirst) => {
			state().listing.oldestFirst = oldestFirst;
			for (let index = 0; index < 600; index++) {
				const created_at = new Date(START + (index - 300) * 2 * SECOND).toISOString();
				beginCall(state(), { id: `other-${index}`, created_at });
			}
			const result = await run(20);
			expect(jsonOf(result).every(({ finished }) => finished === true)).toBe(true);
			const { lists, gets } = counts();
			expect(lists).toBeLessThanOrEqual(20);
			// Until it is known when the calls were created
			expect(gets).toBeLessThanOrEqual(20);
		},
	);

	test.each([-10, 10])(
		'shows the calls if the clock of Voxworks is %i minutes off',
		async (off) => {
			skew = off * MINUTE;
			server().now = START + skew;
			const result = await run(20);
			expect(jsonOf(result).every(({ finished }) => finished === true)).toBe(true);
			expect(counts()).toMatchObject({ creates: 20, gets: 0, results: 20 });
			expect(counts().lists).toBeLessThanOrEqual(20);
			expect(minutes()).toBeLessThanOrEqual(4);
		},
	);

	test.each([-10, 10])('shows calls that are dated %i minutes off', async (off) => {
		const dated = new Set<string>();
		onAdvance = () => {
			for (const call of state().calls.values()) {
				if (dated.has(call.id)) continue;
				dated.add(call.id);
				call.created_at = new Date(Date.parse(call.created_at) + off * MINUTE).toISOString();
			}
		};
		const result = await run(20);
		expect(jsonOf(result).every(({ finished }) => finished === true)).toBe(true);
		expect(counts()).toMatchObject({ creates: 20, gets: 0, results: 20 });
	});

	test('may call the ID of a call call_id, in capitals', async () => {
		const id = 'A1B2C3D4-E5F6-7890-ABCD-EF1234567890';
		addFault({ match: { method: 'POST' }, response: { status: 201, body: { call: { id } } } });
		const calls = [{ id: 7, call_id: id.toLowerCase(), status: 'Hang Up' }];
		addFault(listAlways({ data: { calls } }));
		addFault(always(RESULT, { response: { status: 200, body: { summary: 'Hello' } } }));
		const result = await run(1);
		expect(jsonOf(result)).toMatchObject([
			{ call_id: id, finished: true, result: { summary: 'Hello' } },
		]);
		expect(counts()).toMatchObject({ lists: 1, gets: 0, results: 1 });
	});
});

describe('a result', () => {
	beforeEach(() => void (state().callDuration = SECOND));

	test.each<[string, Fault]>([
		['status 500', { response: { status: 500 } }],
		['a body that is not JSON', { response: { status: 200, body: 'Hello' } }],
		['a body that is cut off', { connection: 'truncate' }],
	])('is read again after %s', async (_, fault) => {
		addFault({ match: { path: RESULT }, times: 7, ...fault });
		const result = await run(2);
		expect(jsonOf(result)).toMatchObject([{ result: { rating: 5 } }, { result: { rating: 5 } }]);
		expect(jsonOf(result)[0]).not.toHaveProperty('problem');
		expect(counts()).toMatchObject({ creates: 2, gets: 0, results: 9 });
	});

	test('that is not found is asked for again, and then left out', async () => {
		addFault(always(RESULT, { response: { status: 404 } }));
		const result = await run(1);
		expect(jsonOf(result)).toMatchObject([{ finished: true, status: 'completed' }]);
		expect(jsonOf(result)[0]).not.toHaveProperty('result');
		expect(jsonOf(result)[0]).not.toHaveProperty('problem');
		expect(counts().results).toBeGreaterThan(3);
		expect(minutes()).toBeLessThan(3);
	});

	test('that is there later comes with the call', async () => {
		addFault({ match: { path: RESULT }, times: 3, response: { status: 404 } });
		expect(jsonOf(await run(1))).toMatchObject([{ finished: true, result: { rating: 5 } }]);
	});

	test.each([400, 403, 410, 422])('that is refused with %i is left out at once', async (status) => {
		addFault(always(RESULT, { response: { status } }));
		const result = await run(1);
		expect(jsonOf(result)).toMatchObject([{ finished: true, problem: expect.any(String) }]);
		expect(counts().results).toBe(1);
	});

	test('that breaks for ever does not hold back the call for longer than Max Wait', async () => {
		addFault(always(RESULT, { response: { status: 500 } }));
		const result = await run(1, { maxWait: 2 });
		expect(jsonOf(result)).toMatchObject([{ finished: true, problem: expect.any(String) }]);
		expect(Math.round(minutes())).toBe(2);
	});
});

test.each([1, 7, 60])('a run cancelled after %i s ends and begins no request', async (seconds) => {
	const stop = new AbortController();
	onAdvance = () => time.clock.now() >= START + seconds * SECOND && stop.abort();
	state().callDuration = Infinity;
	await run(20, {}, {}, { signal: stop.signal });
	expect(counts()).toMatchObject({ creates: 20, gets: 0, results: 0 });
	expect(Math.max(START, ...timesOf(LIST))).toBeLessThanOrEqual(START + seconds * SECOND);
	expect(time.clock.timers()).toBe(0);
});

describe('no call is made twice', () => {
	const numbers = () =>
		server()
			.requests.filter(({ method }) => method === 'POST')
			.map(({ body }) => (body as { contact: { phone_number: string } }).contact.phone_number);

	test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
		'if all polls fail for ever, with %s and Retry On Fail',
		async (onError) => {
			addFault({ match: { method: 'GET' }, times: Infinity, response: { status: 500 } });
			const result = await run(3, {}, { ...RETRY_ON_FAIL, onError });
			expect(result.error).toBeUndefined();
			expect(jsonOf(result)).toMatchObject(
				[...state().calls.keys()].map(() => ({
					...{ call_id: expect.any(String), finished: false, problem: 'Internal Server Error' },
				})),
			);
			expect(
				jsonOf(result)
					.map(({ call_id }) => call_id)
					.sort(),
			).toEqual([...state().calls.keys()].sort());
			expect(numbers()).toHaveLength(3);
			// Three attempts for the list and for one call, with each poll
			expect(server().requests.length).toBeLessThan(3 + 6 * 40);
			expect(Math.round(minutes())).toBeGreaterThanOrEqual(15);
		},
	);

	test.each([401, 403])('if the key may not read (%i): the node does not wait', async (status) => {
		addFault({ match: { method: 'GET' }, times: Infinity, response: { status } });
		const result = await run(3);
		expect(jsonOf(result)).toMatchObject(
			people(3).map(() => ({ finished: false, problem: expect.any(String) })),
		);
		expect(numbers()).toHaveLength(3);
		expect(minutes()).toBeLessThan(1);
	});

	test('if the rate limit is reached for good: the node does not wait', async () => {
		addFault({
			match: { method: 'GET' },
			times: Infinity,
			response: { status: 429, headers: { 'Retry-After': '3600' } },
		});
		const result = await run(3);
		expect(jsonOf(result)).toMatchObject(
			people(3).map(() => ({ finished: false, problem: expect.stringContaining('rate limit') })),
		);
		expect(minutes()).toBeLessThan(15);
	});

	test('if another item is refused and n8n retries: the others are waited for once', async () => {
		// n8n retries such a node if its first item has failed
		addFault({ match: { body: 'Person 0"' }, times: 2, response: { status: 400 } });
		const result = await run(3, {}, { ...RETRY_ON_FAIL, ...CONTINUE_ON_FAIL });
		expect(errorItems(result)).toEqual([]);
		expect(jsonOf(result)).toMatchObject(people(3).map(() => ({ finished: true })));
		const [first, second, third] = people(3).map(({ phone }) => phone);
		expect(numbers().sort()).toEqual([first, first, first, second, third]);
		expect(counts().results).toBe(3);
	});

	test('if the node stops at a refused item: the next attempt waits for all', async () => {
		addFault({ match: { body: 'Person 2"' }, response: { status: 400 } });
		const result = await run(3, {}, RETRY_ON_FAIL);
		expect(result.error).toBeUndefined();
		expect(jsonOf(result)).toMatchObject(people(3).map(() => ({ finished: true })));
		expect(new Set(numbers()).size).toBe(3);
		expect(numbers()).toHaveLength(4);
	});

	test('if the node stops at a refused item for good: it does not wait before it says so', async () => {
		addFault({ match: { body: 'Person 2"' }, response: { status: 400 } });
		const { error } = await run(3);
		expect(error?.description).toContain('2 of 3 were written to Voxworks');
		expect(counts()).toMatchObject({ lists: 0, gets: 0 });
	});

	test.each([{}, { success: true }, { call: {} }])(
		'if the response names no call (%j): the item ends at once, in doubt',
		async (body) => {
			addFault({ match: { method: 'POST' }, times: Infinity, response: { status: 201, body } });
			const result = await run(1, {}, RETRY_ON_FAIL);
			expect(result.error?.description).toContain('may have processed this');
			expect(counts()).toEqual({ creates: 1, lists: 0, gets: 0, results: 0 });
			expect(minutes()).toBeLessThan(1);
		},
	);

	test('if no response comes, and the other calls are waited for', async () => {
		addFault({ match: { body: 'Person 1"' }, connection: 'reset', when: 'after' });
		const result = await run(3, {}, { ...RETRY_ON_FAIL, ...CONTINUE_ON_FAIL });
		expect(errorItems(result).map(({ json }) => json.message)).toEqual([
			expect.stringContaining('may have processed this'),
		]);
		expect(jsonOf(result).filter(({ finished }) => finished)).toHaveLength(2);
		expect(numbers()).toHaveLength(3);
		expect(state().calls.size).toBe(3);
	});
});
