/** Tests the Voxworks Trigger in a real n8n. The suite has its own n8n and sandbox, since it restarts n8n. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { beginCall, finishCall, providers, startSandbox } from '../../../tools/mockServers';
import type { Sandbox, VoxworksCall } from '../../../tools/mockServers';
import { connect, installPackage, N8nClient, n8nVersion } from '../../../tools/n8n';
import { packPackage, startN8n } from '../../../tools/n8n';
import type { N8n, Workflow } from '../../../tools/n8n';
import { errorOf, node, outputsOf, switchOn } from '../support';

const NODE = 'Voxworks Trigger';
const { parameters: EVERY_FIVE_SECONDS } = providers.voxworks.scenario.trigger!;
const DAY = 24 * 60 * 60_000;

test.describe.configure({ mode: 'serial', timeout: 300_000 });

let sandbox: Sandbox;
let userFolder: string;
let main: N8n;
let client: N8nClient;
let credential: { id: string; name: string };

test.beforeAll(async () => {
	userFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-polling-'));
	sandbox = await startSandbox();
	await installPackage(await packPackage(), userFolder);
	main = await startN8n({ userFolder });
	client = await connect(main.url);
	const data = sandbox.voxworks.credential;
	const saved = await client.saveCredential({ name: 'Sandbox', type: 'voxworksApi', data });
	credential = { id: saved.id, name: saved.name };
});
test.beforeEach(() => sandbox.voxworks.reset());
test.afterEach(async () => {
	sandbox.voxworks.faults.clear();
	for (const workflow of await client.listWorkflows()) {
		if (workflow.active) await client.deactivate(workflow);
	}
});
test.afterAll(async () => {
	await main?.stop();
	await sandbox?.stop();
	rmSync(userFolder, { recursive: true, force: true });
});

/** Ends n8n, with SIGKILL as in a crash, and restarts it with the same data at the same address. */
async function restart(signal: 'SIGTERM' | 'SIGKILL', meanwhile: () => void): Promise<void> {
	if (signal === 'SIGTERM') await main.stop();
	else process.kill(-main.pid, 'SIGKILL');
	await main.exited;
	meanwhile();
	main = await startN8n({ userFolder, port: Number(new URL(main.url).port) });
	client = new N8nClient(main.url, client.cookie);
}

const workflowOf = (parameters: INodeParameters = {}) => ({
	name: 'Polling',
	nodes: [
		node(
			'n8n-nodes-contactlink.voxworksTrigger',
			NODE,
			{
				...EVERY_FIVE_SECONDS,
				...parameters,
			},
			{ credentials: { voxworksApi: credential } },
		),
	],
	connections: {},
	settings: { executionOrder: 'v1' as const },
});

async function activated(parameters?: INodeParameters): Promise<Workflow> {
	const workflow = await client.saveWorkflow(workflowOf(parameters));
	await switchOn(client, workflow);
	return workflow;
}

const server = () => sandbox.voxworks;
const addOpenCall = (id: string, properties: Partial<VoxworksCall> = {}) =>
	void beginCall(server().state, { id, ...properties });
const addEndedCall = (id: string, properties: Partial<VoxworksCall> = {}) =>
	addOpenCall(id, { status: 'completed', ...properties });
const endCall = (id: string) => void finishCall(server().state, id);

const listRequests = () =>
	server().requests.filter(({ path: requestPath }) => requestPath === '/api/v1/calls').length;
async function waitForPolls(count: number): Promise<void> {
	const before = listRequests();
	await expect.poll(listRequests, { timeout: 60_000 }).toBeGreaterThanOrEqual(before + count);
}

/** Returns the calls that started executions, in any order. */
async function items(workflow: Workflow): Promise<IDataObject[]> {
	const executions = await client.listExecutions(workflow);
	const ended = executions.filter(({ status, mode }) => status === 'success' && mode === 'trigger');
	const details = await Promise.all(ended.map(async ({ id }) => await client.waitForExecution(id)));
	return details.flatMap((execution) =>
		(outputsOf(execution, NODE)[0] ?? []).map(({ json }) => json),
	);
}
const ids = async (workflow: Workflow) =>
	(await items(workflow)).map(({ id }) => String(id)).sort();

test('each ended call starts the workflow once, and other calls do not', async () => {
	addEndedCall('before');
	addOpenCall('open');
	const workflow = await activated({ filters: { type: 'outbound' } });
	addEndedCall('new');
	addOpenCall('still open');
	addEndedCall('of another type', { type: 'web' });
	endCall('open');
	await expect.poll(() => ids(workflow)).toEqual(['new', 'open']);
	await waitForPolls(2);
	expect(await ids(workflow)).toEqual(['new', 'open']);
});

test('400 calls start the workflow once each, over many pages and polls of which some fail', async () => {
	const workflow = await activated();
	const expected: string[] = [];
	for (let round = 0; round < 4; round++) {
		const fault = [
			{ response: { status: 500 } },
			{ connection: 'reset' },
			{ connection: 'truncate' },
		] as const;
		if (round < 3) server().faults.add({ ...fault[round], skip: 1, times: 3 });
		for (let index = 0; index < 100; index++) {
			const id = `${round}-${String(index).padStart(2, '0')}`;
			expected.push(id);
			if (index % 10 === 0) addOpenCall(id);
			else addEndedCall(id);
		}
		// Calls of the previous round that end late
		if (round > 0)
			for (let index = 0; index < 100; index += 10)
				endCall(`${round - 1}-${String(index).padStart(2, '0')}`);
		await waitForPolls(3);
	}
	for (let index = 0; index < 100; index += 10) endCall(`3-${String(index).padStart(2, '0')}`);
	await expect.poll(() => ids(workflow), { timeout: 90_000 }).toEqual(expected.sort());
	await waitForPolls(2);
	expect(await ids(workflow)).toEqual(expected);
});

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
	test(`calls that end during a restart by ${signal} start the workflow once`, async () => {
		addOpenCall('open');
		const workflow = await activated();
		addEndedCall('a');
		await expect.poll(() => ids(workflow)).toEqual(['a']);
		addOpenCall('seen open');
		await waitForPolls(2);
		await restart(signal, () => {
			endCall('open');
			endCall('seen open');
			for (let index = 0; index < 150; index++) addEndedCall(`down-${index}`);
		});
		await expect.poll(async () => (await ids(workflow)).length).toBe(153);
		await waitForPolls(2);
		expect(new Set(await ids(workflow)).size).toBe(153);
		expect(await ids(workflow)).toHaveLength(153);
	});
}

test('a failed poll shows what to do and loses no call', async () => {
	const workflow = await activated();
	const body = { success: false, message: 'Invalid API key' };
	server().faults.add({ response: { status: 401, body } });
	addEndedCall('a');
	await expect.poll(() => ids(workflow)).toEqual(['a']);
	const failed = (await client.listExecutions(workflow)).filter(({ status }) => status === 'error');
	expect(failed).toHaveLength(1);
	expect(errorOf(await client.waitForExecution(failed[0].id))).toMatchObject({
		message: 'Could not read the calls from Voxworks: Invalid API key',
		description: expect.stringContaining('paste the API key'),
	});
});

test('a failed activation shows the reason', async () => {
	test.skip(!n8nVersion.publishesAsynchronously, 'n8n 1 does not report publications');
	server().faults.add({ response: { status: 403 }, times: Infinity });
	const workflow = await client.saveWorkflow(workflowOf());
	expect(await client.activate(workflow)).toMatchObject({
		status: 'failed',
		triggers: [{ errorMessage: expect.stringContaining('Could not read the calls from Voxworks') }],
	});
});

test('a test run shows the newest ended call with its result and changes no state', async () => {
	const workflow = await client.saveWorkflow(workflowOf({ options: { includeResult: true } }));
	const empty = await client.run(workflow);
	expect(empty.status).toBe('success');
	expect(outputsOf(empty, NODE).flat()).toEqual([]);

	const activeWorkflow = await activated({ options: { includeResult: true } });
	for (const id of ['a', 'b', 'c']) addOpenCall(id, { created_at: new Date().toISOString() });
	endCall('a');
	endCall('b');
	await expect.poll(() => ids(activeWorkflow)).toEqual(['a', 'b']);
	const shown = await client.run(activeWorkflow);
	expect(outputsOf(shown, NODE)[0]).toMatchObject([{ json: { result: { rating: 5 } } }]);
	endCall('c');
	const [{ json }] = outputsOf(await client.run(activeWorkflow), NODE)[0];
	expect(json.id).toBe('c');
	await expect.poll(() => ids(activeWorkflow)).toEqual(['a', 'b', 'c']);
});

test('logs the ID of a call that stays open for too long, and never the key', async () => {
	const createdInDays = (days: number) => ({
		created_at: new Date(Date.now() + days * DAY).toISOString(),
	});
	addOpenCall('stuck-call', createdInDays(-6.9));
	const workflow = await activated();
	// Calls dated ahead of Voxworks' own clock do not count
	server().now = Date.now() + 0.3 * DAY;
	addEndedCall('later', createdInDays(0.2));
	await expect.poll(() => ids(workflow)).toEqual(['later']);
	const log = () => readFileSync(main.logFile, 'utf8');
	await expect.poll(log).toContain('gave up on calls that were open for too long: stuck-call');
	const [{ id }] = await client.listExecutions(workflow);
	for (const text of [log(), (await client.waitForExecution(id)).stored]) {
		expect(text).not.toContain(server().credential.apiKey);
	}
});
