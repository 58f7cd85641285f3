/** Checks the outcome of items when the API, the network or the user's settings fail. */
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { LoggerProxy } from 'n8n-workflow';
import { inspect } from 'node:util';

import type { Fault } from '../../../tools/mockServers';
import { perProvider, providers, rateLimited, serverError } from '../../../tools/mockServers';
import { monitorEventLoop } from '../../support/eventLoopMonitor';
import { SECRET_FIELDS } from '../../support/secretFields';
import { useWorld } from '../../support/useWorld';
import type { Provider } from '../../support/world';
import {
	CREATE,
	errorItems,
	NAMES,
	ON_ERROR,
	pairedItems,
	people,
	PROVIDERS,
	successItems,
} from '../../support/world';

const world = useWorld();
const logged: unknown[] = [];
beforeAll(async () => {
	// The first request also loads parts of n8n, which can exceed the timeouts of these tests
	for (const provider of PROVIDERS) await world.run(provider, CREATE[provider], people(1));
	const log = (...words: unknown[]) => logged.push(words);
	LoggerProxy.init({ debug: log, info: log, warn: log, error: log });
});
beforeEach(() => {
	logged.length = 0;
});

const secretOf = (provider: Provider) => world.secretOf(provider);
/** Returns a text with all data of a run and all log entries, including hidden properties. */
const everythingOf = (run: unknown) =>
	inspect([run, logged], {
		depth: Infinity,
		showHidden: true,
		maxArrayLength: null,
		maxStringLength: null,
	});
const requestsFor = (provider: Provider, name: string) =>
	world.server(provider).requests.filter(({ body }) => JSON.stringify(body).includes(name));

/** The body of a failure that has a success status, in the format of each provider. */
const FAILURE_FLAG = perProvider(
	(provider) => providers[provider].failure(200, 'Phone number is not callable').body as object,
);

interface Case {
	title: string;
	fault: (provider: Provider) => Fault;
	message: RegExp;
	advice: RegExp;
	httpCode: string | null;
}

const IN_DOUBT = /\w+ may have processed this\. Check there before running this item again/;

const CASES: Case[] = [
	{
		title: '401',
		fault: () => ({ response: { status: 401 } }),
		message: /./,
		advice: /Open the \w+ credential/,
		httpCode: '401',
	},
	{
		title: '403',
		fault: () => ({ response: { status: 403 } }),
		message: /./,
		advice: /is valid but (not allowed|lacks this permission)/,
		httpCode: '403',
	},
	{
		title: '404',
		fault: () => ({ response: { status: 404 } }),
		message: /./,
		advice: /Check the IDs of this item/,
		httpCode: '404',
	},
	{
		title: '409',
		fault: () => ({ response: { status: 409 } }),
		message: /./,
		advice: /Nothing was written/,
		httpCode: '409',
	},
	{
		title: 'a response of plain text',
		fault: () => ({ response: { status: 400, body: 'Instance is paused', type: 'text/plain' } }),
		message: /^Instance is paused$/,
		advice: /Correct the values of this item/,
		httpCode: '400',
	},
	{
		title: '500 with HTML',
		fault: () => serverError(),
		message: /^\w+ answered with HTTP status 500$/,
		advice: IN_DOUBT,
		httpCode: '500',
	},
	{
		title: 'a body that is not JSON',
		fault: () => ({ response: { status: 200, body: 'Welcome!', type: 'text/html' } }),
		message: /^\w+ answered with something other than data: Welcome!$/,
		advice: IN_DOUBT,
		httpCode: '200',
	},
	{
		title: 'a failure flag with status 200',
		fault: (provider) => ({ response: { status: 200, body: FAILURE_FLAG[provider] } }),
		message: /^Phone number is not callable$/,
		advice: /./,
		httpCode: '200',
	},
	{
		title: 'a redirect',
		fault: () => ({ response: { status: 302, headers: { Location: '/elsewhere' }, body: '' } }),
		message: /^\w+ answered with HTTP status 302$/,
		advice: /with a redirect\. The node does not follow redirects, to avoid/,
		httpCode: '302',
	},
	{
		title: 'a reset before the server acts',
		fault: () => ({ connection: 'reset' }),
		message: /^The connection to \w+ closed before/,
		advice: IN_DOUBT,
		httpCode: null,
	},
	{
		title: 'a reset after the server acted',
		fault: () => ({ connection: 'reset', when: 'after' }),
		message: /^The connection to \w+ closed before/,
		advice: IN_DOUBT,
		httpCode: null,
	},
	{
		title: 'a truncated response',
		fault: () => ({ connection: 'truncate' }),
		message: /^The connection to \w+ closed before/,
		advice: IN_DOUBT,
		httpCode: null,
	},
	{
		title: 'a timeout',
		fault: () => ({ connection: 'hang' }),
		message: /^\w+ did not answer in time$/,
		advice: IN_DOUBT,
		httpCode: null,
	},
	{
		title: 'a response that trickles in for too long',
		fault: () => ({
			connection: 'trickle',
			response: { status: 200, body: { success: true, id: 1, note: 'x'.repeat(5000) } },
		}),
		message: /^\w+ did not answer in time$/,
		advice: IN_DOUBT,
		httpCode: null,
	},
];

describe.each(PROVIDERS)('%s', (provider) => {
	const create = { ...CREATE[provider], options: { requestTimeout: 600 } };
	const items = people(3);
	const second = { match: { body: 'Person 1' } };

	describe.each(CASES)(
		'fails with a message and advice after $title',
		({ fault, message, advice, httpCode }) => {
			test.each(ON_ERROR)('with On Error set to %s', async (onError) => {
				world.server(provider).faults.add({ ...fault(provider), ...second });
				const result = await world.run(provider, create, items, { onError });

				if (onError === 'stopWorkflow') {
					expect(result.error).toMatchObject({
						name: 'NodeApiError',
						message: expect.stringMatching(message),
						description: expect.stringMatching(advice),
						httpCode,
						context: { itemIndex: 1 },
					});
					expect(result.error!.description).toMatch(/2 of 3 were written to/);
					expect(result.main).toEqual([]);
				} else {
					expect(result.error).toBeUndefined();
					expect(pairedItems(result).sort()).toEqual([0, 1, 2]);
					expect(successItems(result).map(({ pairedItem }) => pairedItem)).toEqual([
						{ item: 0 },
						{ item: 2 },
					]);
					const [{ json, pairedItem }, ...otherErrors] = errorItems(result);
					expect(otherErrors).toEqual([]);
					expect(pairedItem).toEqual({ item: 1 });
					const input = onError === 'continueErrorOutput' ? items[1] : {};
					expect(json).toEqual({
						...input,
						error: expect.stringMatching(message),
						message: expect.stringMatching(advice),
					});
					const branches = onError === 'continueErrorOutput' ? [2, 1] : [3];
					expect(result.main.map((branch) => branch.length)).toEqual(branches);
				}
				expect(requestsFor(provider, 'Person 1')).toHaveLength(1);
				expect(world.server(provider).requests).toHaveLength(3);
				expect(everythingOf(result.run)).not.toContain(secretOf(provider));
			});
		},
	);

	test.each(ON_ERROR)('resends a request after 429, with On Error set to %s', async (onError) => {
		world.server(provider).faults.add({ ...rateLimited({ retryAfter: 0 }), ...second });
		const result = await world.run(provider, create, items, { onError });
		expect(result.error).toBeUndefined();
		expect(result.main[0].map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		expect(errorItems(result)).toEqual([]);
		expect(requestsFor(provider, 'Person 1').map(({ status }) => status)).toEqual([
			429,
			expect.any(Number),
		]);
		expect(everythingOf(result.run)).not.toContain(secretOf(provider));
	});

	test('reports a wrong key without showing it', async () => {
		const wrongKey = 'wbk_0000-not-the-key-0000';
		const otherWorld = await world.withCredentials({
			[provider]: { [SECRET_FIELDS[provider]]: wrongKey },
		});
		const { error, run } = await otherWorld.run(provider, create, items);
		expect(error).toMatchObject({ httpCode: '401' });
		expect(error!.description).toMatch(new RegExp(`Open the ${NAMES[provider]} credential`));
		expect(everythingOf(run)).not.toContain(wrongKey);
	});

	test('distinguishes a missing permission from a wrong key', async () => {
		const otherWorld = await world.withCredentials({
			[provider]: world.sandbox[provider].readOnlyCredential,
		});
		const { error } = await otherWorld.run(provider, create, items);
		expect(error).toMatchObject({ httpCode: '403' });
	});

	test.each([
		['an error', 400],
		['a success', 200],
		['a redirect', 302],
		['a server fault', 503],
	])('redacts the secret when the API echoes it in %s', async (_, status) => {
		const secret = secretOf(provider);
		const address = `https://api.example.com/leads?i=x&apitoken=${encodeURIComponent(secret)}`;
		const message = `Bad token ${secret} at ${address}`;
		for (const body of [
			{ success: status === 200, id: 1, error: message, msg: message, message: message },
			{ id: 1, data: { id: 1, note: message } },
			{ error: { code: 'x', message: message, details: { fields: { a: message } } } },
			message,
		]) {
			world.server(provider).faults.add({
				response: { status, body, headers: { Location: address } },
			});
			const { run } = await world.run(provider, create, people(1), {
				onError: 'continueRegularOutput',
			});
			const everything = everythingOf(run);
			expect(everything).not.toContain(secret);
			expect(everything).not.toContain(encodeURIComponent(secret));
		}
	});

	test('shows no URL of the API in an error', async () => {
		const body = 'Failed: GET https://internal.example.com/x?apitoken=abc';
		world.server(provider).faults.add({ response: { status: 400, body } });
		const { error } = await world.run(provider, create, people(1));
		expect(error!.message).toBe('Failed: GET (address)');
	});

	test('fails when nothing listens at the Base URL', async () => {
		const unreachable = await world.withCredentials({
			[provider]: { baseUrl: 'http://127.0.0.1:9' },
		});
		const result = await unreachable.run(provider, create, items, {
			onError: 'continueRegularOutput',
		});
		for (const { json } of result.main[0]) {
			expect(json.error).toBe(`${NAMES[provider]} could not be reached`);
			expect(json.message).toMatch(/^Nothing was sent\. Check Base URL/);
		}
		expect(result.main[0]).toHaveLength(3);
	});

	test('fails when the host does not exist', async () => {
		const unreachable = await world.withCredentials({
			[provider]: { baseUrl: `https://${'x'.repeat(64)}.example` },
		});
		const { error } = await unreachable.run(provider, create, people(1));
		expect(error!.message).toBe(`The address of ${NAMES[provider]} was not found`);
		expect(error!.description).toMatch(/^Nothing was sent\. Check Base URL/);
	});

	test.each(ON_ERROR)('refuses an invalid Base URL, with On Error set to %s', async (onError) => {
		const bad = await world.withCredentials({ [provider]: { baseUrl: 'ftp://example.com' } });
		const result = await bad.run(provider, create, items, { onError });
		const message = `Base URL of the ${NAMES[provider]} credential must start with https://`;
		if (onError === 'stopWorkflow') expect(result.error).toMatchObject({ message });
		else
			expect(errorItems(result).map(({ json }) => json.error)).toEqual([message, message, message]);
		expect(world.server(provider).requests).toEqual([]);
	});

	test('ignores slashes at the end of the Base URL', async () => {
		const { url } = world.server(provider);
		const slashed = await world.withCredentials({ [provider]: { baseUrl: `${url}//` } });
		const result = await slashed.run(provider, create, items);
		expect(result.main[0]).toHaveLength(3);
	});
});

describe('a node that stops on an error', () => {
	test('starts no more requests, awaits those in flight and reports how many were written', async () => {
		const server = world.sandbox.voxworks;
		server.faults.add({ match: { body: 'Person 2"' }, response: { status: 400 } });
		server.faults.add({ match: { body: /Person [34]"/ }, times: 2, delayMs: 300 });
		const parameters = { ...CREATE.voxworks, options: { maxConcurrentRequests: 5 } };
		const { error } = await world.run('voxworks', parameters, people(50));

		const { requests } = server;
		expect(requests.length).toBeLessThan(10);
		expect(requests.every(({ status }) => status !== undefined)).toBe(true);
		const created = requests.filter(({ status }) => status === 201).length;
		expect(server.state.contacts.size).toBe(created);
		expect(error).toMatchObject({ context: { itemIndex: 2 } });
		expect(error!.description).toContain(`${created} of 50 were written to Voxworks`);
	});

	test('sends nothing when one of its items is invalid', async () => {
		const items = [...people(5), { name: 'Nobody', phone: '' }];
		const { error } = await world.run('voxworks', CREATE.voxworks, items);
		expect(error).toMatchObject({
			message: 'Phone Number is required [item 5]',
			context: { itemIndex: 5 },
		});
		expect(world.sandbox.voxworks.requests).toEqual([]);
	});

	test('stops at a contact that LeadLex did not link', async () => {
		const { contacts } = world.sandbox.leadLex.state;
		const ids = ['a', 'b', 'c', 'd'];
		for (const id of ids) contacts.set(id, { id, related_company_id: null });
		const { error } = await world.run(
			'leadLex',
			{
				resource: 'company',
				operation: 'linkContacts',
				companyId: { __rl: true, mode: 'id', value: 'co-001' },
				contactIds: '={{ $json.id }}',
			},
			[...ids, 'nobody'].map((id) => ({ id })),
		);
		expect(error).toMatchObject({
			message: 'Contact nobody was not linked',
			context: { itemIndex: 4 },
		});
		expect(error!.description).toContain('4 of 5 were written to LeadLex');
	});
});

describe('a node that continues on errors', () => {
	test('sends the valid items and keeps all items in order', async () => {
		const items = [{ phone: '' }, ...people(2), { name: 'Nobody' }];
		const result = await world.run('voxworks', CREATE.voxworks, items, {
			onError: 'continueRegularOutput',
		});
		expect(pairedItems(result)).toEqual([0, 1, 2, 3]);
		expect(result.main[0].map(({ json }) => json.error)).toEqual([
			'Phone Number is required [item 0]',
			undefined,
			undefined,
			'Phone Number is required [item 3]',
		]);
		expect(world.sandbox.voxworks.requests).toHaveLength(2);
	});
});

describe('rate limits', () => {
	const create = (options: object) => ({ ...CREATE.voxworks, options: { ...options } });

	test('all requests wait when one gets a 429', async () => {
		const server = world.sandbox.voxworks;
		server.faults.add({ ...rateLimited({ retryAfter: 1 }), skip: 3 });
		const { main } = await world.run('voxworks', create({ maxConcurrentRequests: 2 }), people(10));
		expect(main[0]).toHaveLength(10);
		const refused = server.requests.findIndex(({ status }) => status === 429);
		const later = server.requests.slice(refused + 2).map(({ startedAt }) => startedAt);
		expect(Math.min(...later) - server.requests[refused].startedAt).toBeGreaterThanOrEqual(990);
		expect(server.state.contacts.size).toBe(10);
		expect(server.requests).toHaveLength(11);
	});

	test('requests wait until the reset time of the response', async () => {
		const reset = Math.ceil(Date.now() / 1000) + 1;
		world.sandbox.leadLex.faults.add(rateLimited({ reset, remaining: 0 }));
		await world.run('leadLex', CREATE.leadLex, people(1));
		const [, retried] = world.sandbox.leadLex.requests;
		expect(retried.startedAt).toBeGreaterThanOrEqual(reset * 1000);
	});

	test.each(ON_ERROR)(
		'nothing more is sent when the wait exceeds the budget, with %s',
		async (onError) => {
			const server = world.sandbox.voxworks;
			const hourOfReset = () => new Date(Date.now() + 3600_000).toISOString().slice(0, 14);
			const before = hourOfReset();
			server.faults.add({ ...rateLimited({ retryAfter: 3600 }), skip: 4 });
			const parameters = create({ maxConcurrentRequests: 1, maxRateLimitWait: 60 });
			const result = await world.run('voxworks', parameters, people(10), { onError });

			expect(server.requests).toHaveLength(5);
			const description = expect.stringMatching(
				`Nothing was written.*resets at (${before}|${hourOfReset()}).*now 60 seconds`,
			);
			if (onError === 'stopWorkflow') {
				expect(result.error).toMatchObject({
					message: "Voxworks's rate limit is reached",
					description: description,
					httpCode: '429',
					context: { itemIndex: 4 },
				});
			} else {
				expect(successItems(result)).toHaveLength(4);
				expect(errorItems(result).map(({ json }) => json.message)).toEqual(
					Array(6).fill(description),
				);
				expect(pairedItems(result).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
			}
		},
	);

	test('retries are paced and end when the wait budget is used up', async () => {
		const server = world.sandbox.voxworks;
		server.faults.add(rateLimited({ retryAfter: 0 }, Infinity));
		const loop = monitorEventLoop();
		const { error } = await world.run('voxworks', create({ maxRateLimitWait: 4 }), people(1));
		loop.stop();
		expect(error).toMatchObject({ httpCode: '429' });
		expect(loop.elapsed()).toBeLessThan(5000);
		expect(server.requests.length).toBeLessThanOrEqual(4);
	});
});

describe('options', () => {
	test.each([1, 4])('keep at most %p requests in flight', async (maxConcurrentRequests) => {
		const server = world.sandbox.voxworks;
		server.faults.add({ delayMs: 20, times: Infinity });
		await world.run(
			'voxworks',
			{ ...CREATE.voxworks, options: { maxConcurrentRequests } },
			people(12),
		);
		expect(server.peakConcurrency()).toBe(maxConcurrentRequests);
	});

	test.each([
		[{ maxConcurrentRequests: 0 }, 'Max Concurrent Requests must be from 1 to 100'],
		[{ maxConcurrentRequests: 1.5 }, 'Max Concurrent Requests must be a whole number'],
		[{ requestTimeout: 'soon' }, 'Request Timeout (Ms) must be a whole number'],
		[{ maxRateLimitWait: -1 }, 'Max Rate Limit Wait (Seconds) must be from 0'],
	])('are refused before anything is sent: %p', async (options, message) => {
		const parameters = { ...CREATE.voxworks, options };
		const { error } = await world.run('voxworks', parameters, people(1));
		expect(error!.message).toContain(message);
		const { main } = await world.run('voxworks', parameters, people(1), {
			onError: 'continueErrorOutput',
		});
		const expected = {
			error: expect.stringContaining(message),
			message: expect.stringMatching(/./),
		};
		expect(main).toMatchObject([[], [{ json: expected }]]);
		expect(world.sandbox.voxworks.requests).toEqual([]);
	});
});

describe('reads', () => {
	const search = () =>
		world.engine.listSearch('n8n-nodes-contactlink.leadLex', 'searchCompanies', { filter: 'acme' });

	test.each<[string, Fault]>([
		['a reset', { connection: 'reset' }],
		['500', serverError()],
		['429', rateLimited({ retryAfter: 0 })],
	])('are retried after %s', async (_, fault) => {
		world.sandbox.leadLex.faults.add(fault);
		expect((await search()).results).toHaveLength(1);
		expect(world.sandbox.leadLex.requests).toHaveLength(2);
	});

	test('are sent at most three times', async () => {
		world.sandbox.leadLex.faults.add(serverError(Infinity));
		await expect(search()).rejects.toMatchObject({
			message: 'LeadLex answered with HTTP status 500',
		});
		expect(world.sandbox.leadLex.requests).toHaveLength(3);
	});

	test('are not retried when they are rejected', async () => {
		world.sandbox.leadLex.faults.add({ response: { status: 403 } });
		await expect(search()).rejects.toMatchObject({ httpCode: '403' });
		expect(world.sandbox.leadLex.requests).toHaveLength(1);
	});
});

test('a cancelled execution sends nothing more', async () => {
	const server = world.sandbox.voxworks;
	server.faults.add({ delayMs: 30, times: Infinity });
	const stop = new AbortController();
	const parameters = { ...CREATE.voxworks, options: { maxConcurrentRequests: 2 } };
	const node = { type: 'n8n-nodes-contactlink.voxworks', parameters };
	const running = world.engine.runNode(node, people(200), { signal: stop.signal });
	while (server.requests.length < 10) await new Promise((resolve) => setTimeout(resolve, 5));
	stop.abort();
	await running;
	const sent = server.requests.length;
	await new Promise((resolve) => setTimeout(resolve, 200));
	expect(server.requests.length).toBeLessThanOrEqual(sent + 2);
	expect(sent).toBeLessThan(100);
});
