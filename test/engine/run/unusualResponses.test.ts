/** Connections that fail early and responses that are seldom seen, over real HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useWorld } from '../../support/useWorld';
import type { World } from '../../support/world';

const world = useWorld();
const IN_DOUBT = /may have/;

type Reply = [status: number, headers: Record<string, string>, body: Buffer | string];
const JSON_TYPE = { 'Content-Type': 'application/json' };
const replies: Reply[] = [];
const requests: IncomingMessage[] = [];
const server = createServer((request, response) => {
	requests.push(request);
	request.resume().on('end', () => {
		const [status, headers, body] = replies.shift() ?? [500, {}, ''];
		response.writeHead(status, headers).end(body);
	});
});
let ours: World;

beforeAll(async () => {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	ours = await world.withCredentials({ leadLex: { baseUrl }, voxworks: { baseUrl } });
});
afterAll(() => void server.close());
beforeEach(() => {
	ours.renewKeys();
	replies.length = 0;
	requests.length = 0;
});

const ID = '123e4567-e89b-12d3-a456-426614174000';
const get: INodeParameters = { resource: 'note', operation: 'get', noteId: ID };
const remove: INodeParameters = { resource: 'note', operation: 'delete', noteId: ID };
const update: INodeParameters = {
	...{ resource: 'note', operation: 'update', noteId: ID },
	updateFields: { content: 'Called' },
};
const create: INodeParameters = { resource: 'contact', operation: 'create', fullName: 'Jane Doe' };
const exportFile: INodeParameters = { resource: 'deal', operation: 'export' };
const scan: INodeParameters = {
	...{ resource: 'enrichment', operation: 'scanBusinessCard', imageSource: 'url' },
	imageUrl: 'https://example.com/card.jpg',
};

async function run(parameters: INodeParameters, runIn = ours): Promise<IDataObject> {
	const { main } = await runIn.run('leadLex', parameters, [{}], {
		onError: 'continueRegularOutput',
	});
	expect(main[0]).toHaveLength(1);
	return main[0][0].json;
}

/** Runs a create against another server, which must get no request. */
async function runAt(baseUrl: string, options: INodeParameters = {}): Promise<IDataObject> {
	return await run({ ...create, options }, await world.withCredentials({ leadLex: { baseUrl } }));
}

const nothingSent = expect.stringMatching(/^Nothing was sent\./) as unknown;

describe('nothing was sent', () => {
	const isN8n1 = process.env.ENGINE_OF_N8N_1 !== undefined;

	test('when a TLS handshake gets no answer', async () => {
		const sockets: Socket[] = [];
		const silent = createTcpServer((socket) => void sockets.push(socket.on('error', () => {})));
		silent.listen(0, '127.0.0.1');
		await once(silent, 'listening');
		const { port } = silent.address() as AddressInfo;
		const json = await runAt(`https://127.0.0.1:${port}`, { requestTimeout: 500 });
		for (const socket of sockets) socket.destroy();
		silent.close();
		// n8n 1 passes on no more than the code of an error
		expect(json.message).toEqual(isN8n1 ? expect.stringMatching(IN_DOUBT) : nothingSent);
	});

	test('when all addresses of a host refuse the connection', async () => {
		const closed = createTcpServer().listen(0, '127.0.0.1');
		await once(closed, 'listening');
		const { port } = closed.address() as AddressInfo;
		closed.close();
		expect((await runAt(`http://localhost:${port}`)).message).toEqual(nothingSent);
	});

	test('when the values are nested too deeply, and the next run goes on', async () => {
		const upsert = (json: string): INodeParameters => ({
			...{ resource: 'object', operation: 'upsert', additionalBodyFields: json },
		});
		const items = Array.from({ length: 120 }, () => ({}));
		const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`;
		const settings = { onError: 'continueRegularOutput' } as const;
		const { main } = await ours.run('voxworks', upsert(deep), items, settings);
		expect(main[0]).toHaveLength(120);
		expect(main[0]).toMatchObject(
			items.map(() => ({
				json: { error: 'The values of this item are nested too deeply', message: nothingSent },
			})),
		);
		expect(requests).toEqual([]);
		replies.push([200, JSON_TYPE, '{"success":true,"object_id":"o1"}']);
		const next = await ours.run('voxworks', upsert('{"a":1}'), [{}], settings);
		expect(next.main[0]).toMatchObject([{ json: { object_id: 'o1' } }]);
	});
});

describe('a retry', () => {
	test('waits while the API still processes its first attempt', async () => {
		replies.push(
			[502, {}, ''],
			[409, JSON_TYPE, '{"error":{"code":"conflict","message":"Request in progress"}}'],
			[200, JSON_TYPE, '{"data":{"fields":{"email":"jane@acme.com"}}}'],
		);
		expect(await run(scan)).toMatchObject({ fields: { email: 'jane@acme.com' } });
		expect(new Set(requests.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
		expect(requests).toHaveLength(3);
	});

	test('waits for the time that a 503 names', async () => {
		const startedAt = Date.now();
		replies.push([503, { 'Retry-After': '1' }, ''], [200, JSON_TYPE, `{"data":{"id":"${ID}"}}`]);
		expect(await run(get)).toMatchObject({ id: ID });
		expect(Date.now() - startedAt).toBeGreaterThan(900);
	});

	test('follows a success that says too many requests', async () => {
		replies.push(
			[200, { ...JSON_TYPE, 'Retry-After': '1' }, '{"error":"Too many requests"}'],
			[200, JSON_TYPE, `{"data":{"id":"${ID}"}}`],
		);
		expect(await run(get)).toMatchObject({ id: ID });
	});
});

describe('a response', () => {
	test('with broken compression is not blamed on Base URL', async () => {
		const broken: Reply = [200, { ...JSON_TYPE, 'Content-Encoding': 'gzip' }, 'no gzip'];
		replies.push(broken, broken, broken);
		const { error, message } = await run(get);
		expect(`${error as string} ${message as string}`).not.toMatch(/Base URL|not go through/);
	});

	test('with headers that are too large is not blamed on Base URL', async () => {
		const large: Reply = [200, { ...JSON_TYPE, 'X-Large': 'x'.repeat(100_000) }, '{}'];
		replies.push(large, large, large);
		const { error, message } = await run(get);
		expect(`${error as string} ${message as string}`).not.toMatch(/Base URL|not go through/);
	});

	test('of a firewall is not blamed on the key', async () => {
		replies.push([403, { 'Content-Type': 'text/html' }, '<html><body>Blocked</body></html>']);
		const { error, message } = await run(get);
		expect(`${error as string} ${message as string}`).not.toMatch(/\bkey\b.*(wrong|permission)/i);
	});

	test.each(['OK', '"OK"', ''])('%j to a delete is a success', async (body) => {
		replies.push([200, { 'Content-Type': 'text/plain' }, body]);
		expect(await run(remove)).not.toHaveProperty('error');
	});

	test('204 to an update returns the ID', async () => {
		replies.push([204, {}, '']);
		expect(await run(update)).toMatchObject({ id: ID });
	});

	test.each<[string, Reply]>([
		['204', [204, {}, '']],
		['null', [200, JSON_TYPE, 'null']],
		['null as data', [200, JSON_TYPE, '{"data":null}']],
	])('%s to a read is no empty success', async (_, reply) => {
		replies.push(reply, reply, reply);
		expect(await run(get)).toHaveProperty('error');
	});

	test('shows no key in the names of its properties', async () => {
		const key = ours.secretOf('leadLex');
		const escaped = [...key]
			.map((character) => `\\u00${character.charCodeAt(0).toString(16)}`)
			.join('');
		// Once JSON is parsed, the percent sign begins an escape of a URL
		const twice = `\\u0025${key.charCodeAt(0).toString(16)}${key.slice(1)}`;
		for (const name of [key, `x-${key}`, escaped, twice]) {
			const inner = `{"${name}":{"${name}":"a"}}`;
			replies.push([200, JSON_TYPE, `{"data":{"id":"${ID}","list":[${inner}],"inner":${inner}}}`]);
			const output = JSON.stringify(await run({ ...get, simplify: false }));
			expect(output).toContain(name.startsWith('x-') ? '"x-***":"a"' : '"***":"a"');
			expect(output).not.toContain(key);
		}
	});

	test('in ISO-8859-1 is read as such', async () => {
		const body = Buffer.from(`{"data":{"id":"${ID}","content":"Zoë"}}`, 'latin1');
		replies.push([200, { 'Content-Type': 'application/json; charset=ISO-8859-1' }, body]);
		expect(await run(get)).toMatchObject({ content: 'Zoë' });
	});
});

describe('an export', () => {
	test.each<[string, Reply]>([
		['a web page', [200, { 'Content-Type': 'text/html' }, '<html>Sign in</html>']],
		['an error object', [200, JSON_TYPE, '{"error":{"message":"No export"}}']],
		['202', [202, JSON_TYPE, '{"status":"queued"}']],
		['204', [204, {}, '']],
	])('answered with %s is no file', async (_, reply) => {
		replies.push(reply, reply, reply);
		expect(await run(exportFile)).toHaveProperty('error');
	});

	test('comes out as the bytes that were sent', async () => {
		const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x5a, 0x6f, 0xeb, 0x0d, 0x0a, 0xff]);
		replies.push([200, { 'Content-Type': 'text/csv' }, bytes]);
		const { main } = await ours.run('leadLex', exportFile, [{}]);
		expect(Buffer.from(main[0][0].binary!.data.data, 'base64')).toEqual(bytes);
	});
});
