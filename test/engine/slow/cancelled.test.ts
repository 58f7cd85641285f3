/** Checks that a cancelled run ends within a second, wherever it waits, and leaves no timer or socket. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { leadLexPlans, perProvider, rateLimited, serverError } from '../../../tools/mockServers';
import type { Resources } from '../../support/eventLoopMonitor';
import { seededRandom } from '../../support/seededRandom';
import { MAX_TIMER_MS, minResourcesWithin, monitorEventLoop } from '../../support/eventLoopMonitor';
import type { MisbehavingServer } from '../../support/misbehavingServer';
import { startMisbehavingServer } from '../../support/misbehavingServer';
import { useWorld } from '../../support/useWorld';
import type { Provider, World } from '../../support/world';
import { CREATE, people } from '../../support/world';

const world = useWorld();
let idle: Resources;
beforeAll(async () => {
	// n8n keeps some resources after its first run
	await world.run('voxworks', CREATE.voxworks, people(1));
	idle = await minResourcesWithin(500);
});

/** The throttle waits briefly after a response before it sends more requests. */
const AFTER_RESPONSE = 'right after a response';
const MB = 1024 * 1024;

interface Scene {
	provider: Provider;
	parameters?: INodeParameters;
	items?: IDataObject[];
	/** Prepares the server so that the run waits. */
	before(): void;
	/** Whether the run is waiting. */
	isThere(): boolean;
}

const link: INodeParameters = {
	resource: 'company',
	operation: 'linkContacts',
	companyId: { __rl: true, mode: 'id', value: 'co-001' },
	contactIds: '={{ $json.id }}',
};
const withEmail: INodeParameters = {
	resource: 'contact',
	operation: 'create',
	email: '={{ $json.email }}',
};
const statuses = (provider: Provider, method = 'POST') =>
	world
		.server(provider)
		.requests.filter((request) => request.method === method)
		.map(({ status }) => status);
const sent = (provider: Provider, method?: string) => statuses(provider, method).length > 0;

const SCENES: Record<string, Scene> = {
	'while the API asks it to wait': {
		provider: 'voxworks',
		before: () => world.server('voxworks').faults.add(rateLimited({ retryAfter: 8 }, Infinity)),
		isThere: () => statuses('voxworks').includes(429),
	},
	'while it waits for the quota of the minute': {
		provider: 'leadLex',
		items: people(12),
		before: () => world.server('leadLex').limit(leadLexPlans.starter),
		isThere: () => statuses('leadLex').filter((status) => status === 200).length === 10,
	},
	'while it waits for the end of calls': {
		provider: 'voxworks',
		parameters: {
			...{ resource: 'call', operation: 'createPhoneCallAndWait', scriptId: 's-1' },
			phoneNumber: '={{ $json.phone }}',
		},
		before() {},
		isThere: () => statuses('voxworks').filter((status) => status === 201).length === 3,
	},
	'while no response comes': {
		provider: 'sprintHub',
		before: () => world.server('sprintHub').faults.add({ connection: 'hang', times: Infinity }),
		isThere: () => sent('sprintHub'),
	},
	'before it retries a read': {
		provider: 'leadLex',
		parameters: link,
		items: [{ id: 'nobody' }, { id: 'a' }],
		before() {
			world.sandbox.leadLex.state.contacts.set('a', { id: 'a' });
			world.server('leadLex').faults.add({ ...serverError(Infinity), match: { method: 'GET' } });
		},
		isThere: () => statuses('leadLex', 'GET').includes(500),
	},
	'before it retries an idempotent write': {
		provider: 'leadLex',
		parameters: link,
		items: [{ id: 'a' }],
		before: () => world.server('leadLex').faults.add(serverError(Infinity)),
		isThere: () => statuses('leadLex').includes(500),
	},
	[AFTER_RESPONSE]: {
		provider: 'voxworks',
		parameters: { ...CREATE.voxworks, options: { maxConcurrentRequests: 2 } },
		items: people(500),
		before: () => {},
		isThere: () => statuses('voxworks').includes(201),
	},
	'while it looks up a contact': {
		provider: 'leadLex',
		parameters: withEmail,
		items: [{ email: 'jane@example.com' }],
		before() {
			world.server('leadLex').faults.add({ connection: 'reset', when: 'after' });
			world.server('leadLex').faults.add({ connection: 'hang', match: { method: 'GET' } });
		},
		isThere: () => sent('leadLex', 'GET'),
	},
};

async function run(
	{ provider, parameters = CREATE[provider], items = people(3) }: Scene,
	signal: AbortSignal,
	settings = {},
) {
	const node = { type: `n8n-nodes-contactlink.${provider}`, parameters, ...settings };
	return await world.engine.runNode(node, items, { signal });
}

describe.each(['stopWorkflow', 'continueRegularOutput'] as const)(
	'a run cancelled with %s',
	(onError) => {
		test.each(Object.entries(SCENES))(
			'ends within a second and leaves no timer or socket %s',
			async (title, scene) => {
				scene.before();
				const stop = new AbortController();
				const running = run(scene, stop.signal, { onError });
				while (!scene.isThere()) await wait(1);
				await wait(title === AFTER_RESPONSE ? 0 : 50);

				const { heapUsed } = process.memoryUsage();
				const loop = monitorEventLoop();
				stop.abort();
				await running;
				loop.stop();
				expect(loop.elapsed()).toBeLessThan(1000);
				expect(loop.maxBlocked()).toBeLessThan(200);
				expect(process.memoryUsage().heapUsed - heapUsed).toBeLessThan(50 * MB);

				expect(await minResourcesWithin(MAX_TIMER_MS)).toEqual(idle);
				// A request that was sent before may have arrived since then
				const arrived = world.server(scene.provider).requests.length;
				await wait(100);
				expect(world.server(scene.provider).requests).toHaveLength(arrived);
			},
		);
	},
);

test('a run cancelled while it reads 20,000 items ends within a second and sends nothing', async () => {
	const stop = new AbortController();
	let startedAt = 0;
	const running = world.engine.runNode(
		{
			type: 'n8n-nodes-contactlink.voxworks',
			parameters: { ...CREATE.voxworks, firstName: '={{ $json.name.toUpperCase() }}' },
		},
		people(20_000),
		{
			signal: stop.signal,
			onNodeStart: (name) => {
				if (name === 'Node') startedAt = performance.now();
			},
		},
	);
	while (startedAt === 0) await wait(1);
	await wait(200);
	const loop = monitorEventLoop();
	stop.abort();
	await running;
	loop.stop();
	expect(loop.elapsed()).toBeLessThan(1000);
	expect(loop.maxBlocked()).toBeLessThan(200);
	expect(world.server('voxworks').requests).toEqual([]);
});

describe('runs cancelled at random moments', () => {
	const RUNS = 200;
	const AT_ONCE = 20;
	const KINDS: Array<{ provider: Provider; parameters: INodeParameters }> = [
		{ provider: 'voxworks', parameters: CREATE.voxworks },
		{ provider: 'sprintHub', parameters: CREATE.sprintHub },
		{ provider: 'leadLex', parameters: withEmail },
		{ provider: 'leadLex', parameters: { ...link, companyId: '={{ $json.company }}' } },
	];

	let server: MisbehavingServer;
	beforeAll(async () => {
		server = await startMisbehavingServer(seededRandom(1));
	});
	afterAll(() => server.stop());

	/** Starts a run and cancels it. Returns its number and the milliseconds until it ended. */
	async function cancelledRun(number: number, worlds: World[]) {
		const random = seededRandom(number);
		const { provider, parameters } = random.pick(KINDS);
		const items = Array.from({ length: random.between(1, 12) }, (_, item) => ({
			name: `run-${number}-${item}`,
			phone: `+6125550${item}`,
			email: `run-${number}-${item}@example.com`,
			company: `run-${number}-`,
			id: `run-${number}-c${item}`,
		}));
		const options = { maxConcurrentRequests: random.between(1, 6) };
		await wait(random.between(0, 500));
		const runWorld = random.pick(worlds);
		// Some runs share a key and its learned rate limit, others start with a new key
		if (random.next() < 0.6) runWorld.reset();
		const stop = new AbortController();
		let started = () => {};
		const start = new Promise<void>((resolve) => (started = resolve));
		const running = runWorld.engine.runNode(
			{
				type: `n8n-nodes-contactlink.${provider}`,
				parameters: { ...parameters, options },
				onError: random.pick(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput']),
			},
			items,
			{ signal: stop.signal, onNodeStart: (name) => name === 'Node' && started() },
		);
		await start;
		await wait(random.between(0, 1500));
		const loop = monitorEventLoop();
		stop.abort();
		await running;
		loop.stop();
		return { number, ms: loop.elapsed() };
	}

	test(`end within a second (${RUNS} runs)`, async () => {
		const changes = perProvider(() => ({ baseUrl: server.url }));
		const worlds = [await world.withCredentials(changes), await world.withCredentials(changes)];
		let runsThatSent = 0;
		for (let from = 0; from < RUNS; from += AT_ONCE) {
			const numbers = Array.from({ length: AT_ONCE }, (_, index) => from + index);
			const runs = await Promise.all(numbers.map((number) => cancelledRun(number, worlds)));
			expect(runs.filter(({ ms }) => ms > 1000)).toEqual([]);
			expect(await minResourcesWithin(MAX_TIMER_MS)).toEqual(idle);
			expect(server.inFlight()).toBe(0);
			expect([...server.runsWithRequests].filter((number) => !numbers.includes(number))).toEqual(
				[],
			);
			runsThatSent += server.runsWithRequests.size;
			server.runsWithRequests.clear();
		}
		// Enough runs were cancelled after they had sent a request
		expect(runsThatSent).toBeGreaterThan(RUNS / 5);
	}, 60_000);
});
