/** Tests LeadLex Trigger over real HTTP: it registers in the sandbox, which sends it deliveries. */
import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { INodeParameters, INodeType, NodeApiError } from 'n8n-workflow';

import { emptyDatabase } from '../../../tools/engine';
import type { Database, HostOptions, TriggerHost } from '../../../tools/engine';
import { rateLimited } from '../../../tools/mockServers';
import type { DeliveryOptions, Fault, LeadLexWebhook } from '../../../tools/mockServers';
import { root } from '../../support/package';
import { useWorld } from '../../support/useWorld';

const TYPE = 'n8n-nodes-contactlink.leadLexTrigger';
const EVENTS = ['contact.created', 'contact.updated'];

const world = useWorld();
let hosts: TriggerHost[] = [];

afterEach(async () => {
	await Promise.all(hosts.map((host) => host.stop()));
	hosts = [];
});

type Methods = Record<'checkExists' | 'create' | 'remove', (ctx: unknown) => Promise<boolean>>;

/** Loads the node anew, as another process would, so that it shares no memory. */
function anotherProcess(): INodeType {
	let node!: INodeType;
	const n8nWorkflow = jest.requireActual<object>('n8n-workflow');
	jest.isolateModules(() => {
		// n8n's library remembers nothing of a node, and takes longer to load than a test takes to run
		jest.doMock('n8n-workflow', () => n8nWorkflow);
		const folder = join(root, 'dist/nodes/LeadLex');
		const { LeadLexTrigger } = jest.requireActual<{ LeadLexTrigger: new () => INodeType }>(
			join(folder, 'LeadLexTrigger.node.js'),
		);
		node = new LeadLexTrigger();
		// The node imports these when they are called, which would be those of this process
		const methods = jest.requireActual<Methods>(join(folder, 'trigger/webhookMethods.js'));
		node.webhookMethods = {
			default: {
				checkExists: async function () {
					return await methods.checkExists(this);
				},
				create: async function () {
					return await methods.create(this);
				},
				delete: async function () {
					return await methods.remove(this);
				},
			},
		};
	});
	jest.dontMock('n8n-workflow');
	return node;
}

async function host(
	options: Partial<HostOptions> = {},
	parameters: INodeParameters = {},
): Promise<TriggerHost> {
	const all = { parameters: { events: EVENTS, ...parameters }, ...options };
	const newHost = await world.engine.hostTrigger(TYPE, all);
	hosts.push(newHost);
	return newHost;
}

const active = async (...args: Parameters<typeof host>) => {
	const newHost = await host(...args);
	await newHost.activate();
	return newHost;
};

const leadLex = () => world.sandbox.leadLex;
const registered = () => [...leadLex().state.webhooks.values()];
const calls = () =>
	leadLex().requests.map(({ method, path }) => `${method} ${path.replace(/[\da-f-]{36}/, 'ID')}`);
const contact = (index = 0) => ({ contact: { id: `c-${index}`, full_name: `Person ${index}` } });
const deliver = (options?: DeliveryOptions, data: object = contact(), event = 'contact.created') =>
	leadLex().deliver(event, data, options);
const statuses = async (sent: ReturnType<typeof deliver>) =>
	(await sent).map(({ status }) => status);
const outputs = ({ database }: TriggerHost) =>
	database.executions.map(({ output }) => output?.map(({ json }) => json)[0]);

/** Posts a body with a valid signature, unless the headers replace it. Returns the status. */
async function post(
	{ url, secret }: LeadLexWebhook,
	body: string,
	headers: Record<string, string | undefined> = {},
): Promise<number> {
	const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
	const all = {
		'Content-Type': 'application/json',
		'X-LeadLex-Signature': signature,
		'X-LeadLex-Timestamp': new Date().toISOString(),
		...headers,
	};
	const definedHeaders = Object.entries(all).filter((entry): entry is [string, string] =>
		Boolean(entry[1]),
	);
	return (await fetch(url, { method: 'POST', headers: definedHeaders, body })).status;
}

const bodyOf = (id: string, fields: object = {}) =>
	JSON.stringify({ event: 'contact.created', delivery_id: id, data: contact(), ...fields });

describe('registration', () => {
	test('is created on activation and deleted on deactivation', async () => {
		const trigger = await host();
		for (let round = 0; round < 10; round++) {
			await trigger.activate();
			expect(registered()).toMatchObject([
				{ url: expect.stringContaining(trigger.url), events: EVENTS, description: 'n8n: Hosted' },
			]);
			await trigger.deactivate();
			expect(registered()).toEqual([]);
		}
		// Two calls are enough: creating the webhook and deleting it
		expect(new Set(calls())).toEqual(new Set(['POST /v1/webhooks', 'DELETE /v1/webhooks/ID']));
		expect(calls()).toHaveLength(20);
	});

	test('is kept on reactivation at the cost of one request', async () => {
		const trigger = await active();
		const [before] = registered();
		await trigger.activate();
		expect(registered()).toEqual([before]);
		expect(calls()).toEqual(['POST /v1/webhooks', 'GET /v1/webhooks']);
	});

	test('is replaced when its secret is lost', async () => {
		const trigger = await host();
		const url = `${trigger.url}/webhook/f3b1c2d4-5a69-4d0e-9c11-7f1f0f1c2a3b/webhook`;
		const stale = { id: 'lost', url, events: ['deal.created'], active: true, secret: 's' };
		leadLex().state.webhooks.set(stale.id, stale);
		await trigger.activate();
		expect(registered()).toMatchObject([{ id: expect.not.stringMatching(/^lost$/), url }]);
		expect(await statuses(deliver())).toEqual([200]);
		expect(calls()).toEqual([
			'POST /v1/webhooks',
			'GET /v1/webhooks',
			'DELETE /v1/webhooks/lost',
			'POST /v1/webhooks',
		]);
	});

	test('succeeds when the first response is lost', async () => {
		leadLex().faults.add({ match: { method: 'POST' }, when: 'after', connection: 'reset' });
		await active();
		expect(registered()).toHaveLength(1);
		expect(await statuses(deliver())).toEqual([200]);
	});

	test('is removed when no response arrives at all', async () => {
		leadLex().faults.add({
			match: { method: 'POST' },
			when: 'after',
			connection: 'reset',
			times: 2,
		});
		const trigger = await host();
		await expect(trigger.activate()).rejects.toThrow('closed before');
		expect(registered()).toEqual([]);
	});

	test('is reused after its removal failed', async () => {
		const trigger = await active();
		leadLex().faults.add({ match: { method: 'DELETE' }, response: { status: 503 }, times: 3 });
		await expect(trigger.deactivate()).rejects.toThrow();
		const [remaining] = registered();
		await trigger.activate();
		expect(registered()).toEqual([remaining]);
		expect(await statuses(deliver())).toEqual([200]);
	});

	test('is updated when other events are chosen', async () => {
		const trigger = await active();
		const [before] = registered();
		trigger.setParameters({ events: ['deal.updated'] });
		await trigger.activate();
		expect(registered()).toMatchObject([{ id: before.id, events: ['deal.updated'] }]);
		expect(await statuses(deliver({}, {}, 'deal.updated'))).toEqual([200]);
	});

	test('moves to a new public address', async () => {
		const before = await active();
		const moved = await active({ database: before.database, nodeType: anotherProcess() });
		expect(registered()).toMatchObject([{ url: expect.stringContaining(moved.url) }]);
		expect(await statuses(deliver())).toEqual([200]);
		await moved.deactivate();
		expect(registered()).toEqual([]);
	});

	test('moves to an address that another webhook of this trigger has', async () => {
		const before = await active();
		const moved = await host({ database: before.database, nodeType: anotherProcess() });
		const [{ url }] = registered();
		const taken = {
			url: url.replace(before.url, moved.url),
			events: [],
			active: true,
			secret: 's',
		};
		leadLex().state.webhooks.set('taken', { id: 'taken', ...taken });
		await moved.activate();
		expect(registered()).toMatchObject([{ url: taken.url, events: EVENTS }]);
		expect(await statuses(deliver())).toEqual([200]);
	});

	test('is restored after it was deleted or deactivated in LeadLex', async () => {
		const trigger = await active();
		leadLex().state.webhooks.clear();
		await trigger.activate();
		expect(await statuses(deliver())).toEqual([200]);
		registered()[0].active = false;
		await trigger.activate();
		expect(await statuses(deliver())).toEqual([200]);
		leadLex().state.webhooks.clear();
		await trigger.deactivate();
	});

	test('never touches webhooks of others', async () => {
		const trigger = await host();
		const { url } = trigger;
		const otherWebhooks = [
			`${url}/webhook`,
			`${url}/webhook/other/webhook`,
			'https://example.com/',
		].map((address, index) => ({
			id: `other-${index}`,
			url: address,
			events: EVENTS,
			active: true,
			secret: 's',
		}));
		for (const webhook of otherWebhooks) leadLex().state.webhooks.set(webhook.id, webhook);
		leadLex().faults.add({ match: { method: 'POST' }, when: 'after', connection: 'reset' });
		await trigger.activate();
		trigger.database.staticData = '{}';
		await trigger.activate();
		await trigger.deactivate();
		expect(registered()).toEqual(otherWebhooks);
	});

	describe('of a copied workflow', () => {
		const OTHER_N8N = 'another-n8n';
		/** What n8n's export and a copy of its database hold. */
		const copyOf = ({ database }: TriggerHost, workflowId = database.workflowId): Database => ({
			...database,
			workflowId,
			executions: [],
		});

		test.each<[string, string | undefined, string | undefined]>([
			['another n8n', OTHER_N8N, undefined],
			['another workflow of the same n8n', undefined, 'copied-workflow'],
		])('in %s leaves the original alone', async (_, instanceId, workflowId) => {
			const original = await active();
			const [{ id, url, secret }] = registered();
			const production = { id, url, secret };
			const database = copyOf(original, workflowId);
			const copy = await host({ database, nodeType: anotherProcess(), instanceId });
			for (let round = 0; round < 2; round++) {
				await copy.activate();
				expect(registered()).toMatchObject([
					production,
					{ url: expect.stringContaining(copy.url) },
				]);
				expect(await statuses(deliver())).toEqual([200, 200]);
				await copy.waitUntilIdle();
				await copy.deactivate();
				expect(registered()).toEqual([expect.objectContaining(production)]);
			}
			expect(calls()).not.toContain('PATCH /v1/webhooks/ID');
		});

		test('removes nothing if its registration fails', async () => {
			const original = await active();
			const copy = await host({
				database: copyOf(original),
				nodeType: anotherProcess(),
				instanceId: OTHER_N8N,
			});
			leadLex().faults.add({ match: { method: 'POST' }, response: { status: 403 } });
			await expect(copy.activate()).rejects.toThrow();
			await copy.deactivate();
			expect(registered()).toHaveLength(1);
			leadLex().faults.add({ match: { method: 'POST' }, when: 'after', connection: 'reset' });
			await copy.activate();
			expect(registered()).toHaveLength(2);
			expect(await statuses(deliver())).toEqual([200, 200]);
		});

		test('is refused at the address of the original', async () => {
			const original = await active();
			const copy = await host({
				database: copyOf(original),
				nodeType: anotherProcess(),
				instanceId: OTHER_N8N,
			});
			const [production] = registered();
			const url = production.url.replace(original.url, copy.url);
			copy.database.staticData = copy.database.staticData.replace(production.url, url);
			Object.assign(production, { url });
			const before = { ...production };
			await expect(copy.activate()).rejects.toMatchObject({
				description: expect.stringContaining('delete it there') as unknown,
			});
			await copy.deactivate();
			expect(registered()).toEqual([before]);
		});

		test('is its own if it comes from a version that did not note the owner', async () => {
			const original = await active();
			const [production] = registered().map((webhook) => ({ ...webhook }));
			const database = copyOf(original);
			database.staticData = database.staticData.replace(/,"(instance|workflow)Id":"[^"]*"/g, '');
			expect(database.staticData).not.toContain('Id"');
			const moved = await active({
				database,
				nodeType: anotherProcess(),
				instanceId: OTHER_N8N,
			});
			expect(registered()).toMatchObject([
				{ id: production.id, url: expect.stringContaining(moved.url) },
			]);
		});
	});

	test("fails with LeadLex's message when it is refused", async () => {
		const trigger = await host({}, { events: ['contact.exploded'] });
		await expect(trigger.activate()).rejects.toMatchObject({
			message: 'Unknown events: contact.exploded',
			description: expect.stringMatching(/^Nothing was registered\. .*WEBHOOK_URL/) as unknown,
		});
		// LeadLex refused the webhook, so there is nothing to delete
		expect(calls()).toEqual(['POST /v1/webhooks']);
	});

	test('advises to delete a duplicate that cannot be found', async () => {
		const body = {
			error: { code: 'duplicate_webhook', message: 'This URL is already registered' },
		};
		leadLex().faults.add({ match: { method: 'POST' }, response: { status: 409, body } });
		await expect(active()).rejects.toMatchObject({
			message: 'This URL is already registered',
			description: expect.stringContaining('delete it there') as unknown,
		});
	});

	test('fails when the response has no secret', async () => {
		const body = { data: { webhook: { id: 'w' } } };
		leadLex().faults.add({ match: { method: 'POST' }, response: { status: 200, body } });
		await expect(active()).rejects.toThrow('did not return the secret');
	});

	test.each<[string, Fault]>([
		['no JSON', { response: { status: 201, body: 'Registered. secret=abc-4711' } }],
		[
			'an error beside it',
			{
				response: {
					status: 201,
					body: { error: { message: 'Keep secret=abc-4711' }, data: { webhook: { id: 'w' } } },
				},
			},
		],
		['an error that quotes it', { response: { status: 500, body: 'Lost whsec_abc4711' } }],
	])('never shows a secret that comes with %s', async (_, fault) => {
		leadLex().faults.add({ ...fault, match: { method: 'POST' }, times: Infinity });
		const error: unknown = await active().catch((refused: unknown) => refused);
		expect(error).toBeInstanceOf(Error);
		const { message, description } = error as NodeApiError;
		expect(`${message} ${description} ${JSON.stringify(error)}`).not.toContain('4711');
	});

	test.each<[string, Fault]>([
		...[400, 402, 404, 410, 500].map((status): [string, Fault] => [
			String(status),
			{ response: { status } },
		]),
		['429', rateLimited({ retryAfter: 600 })],
		['a reset', { connection: 'reset' }],
		['a redirect', { response: { status: 303, headers: { Location: '/' } } }],
		['text', { response: { status: 200, body: 'Hello' } }],
		['no list', { response: { status: 200, body: { data: 7 } } }],
	])('fails with advice for a trigger after %s', async (_, fault) => {
		const trigger = await active();
		for (const method of ['POST', 'GET', 'DELETE']) {
			leadLex().faults.add({ ...fault, match: { method }, times: Infinity });
		}
		const errors: Array<string | undefined> = [];
		for (const attempt of [() => trigger.activate(), () => trigger.deactivate(), active]) {
			world.renewKeys();
			await attempt().then(
				() => errors.push(undefined),
				(error: NodeApiError) => errors.push(`${error.message} ${error.description}`),
			);
		}
		const [first] = errors.filter((error) => error !== undefined);
		expect(first).toMatch(/\w/);
		for (const error of errors) {
			expect(error ?? '').not.toMatch(/\bitem\b|Options >|undefined|null|\[object/);
		}
		leadLex().faults.clear();
		world.renewKeys();
	});

	test.each<[string, unknown]>([
		['null', null],
		['text', 'none'],
		['an object', { a: 1 }],
		['rows that are none', [null, 'webhook', 7, [], {}, { id: null, url: 5, events: null }]],
	])('survives a list of webhooks that is %s', async (_, webhooks) => {
		const trigger = await active();
		const body = { data: { webhooks } };
		leadLex().faults.add({ match: { method: 'GET' }, response: { status: 200, body } });
		const result: unknown = await trigger.activate().catch((error: unknown) => error);
		if (result !== undefined) {
			expect(result).toMatchObject({
				message: 'LeadLex answered with something other than its list of webhooks',
			});
		}
		await trigger.activate();
		expect(await statuses(deliver())).toEqual([200]);
	});

	test('takes events as text, as an expression may give them', async () => {
		await active({}, { events: 'contact.created, contact.updated' });
		expect(registered()).toMatchObject([{ events: EVENTS }]);
	});

	test('never shows the key of the credential', async () => {
		const key = world.secretOf('leadLex');
		const body = { error: { message: `Key ${key} is not allowed` } };
		leadLex().faults.add({ match: { method: 'POST' }, response: { status: 403, body } });
		const error: unknown = await active().catch((refused: unknown) => refused);
		expect(error).toMatchObject({ message: 'Key *** is not allowed' });
		expect(JSON.stringify(error)).not.toContain(key);
	});
});

describe('test event', () => {
	test('arrives through its own registration and leaves production unchanged', async () => {
		const trigger = await active();
		const [production] = registered();
		const before = trigger.database.staticData;
		await trigger.listen();
		expect(registered()).toHaveLength(2);
		expect(trigger.database.staticData).toBe(before);

		expect((await statuses(deliver({ forged: 'key' }))).sort()).toEqual([401, 401]);
		expect(await statuses(deliver())).toEqual([200, 200]);
		await trigger.waitUntilIdle();
		expect(trigger.database.executions.map(({ mode }) => mode).sort()).toEqual([
			'manual',
			'webhook',
		]);
		expect(registered()).toEqual([expect.objectContaining({ id: production.id })]);
		expect(await statuses(deliver())).toEqual([200]);
	});

	test('leaves no registration when listening stops', async () => {
		const trigger = await host();
		await trigger.listen();
		await trigger.stopListening();
		expect(registered()).toEqual([]);
		leadLex().faults.add({ match: { method: 'POST' }, response: { status: 403 } });
		await expect(trigger.listen()).rejects.toThrow();
		await trigger.listen();
		await trigger.stopListening();
		expect(registered()).toEqual([]);
	});

	test('leaves production unchanged when its registration fails', async () => {
		const trigger = await active();
		leadLex().faults.add({ match: { method: 'POST' }, response: { status: 403 } });
		await expect(trigger.listen()).rejects.toThrow();
		expect(registered()).toHaveLength(1);
		expect(await statuses(deliver())).toEqual([200]);
	});

	test('can be received repeatedly', async () => {
		const trigger = await host();
		for (let round = 0; round < 2; round++) {
			await trigger.listen();
			const [webhook] = registered();
			expect(await post(webhook, bodyOf('same'))).toBe(200);
		}
		expect(trigger.database.executions).toHaveLength(2);
	});
});

describe('verification', () => {
	test.each(['key', 'body', 'timestamp', 'unsigned'] as const)(
		'rejects a delivery forged by %s',
		async (forged) => {
			const trigger = await active();
			expect(await statuses(deliver({ forged }))).toEqual([401]);
			expect(trigger.database.executions).toEqual([]);
		},
	);

	test('checks the signature over the raw bytes', async () => {
		const trigger = await active();
		const [webhook] = registered();
		const body = ` {"event" : "contact.created","delivery_id":"d","data":{"contact":{"n":1e2}}}\n`;
		expect(await post(webhook, body)).toBe(200);
		await trigger.waitUntilIdle();
		expect(outputs(trigger)).toMatchObject([{ delivery_id: 'd', n: 100 }]);
	});

	/** When something happened: in a body and in the header. */
	const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
	const sentAt = (hours: number) => ({ 'X-LeadLex-Timestamp': hoursAgo(hours) });

	test.each(['occurred_at', 'created_at'])(
		'accepts a retry with the header of the first attempt, by the signed %s',
		async (name) => {
			const trigger = await active();
			const [webhook] = registered();
			for (const hours of [0.2, 1.2, 7.2, 23.9, -0.1]) {
				const body = bodyOf(String(hours), { [name]: hoursAgo(hours) });
				expect(await post(webhook, body, sentAt(hours))).toBe(200);
			}
			// The header is not signed, so it neither helps nor harms
			for (const header of [hoursAgo(99), 'yesterday', '']) {
				const body = bodyOf(`${name} ${header}`, { [name]: hoursAgo(1) });
				expect(await post(webhook, body, { 'X-LeadLex-Timestamp': header })).toBe(200);
			}
			for (const hours of [24.1, 9999, -0.2]) {
				const body = bodyOf('replay', { [name]: hoursAgo(hours) });
				expect(await post(webhook, body)).toBe(401);
			}
			expect(trigger.database.executions).toHaveLength(8);
		},
	);

	test('goes by the header if the body has no time', async () => {
		const trigger = await active();
		const [webhook] = registered();
		for (const hours of [24.1, -0.2]) {
			expect(await post(webhook, bodyOf('d'), sentAt(hours))).toBe(401);
		}
		for (const header of ['yesterday', '']) {
			const unreadable = bodyOf('d', { occurred_at: 'soon', created_at: null });
			expect(await post(webhook, unreadable, { 'X-LeadLex-Timestamp': header })).toBe(401);
		}
		for (const hours of [23.9, -0.1]) {
			expect(await post(webhook, bodyOf(String(hours)), sentAt(hours))).toBe(200);
		}
		expect(trigger.database.executions).toHaveLength(2);
	});

	test('rejects a signed body that is not an event', async () => {
		const trigger = await active();
		const [webhook] = registered();
		for (const body of ['[]', '"text"', '{}', '{"event":7}']) {
			expect(await post(webhook, body)).toBe(400);
		}
		expect(trigger.database.executions).toEqual([]);
	});
});

describe('delivery', () => {
	test('is output as one flat item with either envelope', async () => {
		const trigger = await active();
		await deliver({ envelope: 'guide' });
		await deliver({ envelope: 'catalog' });
		await trigger.waitUntilIdle();
		const expected = {
			event: 'contact.created',
			delivery_id: expect.any(String),
			occurred_at: expect.stringMatching(/Z$/) as unknown,
			...contact().contact,
		};
		expect(outputs(trigger)).toEqual([{ ...expected, workspace_id: 'w_sandbox' }, expected]);
	});

	test('starts one execution for simultaneous copies', async () => {
		let store = () => {};
		const storing = new Promise<void>((resolve) => (store = resolve));
		const trigger = await active({ beforeStore: () => storing });
		const [webhook] = registered();
		const copies = [post(webhook, bodyOf('d')), post(webhook, bodyOf('d'))];
		// One of them is being stored. The other gets a 503 at once, after which LeadLex retries it
		expect(await Promise.race(copies)).toBe(503);
		store();
		expect((await Promise.all(copies)).sort()).toEqual([200, 503]);
		expect(await post(webhook, bodyOf('d'))).toBe(200);
		expect(trigger.database.executions).toHaveLength(1);
	});

	test('is deduplicated by the signed ID, not by the header', async () => {
		const trigger = await active();
		const [webhook] = registered();
		for (let index = 0; index < 3; index++) {
			const header = { 'X-LeadLex-Delivery-ID': randomUUID() };
			expect(await post(webhook, bodyOf('same'), header)).toBe(200);
		}
		expect(trigger.database.executions).toHaveLength(1);
		const header = { 'X-LeadLex-Delivery-ID': 'same' };
		for (let index = 0; index < 3; index++) await post(webhook, bodyOf(`other-${index}`), header);
		expect(trigger.database.executions).toHaveLength(4);
	});

	test('is deduplicated by its bytes when it has no ID', async () => {
		const trigger = await active();
		const [webhook] = registered();
		const body = (name: string) => JSON.stringify({ event: 'contact.created', data: { name } });
		for (const name of ['Ann', 'Ann', 'Bob']) await post(webhook, body(name));
		expect(trigger.database.executions).toHaveLength(2);
	});

	test('is accepted again after n8n answered 500', async () => {
		let failures = 2;
		const trigger = await active({
			beforeStore() {
				if (failures-- > 0) throw new Error('The database is gone');
			},
		});
		const sent = await deliver({ retry: 0 });
		expect(sent.map(({ status }) => status)).toEqual([500, 500, 200]);
		expect(trigger.database.executions).toHaveLength(1);
	});

	test('starts one execution when LeadLex timed out and retried', async () => {
		let stored = () => {};
		const storing = new Promise<void>((resolve) => (stored = resolve));
		const trigger = await active({ beforeStore: () => storing });
		const [webhook] = registered();
		const headers = {
			'X-LeadLex-Signature': `sha256=${createHmac('sha256', webhook.secret).update(bodyOf('d')).digest('hex')}`,
			'X-LeadLex-Timestamp': new Date().toISOString(),
		};
		const signal = AbortSignal.timeout(200);
		const request = { method: 'POST', headers, body: bodyOf('d'), signal };
		await expect(fetch(webhook.url, request)).rejects.toThrow();
		expect(await post(webhook, bodyOf('d'))).toBe(503);
		stored();
		await new Promise((done) => setTimeout(done, 50));
		expect(await post(webhook, bodyOf('d'))).toBe(200);
		expect(trigger.database.executions).toHaveLength(1);
	});

	test('starts no execution when none of the chosen fields changed', async () => {
		const trigger = await active({}, { options: { changedFields: 'email, job_title' } });
		const changed = async (changed_fields?: unknown) => {
			await deliver({}, { ...contact(), changed_fields }, 'contact.updated');
			return trigger.database.executions.length;
		};
		expect(await changed(['phone'])).toBe(0);
		expect(await changed(['phone', 'job_title'])).toBe(1);
		expect(await changed([])).toBe(1);
		expect(await changed()).toBe(2);
		expect(await changed('phone')).toBe(3);
	});

	test('includes the raw body if the option is on', async () => {
		const trigger = await active({}, { options: { includeRawBody: true } });
		const [{ body }] = await deliver();
		await trigger.waitUntilIdle();
		expect(outputs(trigger)).toMatchObject([{ raw_body: body, id: 'c-0' }]);
	});

	test('sends no request to LeadLex', async () => {
		await active();
		await deliver({ twice: true });
		expect(calls()).toEqual(['POST /v1/webhooks']);
	});
});

describe('static data', () => {
	const restartedWith = (database: Database) => ({ database, nodeType: anotherProcess() });
	const restarted = (database: Database) => host(restartedWith(database));
	/** Returns the webhook with the URL of another process, for the same workflow. */
	const webhookAt = (
		webhook: LeadLexWebhook,
		from: TriggerHost,
		to: TriggerHost,
	): LeadLexWebhook => ({
		...webhook,
		url: webhook.url.replace(from.url, to.url),
	});

	test('deduplicates across processes once an execution has ended', async () => {
		const first = await active();
		const [webhook] = registered();
		await post(webhook, bodyOf('a'));
		await first.waitUntilIdle();
		const second = await restarted(first.database);
		const webhookOfSecond = webhookAt(webhook, first, second);
		expect(await post(webhookOfSecond, bodyOf('a'))).toBe(200);
		expect(first.database.executions).toHaveLength(1);
		expect(await post(webhookOfSecond, bodyOf('b'))).toBe(200);
		await second.waitUntilIdle();
		expect(await post(webhook, bodyOf('b'))).toBe(200);
		expect(first.database.executions).toHaveLength(2);
	});

	test('deduplicates on a worker without static data and stops the nodes behind', async () => {
		const first = await active({ workerNodeType: anotherProcess() });
		const [webhook] = registered();
		await post(webhook, bodyOf('a'));
		await first.waitUntilIdle();
		const second = await host({
			...restartedWith(first.database),
			workerNodeType: anotherProcess(),
		});
		const webhookOfSecond = webhookAt(webhook, first, second);
		for (const id of ['a', 'b', 'b']) {
			expect(await post(webhookOfSecond, bodyOf(id))).toBe(200);
			await second.waitUntilIdle();
		}
		expect(outputs(first).map((item) => item?.delivery_id)).toEqual(['a', undefined, 'b']);
		// An execution that is resumed after a crash does not count as a duplicate of itself
		await second.rerunLast();
		expect(outputs(first).at(-1)).toMatchObject({ delivery_id: 'b' });
		// If the worker stored static data, it would replace the registration
		expect(first.storedStaticData()).toMatchObject({ registration: { secret: webhook.secret } });
	});

	test('keeps all IDs when executions end out of order', async () => {
		const ends: Array<() => void> = [];
		const beforeFinish = () => new Promise<void>((resolve) => ends.push(resolve));
		const first = await active({ beforeFinish });
		const [webhook] = registered();
		for (const id of ['a', 'b', 'c']) await post(webhook, bodyOf(id));
		while (ends.length < 3) await new Promise(setImmediate);
		for (const end of [2, 0, 1]) {
			ends[end]();
			await new Promise((done) => setTimeout(done, 20));
		}
		await first.waitUntilIdle();
		expect(first.storedStaticData().seen).toEqual(['a', 'b', 'c']);
	});

	test('keeps the new secret when executions with the old one end', async () => {
		const ends: Array<() => void> = [];
		const beforeFinish = () => new Promise<void>((resolve) => ends.push(resolve));
		const first = await active({ beforeFinish });
		await deliver();
		while (ends.length === 0) await new Promise(setImmediate);
		await first.deactivate();
		await first.activate();
		ends[0]();
		await first.waitUntilIdle();
		const [{ secret }] = registered();
		expect(first.storedStaticData()).toMatchObject({ registration: { secret } });
		expect(await statuses(deliver())).toEqual([200]);
	});

	/** Whatever began before the registration ends, and n8n stores the static data that it began with. */
	test.each<[string, () => Promise<unknown>]>([
		['refused', () => deliver({ forged: 'key' })],
		['unsigned', () => deliver({ forged: 'unsigned' })],
		['accepted', () => deliver()],
	])('is written back by a delivery that is %s', async (_, send) => {
		const first = await active();
		const [webhook] = registered();
		await post(webhook, bodyOf('before'));
		await first.waitUntilIdle();
		const others = { 'node:Other': { state: 1 } };
		first.database.staticData = JSON.stringify(others);
		await send();
		await first.waitUntilIdle();
		expect(first.storedStaticData()).toMatchObject({
			registration: { secret: webhook.secret },
			seen: expect.arrayContaining(['before']) as unknown,
		});
		expect(JSON.parse(first.database.staticData)).toMatchObject(others);
		// A start of n8n reads what is stored
		const second = await restarted(first.database);
		const webhookOfSecond = webhookAt(webhook, first, second);
		expect(await post(webhookOfSecond, bodyOf('after'))).toBe(200);
		const { length } = first.database.executions;
		expect(await post(webhookOfSecond, bodyOf('before'))).toBe(200);
		expect(first.database.executions).toHaveLength(length);
		await first.deactivate();
		expect(registered()).toEqual([]);
	});

	test('is not taken from an execution without it for one that n8n runs again', async () => {
		const first = await active();
		const [webhook] = registered();
		await post(webhook, bodyOf('a'));
		await first.waitUntilIdle();
		const before = first.database.staticData;
		const second = await host({
			...restartedWith(first.database),
			workerNodeType: anotherProcess(),
		});
		await second.rerunLast();
		expect(first.database.staticData).toBe(before);
	});

	test('that is lost is told to LeadLex', async () => {
		const first = await active();
		const [webhook] = registered();
		first.database.staticData = '{}';
		const second = await restarted(first.database);
		const response = await fetch(webhookAt(webhook, first, second).url, {
			method: 'POST',
			body: '{}',
		});
		expect(response.status).toBe(401);
		expect(await response.text()).toContain('Switch the workflow off and on');
	});

	test.each<[string, unknown]>([
		['text', 'damaged'],
		['registration null', { registration: null, seen: null }],
		['registration text', { registration: 'damaged', seen: [] }],
		['an ID that is none', { registration: { id: {}, secret: 's', since: 1 } }],
		['a time that is none', { registration: { id: 'a', secret: 's', since: 'now' } }],
		['IDs that are none', { registration: {}, seen: [null, 7] }],
		['IDs that are no list', { registration: {}, seen: { a: 1 } }],
	])('that is damaged is begun anew: %s', async (_, damaged) => {
		const database: Database = { ...emptyDatabase() };
		database.staticData = JSON.stringify({ 'node:Trigger': damaged });
		const trigger = await host({ database, nodeType: anotherProcess() });
		const url = `${trigger.url}/webhook/f3b1c2d4-5a69-4d0e-9c11-7f1f0f1c2a3b/webhook`;
		expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(401);
		database.staticData = JSON.stringify({ 'node:Trigger': damaged });
		await trigger.activate();
		expect(await statuses(deliver())).toEqual([200]);
		await trigger.deactivate();
		expect(registered()).toEqual([]);
	});

	test('is taken from a process that registered later', async () => {
		const first = await active();
		await post(registered()[0], bodyOf('a'));
		await first.waitUntilIdle();
		const second = await restarted(first.database);
		await second.deactivate();
		await second.activate();
		const [webhook] = registered();
		expect(await post(webhookAt(webhook, second, first), bodyOf('b'))).toBe(200);
		expect(await post({ ...webhook, secret: 'whsec_old' }, bodyOf('c'))).toBe(401);
	});
});
