import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axios from 'axios';
import { startSandbox } from '../../tools/mockServers';
import type { DeliveryOptions } from '../../tools/mockServers';
import { leadLexTest } from './leadlexClient';

const leadlex = leadLexTest();

interface Received {
	path: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** Plays n8n: stores the deliveries that arrive, and responds with the next of these statuses, else 200. */
let receiver: Server;
let received: Received[];
let statuses: number[];
let url: string;

beforeAll(async () => {
	receiver = createServer((request, response) => {
		let body = '';
		request.on('data', (part: Buffer) => (body += part.toString()));
		request.on('end', () => {
			received.push({ path: request.url ?? '', headers: request.headers, body });
			response.writeHead(statuses.shift() ?? 200).end('seen');
		});
	});
	await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
	url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
beforeEach(() => {
	received = [];
	statuses = [];
});
afterAll(() => void receiver.close());

async function register(properties: object = {}): Promise<{ id: string; secret: string }> {
	const body = { url: `${url}/hook`, events: ['contact.created'], ...properties };
	const { data } = await leadlex.api.post('/v1/webhooks', body);
	return data.data.webhook as { id: string; secret: string };
}

const data = { contact: { id: 'c-1', full_name: 'Zoë' } };
const deliver = (options?: DeliveryOptions, event = 'contact.created') =>
	leadlex.leadLex.deliver(event, data, options);

const signature = (secret: string, body: string) =>
	`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

describe('a delivery', () => {
	test('is signed over its body with the whole secret', async () => {
		const { secret } = await register();
		const before = Date.now();
		const [delivery] = await deliver();
		const [{ headers, body, path }] = received;
		expect(path).toBe('/hook');
		expect(headers).toMatchObject({
			'content-type': 'application/json',
			'user-agent': 'LeadLex-Webhook/1.0',
			'x-leadlex-signature': signature(secret, body),
			'x-leadlex-delivery-id': delivery.deliveryId,
		});
		const sentAt = Date.parse(String(headers['x-leadlex-timestamp']));
		expect(sentAt).toBeGreaterThanOrEqual(before);
		expect(JSON.parse(body)).toEqual({
			event: 'contact.created',
			delivery_id: delivery.deliveryId,
			data,
			workspace_id: 'w_sandbox',
			occurred_at: expect.stringMatching(/^\d{4}-.*Z$/),
		});
		expect(delivery).toMatchObject({ attempt: 1, status: 200, response: 'seen', body });
	});

	test('can have the body of the catalog', async () => {
		await register();
		const [{ deliveryId: id }] = await deliver({ envelope: 'catalog' });
		const sent = { id: `evt_${id}`, type: 'contact.created', created_at: expect.anything(), data };
		expect(JSON.parse(received[0].body)).toEqual(sent);
	});

	test('goes to every active webhook with its event', async () => {
		const wanting = [await register(), await register({ url: `${url}/all` })];
		await register({ url: `${url}/other`, events: ['deal.created'] });
		await register({ url: `${url}/off`, active: false });
		const ids = (await deliver()).map(({ webhookId }) => webhookId);
		expect(ids).toEqual(wanting.map(({ id }) => id));
		expect(received.map(({ path }) => path).sort()).toEqual(['/all', '/hook']);
		expect(await deliver({}, 'email.sent')).toEqual([]);
	});

	test('can arrive twice at the same moment', async () => {
		await register();
		await deliver({ twice: true });
		expect(received).toHaveLength(2);
		expect(received[0].body).toBe(received[1].body);
		const ids = received.map(({ headers }) => headers['x-leadlex-delivery-id']);
		expect(new Set(ids).size).toBe(1);
	});
});

describe('a forgery', () => {
	const forge = async (forged: DeliveryOptions['forged']) => {
		const { secret } = await register();
		await deliver({ forged });
		const [{ headers, body }] = received;
		const { occurred_at } = JSON.parse(body) as { occurred_at: string };
		const age = Date.now() - Date.parse(occurred_at);
		const signed = headers['x-leadlex-signature'];
		return { isSigned: signed === signature(secret, body), signed, body, isOld: age > 86_400_000 };
	};

	test.each(['key', 'body'] as const)('by %s has a wrong signature', async (forged) => {
		const { isSigned, signed, isOld } = await forge(forged);
		expect([isSigned, isOld]).toEqual([false, false]);
		expect(signed).toMatch(/^sha256=[0-9a-f]{64}$/);
	});

	test('of the body has other data', async () => {
		expect(JSON.parse((await forge('body')).body)).toMatchObject({ data: { forged: true } });
	});

	test('of the timestamp is signed, and old', async () => {
		expect(await forge('timestamp')).toMatchObject({ isSigned: true, isOld: true });
	});

	test('without a signature has none, and is not in the log', async () => {
		expect((await forge('unsigned')).signed).toBeUndefined();
		expect(leadlex.leadLex.state.webhookLogs.size).toBe(0);
	});
});

describe('retries', () => {
	test('repeat the same delivery until a 2xx', async () => {
		const { id } = await register();
		statuses = [500, 302];
		const deliveries = await deliver({ retry: 0 });
		expect(deliveries.map(({ attempt, status }) => [attempt, status])).toEqual([
			...[
				[1, 500],
				[2, 302],
			],
			[3, 200],
		]);
		expect(new Set(received.map(({ body }) => body)).size).toBe(1);
		const { data: logs } = await leadlex.api.get(`/v1/webhooks/${id}/logs`, { status: 'failed' });
		expect(logs.data.logs).toMatchObject([
			{ attempt: 2, response_status_code: 302, event: 'contact.created', error: null },
			{ attempt: 1, response_status_code: 500, response_body: 'seen' },
		]);
		const hooks = await leadlex.api.get('/v1/webhooks');
		expect(hooks.data.data.webhooks).toMatchObject([{ last_delivery_status: 'success' }]);
	});

	test('end after six attempts, and are off by default', async () => {
		await register();
		statuses = Array.from({ length: 10 }, () => 500);
		expect(await deliver()).toHaveLength(1);
		expect(await deliver({ retry: 0 })).toHaveLength(6);
	});

	test('wait as documented, scaled', async () => {
		await register();
		statuses = [500, 500];
		const start = performance.now();
		// 30 s and 2 min
		await deliver({ retry: 0.001 });
		// Timers of Node may fire up to a millisecond early
		expect(performance.now() - start).toBeGreaterThanOrEqual(148);
	});

	test('can have a new ID each', async () => {
		await register();
		statuses = [500];
		const ids = (await deliver({ retry: 0, newIdOnRetry: true })).map(
			(delivery) => delivery.deliveryId,
		);
		expect(new Set(ids).size).toBe(2);
		expect(JSON.parse(received[1].body)).toMatchObject({ delivery_id: ids[1] });
	});

	test('end if nothing listens, with the deletion of the webhook, and with a reset', async () => {
		await register({ url: 'http://127.0.0.1:1/' });
		const [unreachable] = await deliver({});
		expect(unreachable).toMatchObject({ error: expect.stringContaining('fetch failed') });
		expect(unreachable.status).toBeUndefined();
		leadlex.leadLex.reset();
		const { id } = await register();
		statuses = [500, 500, 500];
		const deleted = deliver({ retry: 0.001 });
		while (received.length === 0) await new Promise(setImmediate);
		await leadlex.api.delete(`/v1/webhooks/${id}`);
		expect(await deleted).toHaveLength(1);
		await register();
		const reset = deliver({ retry: 0.001 });
		while (received.length === 1) await new Promise(setImmediate);
		leadlex.leadLex.reset();
		await reset;
		expect(received).toHaveLength(2);
	});

	test('end when the sandbox stops', async () => {
		const otherSandbox = await startSandbox();
		const events = ['contact.created'];
		const hook = { id: 'w', url: `${url}/hook`, events, active: true, secret: 's' };
		otherSandbox.leadLex.state.webhooks.set('w', hook);
		statuses = [500, 500];
		const stopped = otherSandbox.leadLex.deliver('contact.created', data, { retry: 0.001 });
		while (received.length === 0) await new Promise(setImmediate);
		await otherSandbox.stop();
		expect(await stopped).toHaveLength(1);
	});
});

describe('the control over HTTP', () => {
	const control = (body: unknown) =>
		axios.post<unknown>(`${leadlex.leadLex.url}/__sandbox/deliver`, body, {
			validateStatus: () => true,
		});

	test('delivers an event with options', async () => {
		const { id } = await register();
		statuses = [500];
		const options = { envelope: 'catalog', retry: 0 };
		const response = await control({ event: 'contact.created', data, options });
		expect([response.status, response.data]).toMatchObject([
			200,
			[
				{ webhookId: id, status: 500 },
				{ webhookId: id, status: 200 },
			],
		]);
		expect(received[1].body).toContain('"type":"contact.created"');
	});

	test.each([
		[undefined],
		[{ data: {} }],
		[{ event: 'contact.created', optoins: {} }],
		[{ event: 'contact.created', options: { forged: 'signature' } }],
		[{ event: 'contact.created', options: { twise: true } }],
	])('rejects %j with the options that exist', async (body) => {
		await register();
		const { status, data: error } = await control(body);
		expect([status, error]).toEqual([400, { error: expect.stringContaining('unsigned') }]);
		expect(received).toEqual([]);
	});
});
