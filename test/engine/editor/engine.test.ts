/** Tests the engine of tools/engine with n8n's own nodes. */
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IConnections, INode, INodeParameters } from 'n8n-workflow';

import { createEngine } from '../../../tools/engine';
import type { Engine, WorkflowJson } from '../../../tools/engine';

let engine: Engine;
let server: Server;
let address: string;
let received: Array<Pick<IncomingMessage, 'url' | 'headers'>> = [];

beforeAll(async () => {
	server = createServer((request, response) => {
		received.push({ url: request.url, headers: request.headers });
		const isAuthorized = request.headers.authorization === 'token secret';
		response.writeHead(isAuthorized ? 200 : 401, { 'Content-Type': 'application/json' });
		response.end(JSON.stringify({ isAuthorized }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	engine = await createEngine({
		credentials: { githubApi: { accessToken: 'secret', server: address } },
	});
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
	received = [];
});

const base = (name: string) => `n8n-nodes-base.${name}`;

const edit = (name: string, value: string, typeVersion = 3.4) => ({
	type: base('set'),
	typeVersion,
	parameters: {
		assignments: { assignments: [{ id: name, name, value, type: 'string' }] },
	} as INodeParameters,
});

/** Returns a workflow with a Manual Trigger, followed by the nodes in a row. */
function chain(...steps: Array<Partial<INode> & { name: string }>): WorkflowJson {
	const trigger = { name: 'Start', type: base('manualTrigger'), parameters: {} };
	const nodes = [trigger, ...steps].map((node, column) => ({
		id: node.name,
		typeVersion: 1,
		position: [column * 200, 0],
		...node,
	})) as INode[];
	const connections: IConnections = {};
	nodes.slice(0, -1).forEach(({ name }, index) => {
		connections[name] = { main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] };
	});
	return { nodes, connections };
}

describe('runNode', () => {
	test('gives the node its items and evaluates expressions for each', async () => {
		const { main, error } = await engine.runNode(edit('called', '={{ $json.phone }}!'), [
			{ phone: '0491 570 006' },
			{ phone: '0491 570 156' },
		]);
		expect(error).toBeUndefined();
		expect(main).toEqual([
			[
				{ json: { called: '0491 570 006!' }, pairedItem: { item: 0 } },
				{ json: { called: '0491 570 156!' }, pairedItem: { item: 1 } },
			],
		]);
	});

	test("supports n8n's functions and dates in expressions", async () => {
		const value =
			"={{ $json.name.toTitleCase() }} {{ $json.born.toDateTime().plus(1, 'day').year }}";
		const { main } = await engine.runNode(edit('text', value), [
			{ name: 'jane doe', born: '1999-12-31' },
		]);
		expect(main[0][0].json).toEqual({ text: 'Jane Doe 2000' });
	});

	test('does not run a node without items', async () => {
		const { main, error } = await engine.runNode(edit('a', 'b'), []);
		expect(main).toEqual([]);
		expect(error).toBeUndefined();
	});

	test('returns the error and no output of a node that stops', async () => {
		const { main, error, run } = await engine.runNode(
			{ type: base('stopAndError'), parameters: { errorMessage: '={{ $json.reason }}' } },
			[{ reason: 'Enough' }],
		);
		expect(main).toEqual([]);
		expect(error).toMatchObject({ name: 'NodeOperationError', message: 'Enough' });
		expect(run.status).toBe('error');
	});

	test('refuses a blank required field, as n8n does', async () => {
		const { error, run } = await engine.runNode(
			{ type: base('httpRequest'), typeVersion: 4.2, parameters: { url: '' } },
			[{}],
		);
		expect(error?.message).toContain('Parameter "URL" is required');
		expect(run.status).toBe('error');
	});

	test('returns two outputs when errors go to a branch', async () => {
		const { main, error } = await engine.runNode(
			{
				type: base('httpRequest'),
				typeVersion: 4.2,
				parameters: { url: `={{ $json.url }}` },
				onError: 'continueErrorOutput',
			},
			[{ url: 'not an address' }, { url: 'neither' }],
		);
		expect(error).toBeUndefined();
		expect(main.map((branch) => branch.length)).toEqual([0, 2]);
		expect(main[1][0].json).toMatchObject({ url: 'not an address', error: expect.anything() });
		expect(main[1][1].pairedItem).toEqual({ item: 1 });
	});

	test('retries a node with Retry On Fail', async () => {
		const { error } = await engine.runNode(
			{
				type: base('httpRequest'),
				typeVersion: 4.2,
				parameters: { url: address },
				retryOnFail: true,
				maxTries: 3,
				waitBetweenTries: 1,
			},
			[{}],
		);
		expect(error?.httpCode).toBe('401');
		expect(received).toHaveLength(3);
	});
});

describe('run', () => {
	test('reads a CSV file with accents and leading zeros', async () => {
		const file = path.join(__dirname, '../../../examples/people.csv');
		const run = await engine.run(
			chain(
				{ name: 'Read', type: base('readWriteFile'), parameters: { fileSelector: file } },
				{ name: 'Rows', type: base('extractFromFile'), parameters: {} },
			),
		);
		expect(run.status).toBe('success');
		const rows = run.data.resultData.runData.Rows[0].data!.main[0]!.map(({ json }) => json);
		expect(rows).toHaveLength(250);
		expect(rows[0]).toMatchObject({ first_name: 'João', phone_number: '0491 570 006' });
	});

	test('resolves the paired item of an earlier node', async () => {
		const run = await engine.run(
			chain(
				{ name: 'Number', ...edit('number', '={{ $json.id }}') },
				{ name: 'Name', ...edit('name', "={{ $('Start').item.json.name }}") },
			),
			{
				pinData: {
					Start: [{ json: { id: 1, name: 'Ann' } }, { json: { id: 2, name: 'Bo' } }],
				},
			},
		);
		const items = run.data.resultData.runData.Name[0].data!.main[0]!;
		expect(items.map(({ json }) => json)).toEqual([{ name: 'Ann' }, { name: 'Bo' }]);
	});

	test('starts at the trigger with pinned items', async () => {
		const { nodes, connections } = chain({
			name: 'Phone',
			...edit('phone', '={{ $json.body.phone }}'),
		});
		nodes[0] = { ...nodes[0], type: base('webhook'), typeVersion: 2, parameters: { path: 'x' } };
		const pinData = { Start: [{ json: { body: { phone: '0491 570 006' } } }] };
		const run = await engine.run({ nodes, connections, pinData });
		const items = run.data.resultData.runData.Phone[0].data!.main[0]!;
		expect(items[0].json).toEqual({ phone: '0491 570 006' });
	});

	test('returns an error for a workflow without a trigger', async () => {
		const run = await engine.run({ nodes: [], connections: {} });
		expect(run.data.resultData.error?.message).toMatch('No node to start');
	});

	test('does not change the workflow that it runs', async () => {
		const workflow = chain({ name: 'Edit', ...edit('a', 'b') });
		const pinData = { Start: [{ json: { a: 1 } }] };
		const before = JSON.stringify([workflow, pinData]);
		await engine.run(workflow, { pinData });
		expect(JSON.stringify([workflow, pinData])).toBe(before);
	});

	test('stops when its signal is aborted', async () => {
		const stop = new AbortController();
		const run = await engine.run(
			chain(
				{ name: 'First', type: base('noOp'), parameters: {} },
				{ name: 'Second', type: base('noOp'), parameters: {} },
			),
			{ signal: stop.signal, onNodeStart: (name) => name === 'First' && stop.abort() },
		);
		expect(run.status).toBe('canceled');
		expect(Object.keys(run.data.resultData.runData)).toEqual(['Start', 'First']);
	});

	test('reports each node that it starts', async () => {
		const names: string[] = [];
		await engine.run(chain({ name: 'Nothing', type: base('noOp'), parameters: {} }), {
			onNodeStart: (name) => names.push(name),
		});
		expect(names).toEqual(['Start', 'Nothing']);
	});
});

describe('credentials', () => {
	test('reach the nodes that use their type', async () => {
		const { main, error } = await engine.runNode(
			{
				type: base('httpRequest'),
				typeVersion: 4.2,
				parameters: {
					url: address,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'githubApi',
				},
			},
			[{}],
		);
		expect(error).toBeUndefined();
		expect(main[0][0].json).toEqual({ isAuthorized: true });
	});

	test('are tested with their own request', async () => {
		const right = await engine.testCredential('githubApi', {
			server: address,
			accessToken: 'secret',
		});
		const wrong = await engine.testCredential('githubApi', { server: address, accessToken: 'x' });
		expect(right.status).toBe('OK');
		expect(wrong).toEqual({ status: 'Error', message: 'Unauthorized' });
		expect(received[0].url).toBe('/user');
	});
});
