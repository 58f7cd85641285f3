/** Checks that Retry On Fail, which reruns a node within one execution, writes nothing twice. */
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { rateLimited, serverError } from '../../../tools/mockServers';
import { useWorld } from '../../support/useWorld';
import type { Provider } from '../../support/world';
import {
	CREATE,
	errorItems,
	people,
	PROVIDERS,
	RETRY_ON_FAIL,
	successItems,
} from '../../support/world';

const world = useWorld();

const namesSent = (provider: Provider) =>
	world
		.server(provider)
		.requests.map(({ body }) => /Person \d+/.exec(JSON.stringify(body))?.[0] ?? '')
		.sort();
const oneAtATime = { options: { maxConcurrentRequests: 1 } };

describe.each(PROVIDERS)('%s', (provider) => {
	const create: INodeParameters = { ...CREATE[provider], ...oneAtATime };

	test('resends only what was not written when the node stops', async () => {
		world.server(provider).faults.add({ match: { body: 'Person 2' }, response: { status: 400 } });
		const { main, error } = await world.run(provider, create, people(5), RETRY_ON_FAIL);
		expect(error).toBeUndefined();
		expect(main[0].map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4].map((item) => ({ item })),
		);
		expect(namesSent(provider)).toEqual([0, 1, 2, 2, 3, 4].map((index) => `Person ${index}`));
	});

	test('resends only what was refused when the node continues', async () => {
		world
			.server(provider)
			.faults.add({ match: { body: /Person [03]/ }, times: 2, response: { status: 400 } });
		const result = await world.run(provider, create, people(5), {
			...RETRY_ON_FAIL,
			onError: 'continueRegularOutput',
		});
		expect(errorItems(result)).toEqual([]);
		expect(result.main[0]).toHaveLength(5);
		expect(namesSent(provider)).toEqual([0, 0, 1, 2, 3, 3, 4].map((index) => `Person ${index}`));
	});

	test.each<[string, Fault]>([
		['a reset after the server acted', { connection: 'reset', when: 'after' }],
		['a reset before it acted', { connection: 'reset' }],
		['500', serverError()],
		['a timeout', { connection: 'hang' }],
		['a body that is not JSON', { response: { status: 200, body: 'Hello' } }],
	])('does not resend a write that is in doubt after %s', async (_, fault) => {
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			world.server(provider).reset();
			world.server(provider).faults.add({ match: { body: 'Person 0' }, ...fault });
			const options = { maxConcurrentRequests: 1, requestTimeout: 300 };
			const result = await world.run(provider, { ...create, options }, people(2), {
				...RETRY_ON_FAIL,
				onError,
			});
			const description = result.error?.description ?? result.main[0][0].json.message;
			expect(description).toContain('may have processed this');
			expect(namesSent(provider).filter((name) => name === 'Person 0')).toHaveLength(1);
			expect(new Set(namesSent(provider)).size).toBe(namesSent(provider).length);
		}
	});

	test('sends the same items again in another run of the node', async () => {
		for (let run = 0; run < 2; run++) {
			await world.run(provider, { ...create, ifExists: 'skip' }, people(2), RETRY_ON_FAIL);
		}
		expect(namesSent(provider)).toEqual(['Person 0', 'Person 0', 'Person 1', 'Person 1']);
	});
});

test('Retry On Fail sends what the rate limit held back', async () => {
	const server = world.sandbox.voxworks;
	server.faults.add({ ...rateLimited({ retryAfter: 1 }), skip: 2 });
	const options = { maxConcurrentRequests: 1, maxRateLimitWait: 0 };
	const { main } = await world.run('voxworks', { ...CREATE.voxworks, options }, people(5), {
		...RETRY_ON_FAIL,
		waitBetweenTries: 1100,
	});
	expect(main[0]).toHaveLength(5);
	expect(server.state.contacts.size).toBe(5);
	expect(server.requests).toHaveLength(6);
});

test('Retry On Fail links only the contacts that are not linked yet', async () => {
	const { contacts } = world.sandbox.leadLex.state;
	for (const id of ['a', 'b', 'c']) contacts.set(id, { id, related_company_id: null });
	const result = await world.run(
		'leadLex',
		{
			resource: 'company',
			operation: 'linkContacts',
			companyId: { __rl: true, mode: 'id', value: 'co-001' },
			contactIds: '={{ $json.ids }}',
		},
		[{ ids: 'nobody, a' }, { ids: ['b', 'c'] }],
		{ ...RETRY_ON_FAIL, onError: 'continueRegularOutput' },
	);
	expect(successItems(result).map(({ json }) => json.contact_id)).toEqual(['a', 'b', 'c']);
	const links = world.sandbox.leadLex.requests.filter(({ method }) => method === 'POST');
	expect(links.map(({ body }) => (body as { contact_ids: string[] }).contact_ids)).toEqual([
		['nobody', 'a', 'b', 'c'],
		['nobody'],
		['nobody'],
	]);
});

test('each round of a loop sends its items, although they are equal', async () => {
	const node = (name: string, type: string, parameters: INodeParameters, typeVersion = 1) => ({
		...{ id: name, name, type, typeVersion, parameters },
		position: [0, 0] as [number, number],
	});
	const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];
	const run = await world.engine.run(
		{
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', {}),
				node('Loop', 'n8n-nodes-base.splitInBatches', { batchSize: 1, options: {} }, 3),
				{
					...node('Create', 'n8n-nodes-contactlink.leadLex', {
						resource: 'contact',
						operation: 'create',
						fullName: 'Always the same',
					}),
					...RETRY_ON_FAIL,
				},
			],
			connections: {
				Start: { main: [to('Loop')] },
				Loop: { main: [[], to('Create')] },
				Create: { main: [to('Loop')] },
			},
		},
		{ pinData: { Start: [{ json: {} }, { json: {} }, { json: {} }] } },
	);
	expect(run.data.resultData.error).toBeUndefined();
	expect(world.sandbox.leadLex.requests).toHaveLength(3);
	expect(world.sandbox.leadLex.state.contacts.size).toBe(3);
});
