/** Tests Voxworks Trigger, which polls the sandbox over real HTTP. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { PollingHost } from '../../../tools/engine';
import { beginCall, finishCall, rateLimited } from '../../../tools/mockServers';
import type { Fault, VoxworksCall } from '../../../tools/mockServers';
import { seededRandom } from '../../support/seededRandom';
import { useWorld } from '../../support/useWorld';

const TYPE = 'n8n-nodes-contactlink.voxworksTrigger';
const START = Date.UTC(2026, 1, 25);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const world = useWorld();

const server = () => world.sandbox.voxworks;
const host = (parameters?: INodeParameters) => world.engine.hostPolling(TYPE, parameters);
const idsIn = (items: INodeExecutionData[] | null) => items?.map(({ json }) => String(json.id));
const iso = (time: number) => new Date(time).toISOString();

beforeEach(() => void setTime(START));

/** The time that Voxworks sends with its responses. */
const setTime = (now: number) => (server().now = now);
const advance = (ms: number) => setTime(server().now! + ms);

/** Adds a call that was created `after` milliseconds after START, and moves the time of Voxworks there. */
function addCall(id: string, after = 0, fields: Partial<VoxworksCall> = {}): VoxworksCall {
	setTime(Math.max(server().now!, START + after));
	return beginCall(server().state, { id, created_at: iso(START + after), ...fields });
}
const addFinishedCall = (id: string, after = 0, fields: Partial<VoxworksCall> = {}) =>
	addCall(id, after, { status: 'completed', ...fields });
const finish = (id: string, status = 'completed') => finishCall(server().state, id, { status });

async function activated(parameters?: INodeParameters): Promise<PollingHost> {
	const trigger = host(parameters);
	expect(await trigger.activate()).toBeNull();
	return trigger;
}

/** Returns the requests since the last time, as path and query. */
function takeQueries() {
	const queries = server().requests.map(({ path, query }) => [path, query] as const);
	server().requests.length = 0;
	return queries;
}

describe('2,000 calls over 50 polls', () => {
	const FAULTS: Fault[] = [
		{ response: { status: 500 }, times: 3 },
		{ connection: 'reset', times: 3 },
		{ connection: 'truncate', times: 3 },
		rateLimited({ retryAfter: 600 }),
	];

	const variants = [
		{ seed: 1, oldestFirst: false, inclusive: true, overlap: 0, skew: () => 0 },
		{ seed: 2, oldestFirst: true, inclusive: false, overlap: 3, skew: () => 90 },
		{ seed: 3, oldestFirst: false, inclusive: false, overlap: 5, skew: () => -90 },
		// Several servers, or one whose clock changes repeatedly
		{
			seed: 4,
			oldestFirst: true,
			inclusive: true,
			overlap: 0,
			skew: (roll: number) => roll * 180 - 90,
		},
	];

	test.each(variants)(
		'start the workflow once each (seed $seed)',
		async ({ seed, skew, ...listing }) => {
			const { next, between, pick } = seededRandom(seed);
			Object.assign(server().state.listing, listing);
			const activatedAt = START + 2 * DAY;
			const duration = () =>
				pick([
					MINUTE,
					MINUTE,
					MINUTE,
					MINUTE,
					MINUTE,
					MINUTE,
					MINUTE,
					HOUR,
					HOUR,
					12 * HOUR,
					6 * DAY,
				]) * next();
			const times = Array.from({ length: 2_000 }, () => {
				const createdAt = START + between(0, 12 * DAY);
				return { createdAt, created_at: iso(createdAt + Math.round(skew(next()) * SECOND)) };
			});
			const calls = times.map((time, index) => {
				// Some calls are created in the same millisecond
				const { createdAt, created_at } = index % 20 === 1 ? times[index - 1] : time;
				const ends = index % 200 === 7 ? Infinity : createdAt + duration();
				return { id: `${seed}-${index}`, createdAt, created_at, ends };
			});
			const updateCalls = (now: number) => {
				setTime(now);
				for (const { id, created_at, ends } of calls.filter((call) => call.createdAt <= now)) {
					const status = ends <= now ? 'hang-up' : 'in_progress';
					const existing = server().state.calls.get(id);
					if (existing) existing.status = status;
					else beginCall(server().state, { id, created_at, status });
				}
			};
			// The intervals between polls range from minutes to a day
			const steps = Array.from(
				{ length: 50 },
				() => pick([MINUTE, MINUTE, HOUR, 6 * HOUR, 9 * HOUR]) * (0.5 + next()),
			);
			steps[25] = DAY;
			const stretch = (10 * DAY) / steps.reduce((sum, step) => sum + step, 0);

			updateCalls(activatedAt);
			const trigger = await activated();
			const outputIds: string[] = [];
			let failed = 0;
			let maxLength = 0;
			let now = activatedAt;
			const poll = async () => {
				const before = JSON.stringify(trigger.staticData());
				try {
					outputIds.push(...(idsIn(await trigger.poll()) ?? []));
				} catch {
					failed++;
					expect(JSON.stringify(trigger.staticData())).toBe(before);
				}
				maxLength = Math.max(maxLength, JSON.stringify(trigger.staticData()).length);
				server().faults.clear();
				world.renewKeys();
			};
			for (const [index, step] of steps.entries()) {
				updateCalls((now += step * stretch));
				if (index % 6 === 3) trigger.restart();
				if (index % 9 === 4) {
					const fault = FAULTS[(index + seed) % FAULTS.length];
					server().faults.add({ ...fault, skip: between(0, 1) });
				}
				await poll();
			}
			await poll();

			const finishedIds = calls
				.filter(({ ends }) => ends > activatedAt && ends <= now)
				.map(({ id }) => id);
			expect([...outputIds].sort()).toEqual(finishedIds.sort());
			expect(finishedIds.length).toBeGreaterThan(1_500);
			expect(failed).toBeGreaterThan(1);
			expect(maxLength).toBeLessThan(20_000);
		},
		120_000,
	);
});

describe('the first poll', () => {
	test('outputs no finished calls and waits for open ones', async () => {
		addFinishedCall('over');
		addCall('open');
		const trigger = await activated();
		finish('open');
		expect(idsIn(await trigger.poll())).toEqual(['open']);
		expect(await trigger.poll()).toBeNull();
	});

	test('reads no further back than open calls are waited for', async () => {
		for (let index = 0; index < 1_000; index++) addFinishedCall(`call-${index}`, index * HOUR);
		await activated();
		// The last seven days have 168 calls: two pages
		expect(takeQueries()).toHaveLength(2);
		server().state.listing.oldestFirst = true;
		await activated();
		expect(takeQueries()).toHaveLength(10);
	});

	test('succeeds for an account without calls', async () => {
		const trigger = await activated();
		expect(await trigger.poll()).toBeNull();
		addFinishedCall('first');
		expect(idsIn(await trigger.poll())).toEqual(['first']);
	});

	test('is repeated as the first one if it fails', async () => {
		addFinishedCall('over');
		server().faults.add({ response: { status: 401 } });
		const trigger = host();
		await expect(trigger.activate()).rejects.toThrow('Voxworks');
		expect(await trigger.activate()).toBeNull();
		expect(await trigger.poll()).toBeNull();
	});

	test('is followed by polls that miss nothing', async () => {
		addCall('a');
		const trigger = await activated();
		finish('a');
		addFinishedCall('b', MINUTE);
		expect(idsIn(await trigger.activate())).toEqual(['a', 'b']);
	});
});

describe('a call', () => {
	test.each([
		...['completed', 'failed', 'voicemail', 'dropout', 'hang-up', 'rang-out'],
		...['User unavailable', 'User rejected', 'Completed', 'HANG_UP', 'rang out', 'user-rejected'],
	])('is finished with the status %s', async (status) => {
		const trigger = await activated();
		addCall('a', 0, { status });
		expect(await trigger.poll()).toEqual([
			{ json: expect.objectContaining({ id: 'a', status, created_at: iso(START) }) },
		]);
	});

	test.each(['scheduled', 'in_progress', 'cancelled', 'ended', 'complete', ''])(
		'is not finished with the status %j',
		async (status) => {
			const trigger = await activated();
			addCall('a', 0, { status });
			expect(await trigger.poll()).toBeNull();
			finish('a');
			expect(idsIn(await trigger.poll())).toEqual(['a']);
		},
	);
});

describe('a poll', () => {
	test('sends one request while the calls since the oldest open one fit on a page', async () => {
		for (let index = 0; index < 250; index++) addFinishedCall(`before-${index}`, index);
		// The API may include or exclude calls created exactly at `created_after`
		addCall('open', 251);
		for (let index = 0; index < 99; index++) addFinishedCall(`after-${index}`, 252 + index);
		const trigger = await activated();
		takeQueries();
		for (let index = 0; index < 3; index++) expect(await trigger.poll()).toBeNull();
		const created_after = iso(START + 250);
		const query = ['/api/v1/calls', { created_after, limit: '100' }];
		expect(takeQueries()).toEqual([query, query, query]);
	});

	test('sends one request when no call is open', async () => {
		for (let index = 0; index < 250; index++) addFinishedCall(`call-${index}`, index);
		const trigger = await activated();
		takeQueries();
		expect(await trigger.poll()).toBeNull();
		expect(takeQueries()).toHaveLength(1);
	});

	test.each([true, false])(
		'outputs all calls of the same millisecond (inclusive %s)',
		async (inclusive) => {
			Object.assign(server().state.listing, { inclusive, overlap: 1 });
			addFinishedCall('before');
			const trigger = await activated();
			for (let index = 0; index < 210; index++) addFinishedCall(`new-${index}`);
			expect(await trigger.poll()).toHaveLength(210);
			addFinishedCall('one more');
			expect(idsIn(await trigger.poll())).toEqual(['one more']);
		},
	);

	test('finds a call that is listed late, also behind many newer ones', async () => {
		const trigger = await activated();
		for (let index = 0; index < 300; index++) addFinishedCall(`call-${index}`, 3 * MINUTE + index);
		expect(await trigger.poll()).toHaveLength(300);
		addFinishedCall('late', SECOND);
		addFinishedCall('next', 3 * MINUTE + SECOND);
		expect(idsIn(await trigger.poll())).toEqual(['late', 'next']);
		expect(await trigger.poll()).toBeNull();
	});

	test('sends the cursor unchanged', async () => {
		const trigger = await activated();
		for (let index = 0; index < 101; index++) addFinishedCall(`call-${index}`, index);
		await trigger.poll();
		expect(takeQueries().at(-1)).toEqual([
			'/api/v1/calls',
			{ limit: '100', cursor: '2026-02-25T00:00:00.001000Z' },
		]);
	});

	test('outputs nothing while the last poll is running', async () => {
		const trigger = await activated();
		addFinishedCall('a');
		server().faults.add({ delayMs: 200 });
		const outputs = await Promise.all([trigger.poll(), trigger.poll()]);
		expect(outputs.map(idsIn)).toEqual([['a'], undefined]);
		expect(await trigger.poll()).toBeNull();
	});

	test('does not wait for the poll of another workflow', async () => {
		const [first, second] = [await activated(), await activated()];
		addFinishedCall('a');
		const outputs = await Promise.all([first.poll(), second.poll()]);
		expect(outputs.map(idsIn)).toEqual([['a'], ['a']]);
	});

	test.each<[string, Fault]>([
		['500', { response: { status: 500 }, times: 3 }],
		['a reset', { connection: 'reset', times: 3 }],
		['429', rateLimited({ retryAfter: 600 })],
		['a truncated response', { connection: 'truncate', times: 3 }],
		['a response without a list', { response: { status: 200, body: { success: true } } }],
		['an empty response', { response: { status: 200, body: '' } }],
		[
			'a failure in a success',
			{ response: { status: 200, body: { success: false, message: 'No' } } },
		],
	])('fails and keeps its state after %s', async (_, fault) => {
		// By this call on the first page, the trigger knows that the renewed keys below are of the same team
		addFinishedCall('known', 150);
		const trigger = await activated();
		for (let index = 0; index < 150; index++) addFinishedCall(`call-${index}`, index);
		const before = JSON.stringify(trigger.staticData());
		server().faults.add(fault);
		await expect(trigger.poll()).rejects.toMatchObject({
			message: expect.stringMatching(/^Could not read the calls from Voxworks: ./) as unknown,
			description: expect.stringMatching(
				/^[A-Z].*\. The next poll reads .* none is lost\.$/,
			) as unknown,
		});
		expect(JSON.stringify(trigger.staticData())).toBe(before);
		// On a later page, what was read before comes, and the next poll goes on there
		world.renewKeys();
		server().faults.add({ ...fault, skip: 1 });
		expect(await trigger.poll()).toHaveLength(99);
		expect(trigger.warnings.at(-1)).toMatch(/goes on with the next poll: ./);
		server().faults.clear();
		world.renewKeys();
		expect(await trigger.poll()).toHaveLength(51);
		expect(await trigger.poll()).toBeNull();
	});

	test('advises where to enter a wrong key and does not show it', async () => {
		const trigger = await activated();
		const key = world.secretOf('voxworks');
		server().faults.add({
			response: { status: 401, body: { success: false, message: `Bad ${key}` } },
		});
		const error: unknown = await trigger.poll().catch((refused: unknown) => refused);
		expect(error).toMatchObject({
			message: 'Could not read the calls from Voxworks: Bad ***',
			description: expect.stringContaining('paste the API key of your team again') as unknown,
			httpCode: '401',
		});
		expect(JSON.stringify(error)).not.toContain(key);
	});

	test('waits for a rate limit that ends soon', async () => {
		const trigger = await activated();
		addFinishedCall('a');
		server().faults.add(rateLimited({ retryAfter: 1 }));
		expect(idsIn(await trigger.poll())).toEqual(['a']);
	});

	test('renames a field called error, which n8n would treat as a failure', async () => {
		const trigger = await activated();
		addFinishedCall('a', 0, { error: 'busy' } as object);
		expect(await trigger.poll()).toMatchObject([{ json: { id: 'a', errorField: 'busy' } }]);
	});

	test('accepts call_id as the ID', async () => {
		const trigger = await activated();
		const call = { call_id: 'a', status: 'failed', created_at: iso(START) };
		const response = { status: 200, body: { data: { items: [call] } } };
		server().faults.add({ response, times: 2 });
		expect(await trigger.poll()).toEqual([{ json: call }]);
		expect(await trigger.poll()).toBeNull();
	});
});

/** Puts these rows in front of those of each page, as they are. */
function withRows(...rows: unknown[]): void {
	server().faults.clear();
	const calls = [...rows, ...server().state.calls.values()];
	const response = { status: 200, body: { success: true, calls, meta: { next_cursor: null } } };
	server().faults.add({ match: { path: '/api/v1/calls' }, response, times: Infinity });
}

describe('a bad row', () => {
	test.each<[string, number]>([
		['two minutes', 2 * MINUTE],
		['ten minutes', 10 * MINUTE],
		['an hour', HOUR],
		['decades', 27_000 * DAY],
	])('that is dated %s ahead keeps no call back', async (_, ahead) => {
		const trigger = await activated();
		beginCall(server().state, {
			id: 'ahead',
			status: 'completed',
			created_at: iso(START + ahead),
		});
		expect(idsIn(await trigger.poll())).toEqual(['ahead']);
		const ids: string[] = [];
		for (let at = 0; at < 32; at++) {
			addFinishedCall(`call-${at}`, at * 5 * MINUTE);
			if (at % 8 === 0) trigger.restart();
			ids.push(...(idsIn(await trigger.poll()) ?? []));
		}
		expect(ids).toEqual(Array.from({ length: 32 }, (__, at) => `call-${at}`));
	});

	test.each<[string, unknown]>([
		['null', null],
		['text', 'call'],
		['a list', [{ id: 'a' }]],
		['without an ID', { status: 'completed', created_at: iso(START) }],
		['with a blank ID', { id: ' ', call_id: '', status: 'completed', created_at: iso(START) }],
		['with an object as ID', { id: {}, status: 'completed', created_at: iso(START) }],
	])('that is %s is left out with a warning', async (_, row) => {
		withRows(row);
		const trigger = await activated();
		for (let at = 0; at < 3; at++) {
			addFinishedCall(`call-${at}`, at * HOUR);
			withRows(row);
			expect(idsIn(await trigger.poll())).toEqual([`call-${at}`]);
		}
		expect(trigger.warnings.at(-1)).toBe('Trigger (Voxworks) left out rows that are no calls: 1');
	});

	test.each<[string, object]>([
		['has no date', {}],
		['has no date any more', { created_at: null }],
		['has a date that is none', { created_at: 'yesterday' }],
		['has an object as date', { created_at: {} }],
	])('that %s comes out as it is, once', async (_, row) => {
		const trigger = await activated();
		const bad = { id: 'bad', status: 'completed', ...row };
		withRows(bad);
		expect(await trigger.poll()).toEqual([{ json: bad }]);
		for (let at = 0; at < 10; at++) {
			addFinishedCall(`call-${at}`, at * 12 * HOUR);
			withRows(bad);
			trigger.restart();
			expect(idsIn(await trigger.poll())).toEqual([`call-${at}`]);
		}
	});

	test('does not end the first poll early', async () => {
		addCall('open', DAY);
		for (let at = 0; at < 250; at++) addFinishedCall(`call-${at}`, DAY + MINUTE + at);
		const trigger = await activated();
		server().state.calls.get('call-240')!.created_at = iso(START - 1000 * DAY);
		takeQueries();
		await activated();
		expect(takeQueries()).toHaveLength(3);
		finish('open');
		expect(idsIn(await trigger.poll())).toEqual(['open']);
	});
});

describe('a date', () => {
	test.each<[string, (time: number) => unknown]>([
		['without an offset', (time) => iso(time).replace('Z', '')],
		['with a space', (time) => iso(time).replace('T', ' ').replace('Z', '')],
		['in milliseconds', (time) => time],
		['in milliseconds as text', (time) => String(time)],
	])('%s is understood', async (_, written) => {
		const trigger = await activated();
		const ids: string[] = [];
		for (let at = 0; at < 12; at++) {
			advance(HOUR);
			const created_at = written(server().now!);
			withRows({ id: `call-${at}`, status: 'completed', created_at });
			ids.push(...(idsIn(await trigger.poll()) ?? []));
		}
		expect(ids).toEqual(Array.from({ length: 12 }, (__, at) => `call-${at}`));
		expect(String(trigger.staticData().newest)).toBe(String(server().now));
	});
});

describe('a list without end', () => {
	const listing = (call: object | undefined, next_cursor: unknown) => ({
		response: {
			status: 200,
			body: { success: true, calls: call ? [call] : [], meta: { next_cursor } },
		},
	});
	const call = (id: string) => ({ id, status: 'completed', created_at: iso(START) });

	test.each<[string, object | undefined]>([
		['empty', undefined],
		['always the same', call('a')],
	])('ends with a page that is %s', async (_, row) => {
		const trigger = await activated();
		for (let at = 0; at < 50; at++) server().faults.add(listing(row, `cursor-${at}`));
		takeQueries();
		const items = await trigger.poll();
		expect(idsIn(items) ?? []).toEqual(row ? ['a'] : []);
		expect(takeQueries().length).toBeLessThan(5);
	});

	test('is read in parts', async () => {
		const trigger = await activated();
		for (let at = 0; at < 250; at++) {
			server().faults.add(listing(call(`call-${at}`), `cursor-${at}`));
		}
		takeQueries();
		const first = idsIn(await trigger.poll())!;
		expect(takeQueries().length).toBeLessThanOrEqual(201);
		trigger.restart();
		server().faults.add(listing(undefined, null));
		const second = idsIn(await trigger.poll())!;
		expect(takeQueries()[0][1]).toMatchObject({ cursor: `cursor-${first.length - 1}` });
		expect([...first, ...second].sort()).toEqual(
			Array.from({ length: 250 }, (_, at) => `call-${at}`).sort(),
		);
	});

	test.each<unknown>([{}, [], true, '', ' ', null])('has no cursor %j', async (cursor) => {
		const trigger = await activated();
		server().faults.add({ ...listing(call('a'), cursor), times: Infinity });
		takeQueries();
		expect(idsIn(await trigger.poll())).toEqual(['a']);
		expect(takeQueries()).toHaveLength(1);
	});
});

describe('a backlog', () => {
	test.each([true, false])(
		'that is cut off after four pages each time comes in parts (oldest first %s)',
		async (oldestFirst) => {
			server().state.listing.oldestFirst = oldestFirst;
			addCall('open');
			const trigger = await activated();
			for (let at = 0; at < 1_150; at++) addFinishedCall(`call-${at}`, MINUTE + at * SECOND);
			const given: string[] = [];
			let polls = 0;
			for (; given.length < 1_150 && polls < 12; polls++) {
				server().faults.add({ response: { status: 500 }, skip: 4, times: Infinity });
				given.push(...(idsIn(await trigger.poll()) ?? []));
				if (polls % 2) trigger.restart();
				server().faults.clear();
			}
			expect(new Set(given).size).toBe(1_150);
			expect(given).toHaveLength(1_150);
			finish('open');
			addFinishedCall('next', HOUR);
			expect(idsIn(await trigger.poll())).toEqual(['open', 'next']);
			expect(await trigger.poll()).toBeNull();
		},
		120_000,
	);

	test('begins anew where Voxworks does not take the cursor any more', async () => {
		const trigger = await activated();
		for (let at = 0; at < 250; at++) addFinishedCall(`call-${at}`, at);
		server().faults.add({ response: { status: 500 }, skip: 1, times: 3 });
		const first = await trigger.poll();
		server().faults.add({ response: { status: 400 } });
		expect([...first!, ...(await trigger.poll())!]).toHaveLength(250);
		expect(await trigger.poll()).toBeNull();
	});
});

describe('history', () => {
	test('does not come after an empty first response', async () => {
		addFinishedCall('over', 0);
		addCall('open', HOUR);
		addFinishedCall('over too', DAY);
		advance(HOUR);
		const empty = { status: 200, body: { success: true, calls: [], meta: {} } };
		server().faults.add({ response: empty, times: 2 });
		const trigger = await activated();
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
		finish('open');
		addFinishedCall('new', DAY + 2 * HOUR);
		expect(idsIn(await trigger.poll())).toEqual(['open', 'new']);
	});

	test('of another team does not come after its key was put into the credential', async () => {
		addFinishedCall('seen');
		addCall('never ends');
		const trigger = await activated();
		addFinishedCall('new', HOUR);
		expect(idsIn(await trigger.poll())).toEqual(['new']);
		const ours = [...server().state.calls.values()];
		server().state.calls.clear();
		addFinishedCall('theirs', HOUR);
		addFinishedCall('theirs later', 2 * HOUR);
		addCall('theirs open', 2 * HOUR);
		world.renewKeys();
		expect(await trigger.poll()).toBeNull();
		finish('theirs open');
		addFinishedCall('theirs new', 3 * HOUR);
		expect(idsIn(await trigger.poll())).toEqual(['theirs open', 'theirs new']);
		for (const call of ours) expect(server().state.calls.has(call.id)).toBe(false);
	});

	test.each<[string, INodeParameters, INodeParameters]>([
		['and their filters', { filters: { type: 'web' } }, { filters: { type: 'outbound' } }],
		['after filters that let no call through', { filters: { type: 'web' } }, {}],
		['of a team that had made no call', {}, {}],
	])('of another team does not come with its key %s', async (_, before, after) => {
		const trigger = await activated(before);
		addFinishedCall('theirs', HOUR, { type: 'outbound' });
		addCall('theirs open', 2 * HOUR, { type: 'outbound' });
		advance(5 * DAY);
		world.renewKeys();
		trigger.setParameters(after);
		expect(await trigger.activate()).toBeNull();
		finish('theirs open');
		addFinishedCall('theirs new', 6 * DAY, { type: 'outbound' });
		expect(idsIn(await trigger.poll())).toEqual(['theirs open', 'theirs new']);
	});

	test('of another team that has made no call lately does not come, and its open calls do', async () => {
		addFinishedCall('ours', DAY);
		const trigger = await activated();
		server().state.calls.clear();
		addFinishedCall('theirs', HOUR);
		addCall('theirs open', HOUR);
		world.renewKeys();
		expect(await trigger.poll()).toBeNull();
		finish('theirs open');
		addFinishedCall('theirs new', 2 * DAY);
		expect(idsIn(await trigger.poll())).toEqual(['theirs open', 'theirs new']);
		expect(await trigger.poll()).toBeNull();
	});

	test('is no reason to miss calls after an empty response to the renewed key', async () => {
		addCall('open');
		const trigger = await activated();
		world.renewKeys();
		finish('open');
		addFinishedCall('new', HOUR);
		const empty = { status: 200, body: { success: true, calls: [], meta: {} } };
		server().faults.add({ response: empty, times: 2 });
		expect(await trigger.poll()).toBeNull();
		expect(idsIn(await trigger.poll())).toEqual(['open', 'new']);
		expect(await trigger.poll()).toBeNull();
	});

	test('is no reason to miss calls after the key of the same team was renewed', async () => {
		addCall('open');
		const trigger = await activated();
		world.renewKeys();
		finish('open');
		addFinishedCall('new', HOUR);
		expect(idsIn(await trigger.poll())).toEqual(['open', 'new']);
		expect(await trigger.poll()).toBeNull();
	});
});

describe('damaged static data', () => {
	test.each<[string, object]>([
		['has other properties', { foo: 1 }],
		['has a time that is text', { newest: 'now' }],
		['has a time that is null', { settledBefore: null }],
		['has entries that are cut off', { settled: 'abc' }],
		['has entries that are a list', { pending: [] }],
		['has a cursor that is an object', { cursor: {} }],
	])('that %s is begun anew with a warning', async (_, damage) => {
		addFinishedCall('over');
		const trigger = await activated();
		const data = trigger.staticData();
		if ('foo' in damage) for (const key of Object.keys(data)) delete data[key];
		Object.assign(data, damage);
		expect(await trigger.poll()).toBeNull();
		expect(trigger.warnings).toEqual([expect.stringContaining('damaged and begins anew')]);
		addFinishedCall('new', HOUR);
		expect(idsIn(await trigger.poll())).toEqual(['new']);
		expect(trigger.warnings).toHaveLength(1);
	});
});

describe('a restart', () => {
	test('outputs each call that ended meanwhile once', async () => {
		addCall('open');
		const trigger = await activated();
		addCall('seen', MINUTE);
		expect(await trigger.poll()).toBeNull();
		// n8n stopped before it stored the state of that poll
		trigger.restart();
		for (let index = 0; index < 500; index++)
			addFinishedCall(`call-${index}`, HOUR + index * MINUTE);
		finish('open');
		finish('seen');
		expect(await trigger.activate()).toHaveLength(502);
		trigger.restart();
		expect(await trigger.activate()).toBeNull();
	});
});

describe('static data', () => {
	test.each(['over', 'open'])(
		'stays below 100 KB after 6,000 calls that are %s',
		async (state) => {
			addCall('oldest');
			const trigger = await activated();
			for (let index = 0; index < 6_000; index++) {
				(state === 'over' ? addFinishedCall : addCall)(
					`a1b2c3d4-e5f6-7890-abcd-ef123456${index}`,
					index * MINUTE,
				);
			}
			await trigger.poll();
			expect(JSON.stringify(trigger.staticData()).length).toBeLessThan(100_000);
			finish('oldest');
			expect(idsIn(await trigger.poll())).toEqual(['oldest']);
			if (state === 'over') expect(JSON.stringify(trigger.staticData()).length).toBeLessThan(500);
		},
		60_000,
	);
});

describe('an open call', () => {
	test('is dropped after seven days and logged once with its ID', async () => {
		addCall('stuck');
		const trigger = await activated();
		addFinishedCall('a', 7 * DAY);
		expect(idsIn(await trigger.poll())).toEqual(['a']);
		expect(trigger.warnings).toEqual([]);
		addFinishedCall('b', 7 * DAY + 1);
		expect(idsIn(await trigger.poll())).toEqual(['b']);
		const warning = 'Trigger (Voxworks) gave up on calls that were open for too long: stuck';
		expect(trigger.warnings).toEqual([warning]);
		addFinishedCall('c', 8 * DAY);
		finish('stuck');
		expect(idsIn(await trigger.poll())).toEqual(['c']);
		expect(trigger.warnings).toEqual([warning]);
	});

	test('is waited for as long as configured', async () => {
		addCall('stuck');
		const trigger = await activated({ options: { giveUpAfterDays: 2 } });
		addFinishedCall('a', 2 * DAY + 1);
		await trigger.poll();
		expect(trigger.warnings).toHaveLength(1);
	});

	test('is not waited for if it was created too long before activation', async () => {
		addCall('ancient');
		addFinishedCall('a', 8 * DAY);
		const trigger = await activated();
		expect(trigger.warnings).toEqual([]);
		finish('ancient');
		expect(await trigger.poll()).toBeNull();
	});

	test('needs a whole number of days to wait', async () => {
		await expect(activated({ options: { giveUpAfterDays: 0 } })).rejects.toThrow(
			'Give Up After (Days) must be from 1 to 365',
		);
	});
});

describe('filters', () => {
	const filters = { type: 'web', scriptId: 's-1', contactId: 'c-1' };
	const matching = { type: 'web', script_id: 's-1', contact_id: 'c-1' } as const;

	test('are sent to Voxworks', async () => {
		const trigger = await activated({ filters });
		addFinishedCall('a', 0, matching);
		addFinishedCall('b', 0, { ...matching, type: 'inbound' });
		addFinishedCall('c', 0, { ...matching, contact_id: 'c-2' });
		expect(idsIn(await trigger.poll())).toEqual(['a']);
		expect(takeQueries().map(([, query]) => query)).toEqual([
			{ ...matching, limit: '100' },
			{ ...matching, limit: '100' },
		]);
	});

	test('do not output calls that were finished before a change', async () => {
		addCall('web', MINUTE, { type: 'web' });
		const trigger = await activated({ filters: { type: 'web' } });
		addFinishedCall('over', 0);
		addCall('open', MINUTE);
		trigger.setParameters({});
		finish('web');
		expect(idsIn(await trigger.activate())).toEqual(['web']);
		finish('open');
		addFinishedCall('new', 2 * MINUTE);
		expect(idsIn(await trigger.poll())).toEqual(['open', 'new']);
	});

	const script = (scriptId: string) => ({ filters: { scriptId } });
	const of = (script_id: string) => ({ script_id });

	/** Script B has 90 calls that ended, and one that was made before them and is open. A's only call was before that. */
	function addHistory(): void {
		addFinishedCall('A', 0, of('A'));
		addCall('B open', HOUR, of('B'));
		for (let at = 0; at < 90; at++) addFinishedCall(`B ${at}`, DAY + at * HOUR, of('B'));
		advance(DAY);
	}

	async function expectNoHistory(trigger: PollingHost): Promise<void> {
		addFinishedCall('B new', 6 * DAY, of('B'));
		addFinishedCall('A new', 6 * DAY, of('A'));
		finish('B open');
		expect(idsIn(await trigger.poll())).toEqual(['B open', 'B new']);
		trigger.restart();
		expect(await trigger.poll()).toBeNull();
	}

	test.each([
		['of which the last call was days ago', 'A'],
		['that never let a call through', 'mistyped'],
	])('that replace others %s do not output calls since then', async (_, before) => {
		addHistory();
		setTime(START + HOUR);
		const calls = [...server().state.calls.values()];
		for (const { id, created_at } of calls) {
			if (Date.parse(created_at) > START + HOUR) server().state.calls.delete(id);
		}
		const trigger = await activated(script(before));
		for (const call of calls) server().state.calls.set(call.id, call);
		setTime(START + 5 * DAY);
		trigger.setParameters(script('B'));
		expect(await trigger.activate()).toBeNull();
		await expectNoHistory(trigger);
	});

	test('that are changed back do not output what ended under the others', async () => {
		addCall('A open', 0, of('A'));
		addCall('A ends meanwhile', 0, of('A'));
		const trigger = await activated(script('A'));
		trigger.setParameters(script('B'));
		expect(await trigger.activate()).toBeNull();
		finish('A ends meanwhile');
		addFinishedCall('A meanwhile', HOUR, of('A'));
		addFinishedCall('B', HOUR, of('B'));
		expect(idsIn(await trigger.poll())).toEqual(['B']);
		trigger.setParameters(script('A'));
		expect(await trigger.activate()).toBeNull();
		finish('A open');
		addFinishedCall('A new', 2 * HOUR, of('A'));
		expect(idsIn(await trigger.poll())).toEqual(['A open', 'A new']);
	});

	test('output the calls that they waited for before a change, and no others that ended before it', async () => {
		addCall('waited for', 0, of('A'));
		const trigger = await activated(script('A'));
		addFinishedCall('since the last poll', HOUR, of('A'));
		finish('waited for');
		trigger.setParameters({});
		expect(idsIn(await trigger.activate())).toEqual(['waited for']);
		expect(await trigger.poll()).toBeNull();
	});

	test.each<[string, Fault]>([
		['a response that ends early', { response: { status: 500 }, skip: 1, times: 3 }],
		[
			'an empty response',
			{ response: { status: 200, body: { success: true, calls: [], meta: {} } } },
		],
	])('do not output calls that were over before a change with %s', async (_, fault) => {
		addFinishedCall('A', 0, of('A'));
		addHistory();
		for (let at = 0; at < 60; at++) addFinishedCall(`B late ${at}`, 4 * DAY + at, of('B'));
		advance(DAY);
		const trigger = await activated(script('A'));
		trigger.setParameters(script('B'));
		server().faults.add(fault);
		expect(await trigger.activate()).toBeNull();
		server().faults.clear();
		world.renewKeys();
		trigger.restart();
		expect(await trigger.poll()).toBeNull();
		await expectNoHistory(trigger);
	});
});

describe('results', () => {
	const withResult = { options: { includeResult: true } };
	const isResult = /get-call-result/;
	const paths = () => takeQueries().map(([path]) => path.replace('/api/v1/', ''));

	test('cost one request per call', async () => {
		const trigger = await activated(withResult);
		for (const [index, id] of ['a', 'b'].entries()) {
			addCall(id, index);
			finishCall(server().state, id, {}, { call_summary: `Summary of ${id}` });
		}
		takeQueries();
		expect(await trigger.poll()).toMatchObject([
			{ json: { id: 'a', status: 'completed', result: { call_summary: 'Summary of a' } } },
			{
				json: { id: 'b', result: { call_summary: 'Summary of b', transcript: expect.any(String) } },
			},
		]);
		expect(paths().sort()).toEqual(['calls', 'get-call-result/a', 'get-call-result/b']);
		await trigger.poll();
		expect(paths()).toEqual(['calls']);
	});

	test('are not read unless the option is on', async () => {
		const trigger = await activated();
		addFinishedCall('a');
		takeQueries();
		const [{ json }] = (await trigger.poll())!;
		expect(json).not.toHaveProperty('result');
		expect(paths()).toEqual(['calls']);
	});

	test('are asked for again for a while when there are none', async () => {
		const trigger = await activated(withResult);
		addFinishedCall('a');
		addCall('b');
		finish('b');
		expect(idsIn(await trigger.poll())).toEqual(['b']);
		advance(4 * MINUTE);
		addFinishedCall('c', 4 * MINUTE);
		finish('c');
		expect(idsIn(await trigger.poll())).toEqual(['c']);
		advance(2 * MINUTE);
		const items = await trigger.poll();
		expect(idsIn(items)).toEqual(['a']);
		expect(items![0].json).not.toHaveProperty('result');
		expect(await trigger.poll()).toBeNull();
		expect(trigger.warnings).toEqual([]);
	});

	test('come with the call as soon as they are there', async () => {
		const trigger = await activated(withResult);
		addFinishedCall('a');
		expect(await trigger.poll()).toBeNull();
		finish('a');
		advance(MINUTE);
		expect(await trigger.poll()).toMatchObject([{ json: { id: 'a', result: { rating: 5 } } }]);
		expect(await trigger.poll()).toBeNull();
	});

	test.each([400, 403, 410, 422])('are left out at once after %d', async (status) => {
		const trigger = await activated(withResult);
		addCall('a');
		finish('a');
		server().faults.add({ match: { path: isResult }, response: { status }, times: Infinity });
		const items = await trigger.poll();
		expect(idsIn(items)).toEqual(['a']);
		expect(items![0].json).not.toHaveProperty('result');
		expect(trigger.warnings).toEqual([
			'Trigger (Voxworks) could not read the results of these calls, which Voxworks refuses: a',
		]);
		expect(await trigger.poll()).toBeNull();
	});

	test('of a call whose ID fits into no address do not keep others back', async () => {
		const trigger = await activated(withResult);
		addFinishedCall('..');
		addCall('a', 1);
		finish('a');
		expect(idsIn(await trigger.poll())).toEqual(['..', 'a']);
		expect(trigger.warnings).toHaveLength(1);
		expect(await trigger.poll()).toBeNull();
	});

	test.each<[string, Fault]>([
		['500', { response: { status: 500 }, times: 3 }],
		['a reset', { connection: 'reset', times: 3 }],
		['429', rateLimited({ retryAfter: 600 })],
		['a failure', { response: { status: 200, body: { success: false, message: 'Not yet' } } }],
	])('are output by a later poll after %s, without delaying other calls', async (_, fault) => {
		const trigger = await activated(withResult);
		for (const [index, id] of ['a', 'b', 'c'].entries()) {
			addCall(id, index * HOUR);
			finish(id);
		}
		server().faults.add({ ...fault, match: { path: 'get-call-result/b' } });
		const first = idsIn(await trigger.poll())!;
		expect(first).not.toContain('b');
		expect(trigger.warnings[0]).toMatch(/with a later poll: .*b/);
		server().faults.clear();
		world.renewKeys();
		trigger.restart();
		const second = (await trigger.poll())!;
		expect(second.find(({ json }) => json.id === 'b')).toMatchObject({
			json: { result: { transcript: expect.any(String) as unknown } },
		});
		expect([...first, ...idsIn(second)!].sort()).toEqual(['a', 'b', 'c']);
		expect(await trigger.poll()).toBeNull();
	});

	test('make the poll fail without a change of state if all of them fail', async () => {
		const trigger = await activated(withResult);
		addCall('a');
		finish('a');
		const before = JSON.stringify(trigger.staticData());
		server().faults.add({ match: { path: isResult }, response: { status: 500 }, times: 3 });
		await expect(trigger.poll()).rejects.toThrow('Could not read the calls from Voxworks');
		expect(JSON.stringify(trigger.staticData())).toBe(before);
		expect(idsIn(await trigger.poll())).toEqual(['a']);
	});

	test('are left out after days of failures', async () => {
		const trigger = await activated(withResult);
		addFinishedCall('a');
		addCall('b', 8 * DAY);
		finish('b');
		const fault = { response: { status: 500 }, times: Infinity };
		server().faults.add({ ...fault, match: { path: 'get-call-result/a' } });
		expect(idsIn(await trigger.poll())).toEqual(['a', 'b']);
		expect(trigger.warnings).toEqual([
			'Trigger (Voxworks) gave up on the results of these calls: a',
		]);
		expect(await trigger.poll()).toBeNull();
	});
});

describe('a test run', () => {
	test.each([true, false])(
		'shows the latest finished call (oldest first %s)',
		async (oldestFirst) => {
			server().state.listing.oldestFirst = oldestFirst;
			for (let index = 0; index < 150; index++) addFinishedCall(`call-${index}`, index * MINUTE);
			for (let index = 150; index < 300; index++) addCall(`call-${index}`, index * MINUTE);
			expect(idsIn(await host().fetchTestEvent())).toEqual(['call-149']);
			expect(takeQueries()).toHaveLength(oldestFirst ? 3 : 2);
		},
	);

	test('shows nothing when no call is finished', async () => {
		expect(await host().fetchTestEvent()).toBeNull();
		addCall('open');
		expect(await host().fetchTestEvent()).toBeNull();
	});

	test('changes no state and runs beside a poll', async () => {
		const trigger = await activated();
		addFinishedCall('a');
		const before = JSON.stringify(trigger.staticData());
		expect(idsIn(await trigger.fetchTestEvent())).toEqual(['a']);
		expect(JSON.stringify(trigger.staticData())).toBe(before);
		const outputs = await Promise.all([trigger.poll(), trigger.fetchTestEvent()]);
		expect(outputs.map(idsIn)).toEqual([['a'], ['a']]);
		expect(trigger.storedJson()).toContain('newest');
	});

	test('shows the result or why there is none', async () => {
		const trigger = host({ options: { includeResult: true } });
		addCall('a');
		finish('a');
		expect(await trigger.fetchTestEvent()).toMatchObject([{ json: { result: { rating: 5 } } }]);
		server().faults.add({ match: { path: /result/ }, response: { status: 403 } });
		await expect(trigger.fetchTestEvent()).rejects.toThrow('Voxworks');
	});
});
