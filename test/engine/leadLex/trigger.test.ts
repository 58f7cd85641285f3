/** Tests LeadLex Trigger over real HTTP: it registers in the sandbox, which sends it deliveries. */
import { createHmac, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { INodeParameters, INodeType } from 'n8n-workflow';

import type { Database, HostOptions, TriggerHost } from '../../../tools/engine';
import type { DeliveryOptions, LeadLexWebhook } from '../../../tools/mockServers';
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

/** Loads the node anew, as another process would, so that it shares no memory. */
function anotherProcess(): INodeType {
	let node!: INodeType;
	jest.isolateModules(() => {
		const file = join(root, 'dist/nodes/LeadLex/LeadLexTrigger.node.js');
		const { LeadLexTrigger } = jest.requireActual<{ LeadLexTrigger: new () => INodeType }>(file);
		node = new LeadLexTrigger();
	});
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

	test.each([-6, 6])('rejects a timestamp that is %d minutes off', async (minutes) => {
		const trigger = await active();
		const [webhook] = registered();
		const timestamp = (off: number) => ({
			'X-LeadLex-Timestamp': new Date(Date.now() + off * 60_000).toISOString(),
		});
		expect(await post(webhook, bodyOf('d'), timestamp(minutes))).toBe(401);
		expect(await post(webhook, bodyOf('d'), timestamp((minutes * 4.9) / 6))).toBe(200);
		expect(trigger.database.executions).toHaveLength(1);
	});

	test('requires a timestamp and ignores the age of the event', async () => {
		await active();
		const [webhook] = registered();
		for (const timestamp of ['yesterday', '']) {
			expect(await post(webhook, bodyOf('d'), { 'X-LeadLex-Timestamp': timestamp })).toBe(401);
		}
		const old = bodyOf('d', { occurred_at: '2020-01-01T00:00:00Z' });
		expect(await post(webhook, old)).toBe(200);
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
		const trigger = await active({
			beforeStore: () => new Promise((done) => setTimeout(done, 50)),
		});
		const sent = await deliver({ twice: true });
		// The copy may get a 503, after which LeadLex retries it
		expect(sent.map(({ status }) => status).sort()).toEqual([200, 503]);
		const [webhook] = registered();
		expect(await post(webhook, sent[0].body)).toBe(200);
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
		const first = await active({ isWorker: true });
		const [webhook] = registered();
		await post(webhook, bodyOf('a'));
		await first.waitUntilIdle();
		const second = await host({ ...restartedWith(first.database), isWorker: true });
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

	test('keeps the secret in the process when static data is overwritten', async () => {
		const first = await active();
		first.database.staticData = '{}';
		expect(await statuses(deliver())).toEqual([200]);
		await first.waitUntilIdle();
		// An execution that started without the secret must not store static data without it
		expect(first.storedStaticData()).toEqual({});
		await first.deactivate();
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
