/**
 * Tests the LeadLex Trigger in a real n8n over real HTTP. The suite has its own n8n and sandbox, since it kills n8n,
 * changes its address and starts a second process.
 */
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSandbox } from '../../../tools/mockServers';
import type { Delivery, DeliveryOptions, Sandbox } from '../../../tools/mockServers';
import { connect, installPackage, N8nClient, n8nVersion } from '../../../tools/n8n';
import { packPackage, startN8n } from '../../../tools/n8n';
import type { N8n, Workflow } from '../../../tools/n8n';
import { node, switchOn } from '../support';

const NODE = 'LeadLex Trigger';
const SLOW_NODE = 'Wait';

test.describe.configure({ mode: 'serial', timeout: 300_000 });

/** Attempts of n8n to remove a webhook. n8n 1 does not retry. */
const REMOVALS = n8nVersion.publishesAsynchronously ? 3 : 1;
/** Attempts of the node to send a request, for each attempt of n8n. */
const ATTEMPTS = 3;

const onlyOn2 = (reason: string) => test.skip(n8nVersion.version.startsWith('1.'), reason);

let sandbox: Sandbox;
let userFolder: string;
let main: N8n;
let otherProcesses: N8n[] = [];
let client: N8nClient;
let credential: { id: string; name: string };

const start = (env: NodeJS.ProcessEnv = {}) => startN8n({ userFolder, port: portOf(main), env });
const portOf = (n8n?: N8n) => (n8n ? Number(new URL(n8n.url).port) : undefined);

test.beforeAll(async () => {
	userFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-trigger-'));
	sandbox = await startSandbox();
	await installPackage(await packPackage(), userFolder);
	main = await startN8n({ userFolder, port: 0 });
	client = await connect(main.url);
	const data = sandbox.leadLex.credential;
	const saved = await client.saveCredential({ name: 'Sandbox', type: 'leadLexApi', data });
	credential = { id: saved.id, name: saved.name };
});
test.beforeEach(() => sandbox.leadLex.reset());
test.afterEach(async () => {
	sandbox.leadLex.faults.clear();
	await Promise.all(otherProcesses.map((otherProcess) => otherProcess.stop()));
	otherProcesses = [];
	for (const workflow of await client.listWorkflows()) {
		if (workflow.active) await client.deactivate(workflow);
	}
	// A late removal would count in the next test
	await expect.poll(registered).toEqual([]);
});
test.afterAll(async () => {
	await main?.stop();
	await sandbox?.stop();
	rmSync(userFolder, { recursive: true, force: true });
});

/** Ends n8n, with SIGKILL as in a crash, and restarts it with the same data at the same address. */
async function restart(signal: 'SIGTERM' | 'SIGKILL', env?: NodeJS.ProcessEnv): Promise<void> {
	if (signal === 'SIGTERM') await main.stop();
	else process.kill(-main.pid, 'SIGKILL');
	await main.exited;
	main = await start(env);
	client = new N8nClient(main.url, client.cookie);
}

/** Returns a workflow with the trigger, followed by a Wait node if `seconds` is not 0. */
const workflowOf = (parameters: INodeParameters = {}, seconds = 0) => {
	const trigger = node(
		'n8n-nodes-contactlink.leadLexTrigger',
		NODE,
		{ events: ['contact.created'], ...parameters },
		{ credentials: { leadLexApi: credential }, webhookId: randomUUID() },
	);
	const slow = node('n8n-nodes-base.wait', SLOW_NODE, { amount: seconds }, { typeVersion: 1.1 });
	return {
		name: 'Trigger',
		nodes: [trigger, { ...slow, position: [224, 0] as [number, number], disabled: !seconds }],
		connections: { [NODE]: { main: [[{ node: SLOW_NODE, type: 'main' as const, index: 0 }]] } },
		settings: { executionOrder: 'v1' as const },
	};
};

async function activated(...args: Parameters<typeof workflowOf>): Promise<Workflow> {
	const workflow = await client.saveWorkflow(workflowOf(...args));
	await switchOn(client, workflow);
	return workflow;
}

const registered = () => [...sandbox.leadLex.state.webhooks.values()];
const contact = (id: string) => ({ contact: { id, full_name: `Person ${id}` } });
const deliver = (id: string, options?: DeliveryOptions) =>
	sandbox.leadLex.deliver('contact.created', contact(id), options);
const statuses = (deliveries: Delivery[]) => deliveries.map(({ status }) => status);

const idOf = ({ body }: Delivery) =>
	(JSON.parse(body) as { data: { contact: { id: string } } }).data.contact.id;

/** Sends a delivery again, to this process of n8n, and returns the status. */
async function redeliver({ url, headers, body }: Delivery, n8n = main): Promise<number> {
	const target = new URL(new URL(url).pathname, n8n.url);
	const now = { ...headers, 'X-LeadLex-Timestamp': new Date().toISOString() };
	return (await fetch(target, { method: 'POST', headers: now, body })).status;
}

/**
 * Waits until all executions of a workflow have ended. After a kill, n8n does not end those that it had stored
 * and not yet logged.
 */
async function settle(workflow: Workflow): Promise<void> {
	let statuses = '';
	for (let changedAt = Date.now(); Date.now() - changedAt < 10_000; await wait(500)) {
		const executions = await client.listExecutions(workflow);
		if (!executions.some(isRunning)) return;
		const current = executions.map(({ id, status }) => `${id} ${status}`).join();
		if (current !== statuses) changedAt = Date.now();
		statuses = current;
	}
}

const isRunning = ({ status }: { status: string }) => /new|running/.test(status);

/**
 * Returns the item that started each execution, also if n8n was killed before the trigger ran. Waits for the end
 * of the executions, unless a kill has left them without one.
 */
async function items(workflow: Workflow, isSettled = false): Promise<IDataObject[]> {
	const executions = await client.listExecutions(workflow);
	const stored = await Promise.all(
		executions.map(async ({ id, ...execution }) =>
			isSettled && isRunning(execution)
				? await client.getExecution(id)
				: await client.waitForExecution(id),
		),
	);
	return stored.flatMap(({ data: { resultData, executionData } }) => {
		const triggerOutput = executionData?.nodeExecutionStack[0]?.data.main[0];
		const [item] = resultData?.runData?.[NODE]?.[0].data?.main[0] ?? triggerOutput ?? [];
		return item ? [item.json] : [];
	});
}

const ids = async (workflow: Workflow, isSettled = false) =>
	(await items(workflow, isSettled)).map(({ id }) => String(id)).sort();

test('a webhook is registered while the workflow is active, ten times', async () => {
	const workflow = await client.saveWorkflow(workflowOf());
	for (let round = 0; round < 10; round++) {
		await switchOn(client, workflow);
		expect(registered()).toMatchObject([
			{ url: expect.stringMatching(/\/webhook\/[\da-f-]{36}\/webhook$/) as unknown },
		]);
		await client.deactivate(workflow);
		await expect.poll(registered).toEqual([]);
	}
	expect(sandbox.leadLex.requests.map(({ method }) => method)).toEqual(
		Array.from({ length: 10 }, () => ['POST', 'DELETE']).flat(),
	);
});

test('of 1,000 deliveries, each genuine one starts one execution; copies and forgeries start none', async () => {
	test.setTimeout(1_800_000);
	const workflow = await activated();
	const forgeries = (['key', 'body', 'timestamp', 'unsigned'] as const).flatMap((forged) =>
		Array.from({ length: 25 }, (_, index) => ({
			id: `forged-${forged}-${index}`,
			how: { forged },
		})),
	);
	// n8n may ask for a retry of the second of two simultaneous copies
	const duplicates = Array.from({ length: 300 }, (_, index) => ({
		id: `double-${index}`,
		how: { twice: true, retry: 0.01 },
	}));
	const singles = Array.from({ length: 300 }, (_, index) => ({
		id: `single-${index}`,
		how: { envelope: index % 2 ? ('catalog' as const) : ('guide' as const) },
	}));
	const waiting = [...forgeries, ...duplicates, ...singles]
		.map((delivery, index) => ({ delivery, order: (index * 7919) % 700 }))
		.sort((a, b) => a.order - b.order);
	const sent: Delivery[] = [];
	const sendNext = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			sent.push(...(await deliver(next.delivery.id, next.delivery.how)));
		}
	};
	await Promise.all(Array.from({ length: 8 }, sendNext));
	expect(sent.length).toBeGreaterThanOrEqual(1_000);

	const expected = [...duplicates, ...singles].map(({ id }) => id).sort();
	await expect
		.poll(async () => (await client.listExecutions(workflow)).map(({ status }) => status), {
			timeout: 300_000,
		})
		.toEqual(expected.map(() => 'success'));
	const started = await items(workflow);
	expect(started.map(({ id }) => String(id)).sort()).toEqual(expected);
	expect(started.every(({ id, full_name }) => full_name === `Person ${String(id)}`)).toBe(true);
	expect(started.every(({ event }) => event === 'contact.created')).toBe(true);
	const refused = sent.filter(({ status }) => status === 401);
	expect(refused).toHaveLength(forgeries.length);
});

test.describe('the trigger recovers from', () => {
	test('a webhook whose secret is lost', async () => {
		const workflow = await client.saveWorkflow(workflowOf());
		const { webhookId } = workflow.nodes[0];
		const url = `${main.url}/webhook/${webhookId}/webhook`;
		const stale = { id: 'left', url, events: ['contact.created'], active: true, secret: 'lost' };
		const foreign = { ...stale, id: 'other', url: `${main.url}/webhook/${randomUUID()}/webhook` };
		for (const webhook of [stale, foreign]) sandbox.leadLex.state.webhooks.set(webhook.id, webhook);
		await switchOn(client, workflow);
		expect(registered()).toHaveLength(2);
		expect(registered()).toContainEqual(foreign);
		expect(registered()).not.toContainEqual(stale);
		sandbox.leadLex.state.webhooks.delete(foreign.id);
		expect(statuses(await deliver('a'))).toEqual([200]);
	});

	test('a registration whose response was lost', async () => {
		sandbox.leadLex.faults.add({
			match: { method: 'POST' },
			when: 'after',
			connection: 'reset',
			times: ATTEMPTS,
		});
		const workflow = await client.saveWorkflow(workflowOf());
		// n8n 2 retries by itself; on n8n 1 the user does
		if (!n8nVersion.publishesAsynchronously)
			await expect(client.activate(workflow)).rejects.toThrow();
		await switchOn(client, workflow);
		expect(registered()).toHaveLength(1);
		expect(statuses(await deliver('a'))).toEqual([200]);
	});

	test('a failed removal', async () => {
		const workflow = await activated();
		const [stale] = registered();
		sandbox.leadLex.faults.add({
			match: { method: 'DELETE' },
			response: { status: 503 },
			times: Infinity,
		});
		await client.deactivate(workflow);
		await expect
			.poll(() => sandbox.leadLex.requests.filter(({ method }) => method === 'DELETE').length)
			.toBe(REMOVALS * ATTEMPTS);
		await wait(1000);
		sandbox.leadLex.faults.clear();
		expect(registered()).toHaveLength(1);
		await switchOn(client, workflow);
		expect(registered()).toMatchObject([{ id: stale.id }]);
		expect(statuses(await deliver('a'))).toEqual([200]);
		await client.deactivate(workflow);
		await expect.poll(registered).toEqual([]);
	});

	for (const fails of [false, true]) {
		const suffix = fails ? ', while the removal of the old webhook fails' : '';
		test(`a change of events while active${suffix}`, async () => {
			const workflow = await activated();
			if (fails) {
				sandbox.leadLex.faults.add({
					match: { method: 'DELETE' },
					response: { status: 503 },
					times: REMOVALS * ATTEMPTS,
				});
			}
			const [trigger, ...rest] = workflow.nodes;
			const changed = { ...trigger, parameters: { events: ['deal.created', 'contact.created'] } };
			const saved = await client.saveWorkflow(
				{ ...workflow, nodes: [changed, ...rest] },
				workflow.id,
			);
			await switchOn(client, saved);
			expect(registered()).toMatchObject([{ events: ['deal.created', 'contact.created'] }]);
			expect(statuses(await deliver('a'))).toEqual([200]);
		});
	}

	test('a change of its public address', async () => {
		onlyOn2('n8n 1 also checks webhooks at its start, and one deactivated then stayed registered');
		const workflow = await activated();
		const moved = `http://localhost:${portOf(main)}/`;
		await restart('SIGTERM', { N8N_WEBHOOK_URL: moved, WEBHOOK_URL: moved });
		await client.deactivate(workflow);
		await expect.poll(registered).toEqual([]);
		await switchOn(client, workflow);
		expect(registered()).toMatchObject([{ url: expect.stringContaining(moved) as unknown }]);
		expect(statuses(await deliver('a'))).toEqual([200]);
		await restart('SIGTERM');
	});

	test('a webhook that was deleted in LeadLex', async () => {
		const workflow = await activated();
		sandbox.leadLex.state.webhooks.clear();
		await client.deactivate(workflow);
		await switchOn(client, workflow);
		expect(statuses(await deliver('a'))).toEqual([200]);
	});

	test('a deleted webhook at a start, if n8n checks webhooks then', async () => {
		const workflow = await activated();
		sandbox.leadLex.state.webhooks.clear();
		await restart('SIGTERM', { N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' });
		await expect.poll(registered).toHaveLength(1);
		expect(statuses(await deliver('a'))).toEqual([200]);
		await client.deactivate(workflow);
		await expect.poll(registered).toEqual([]);
		await restart('SIGTERM');
	});
});

test('a rejected registration shows the message of LeadLex', async () => {
	const workflow = await client.saveWorkflow(workflowOf({ events: ['contact.exploded'] }));
	if (!n8nVersion.publishesAsynchronously) {
		// n8n 1 shows the description in place of the message
		await expect(client.activate(workflow)).rejects.toThrow('Nothing was registered.');
		expect(sandbox.leadLex.requests.map(({ method }) => method)).toEqual(['POST']);
		return;
	}
	expect(await client.activate(workflow)).toMatchObject({
		status: 'failed',
		triggers: [{ status: 'failed', errorMessage: 'Unknown events: contact.exploded' }],
	});
	expect(sandbox.leadLex.requests.map(({ method }) => method)).toEqual(
		Array.from({ length: 5 }, () => 'POST'),
	);
});

test('a test event reaches the editor and does not affect production', async () => {
	const workflow = await activated();
	const [production] = registered();
	await client.listenForTestEvent(workflow);
	expect(registered()).toMatchObject([
		{ id: production.id },
		{ url: expect.stringContaining('/webhook-test/') as unknown },
	]);
	expect(statuses(await deliver('forged', { forged: 'key' }))).toEqual([401, 401]);
	expect(statuses(await deliver('both'))).toEqual([200, 200]);
	await expect.poll(registered).toMatchObject([{ id: production.id }]);
	expect(statuses(await deliver('after'))).toEqual([200]);
	await expect.poll(() => ids(workflow)).toEqual(['after', 'both', 'both']);
	const modes = (await client.listExecutions(workflow)).map(({ mode }) => mode);
	expect(modes.sort()).toEqual(['manual', 'webhook', 'webhook']);
});

test('keeps the new secret when an execution ends that began with the old one', async () => {
	const workflow = await activated({}, 5);
	expect(statuses(await deliver('slow'))).toEqual([200]);
	await client.deactivate(workflow);
	await expect.poll(registered).toEqual([]);
	await switchOn(client, workflow);
	await expect.poll(() => ids(workflow), { timeout: 60_000 }).toEqual(['slow']);
	expect(statuses(await deliver('next'))).toEqual([200]);
	// The same in a new process, which reads the stored secret
	await restart('SIGTERM');
	expect(statuses(await deliver('last'))).toEqual([200]);
});

test('keeps the secret of a trigger that is added while an execution of another one runs', async () => {
	const workflow = await activated({}, 8);
	expect(statuses(await deliver('slow'))).toEqual([200]);
	const [first] = workflow.nodes;
	const second = { ...first, id: randomUUID(), name: 'Second Trigger', webhookId: randomUUID() };
	const parameters = { events: ['deal.created'] };
	const saved = await client.saveWorkflow(
		{ ...workflow, nodes: [...workflow.nodes, { ...second, parameters, position: [0, 224] }] },
		workflow.id,
	);
	await switchOn(client, saved);
	await expect.poll(registered).toHaveLength(2);
	// When the execution ends, n8n stores static data as it was before the second trigger
	await expect.poll(() => ids(workflow), { timeout: 60_000 }).toEqual(['slow']);
	await wait(1000);
	// A delivery that is refused is enough
	const deliverDeal = (options?: DeliveryOptions) =>
		sandbox.leadLex.deliver('deal.created', { deal: { id: 'd-1' } }, options);
	expect(statuses(await deliverDeal({ forged: 'key' }))).toEqual([401]);
	// The same in a new process, which reads the stored secret
	await restart('SIGTERM');
	expect(statuses(await deliverDeal())).toEqual([200]);
});

test('after SIGKILL, each acknowledged delivery has an execution and none has two', async () => {
	onlyOn2('n8n 1 answers a delivery before it stores the execution');
	const workflow = await activated();
	const ended = [await deliver('ended-1'), await deliver('ended-2')].flat();
	await expect.poll(() => ids(workflow)).toEqual(['ended-1', 'ended-2']);

	const pending = Array.from({ length: 40 }, async (_, index) => await deliver(`cut-${index}`));
	// Some deliveries are still in flight
	await Promise.race(pending);
	process.kill(-main.pid, 'SIGKILL');
	const cut = (await Promise.all(pending)).flat();
	expect(cut.some(({ status }) => status === 200)).toBe(true);
	expect(cut.some(({ status }) => status !== 200)).toBe(true);
	await main.exited;
	main = await start();
	client = new N8nClient(main.url, client.cookie);

	await settle(workflow);
	const idsAfterCrash = await ids(workflow, true);
	const acknowledged = cut.filter(({ status }) => status === 200).map(idOf);
	expect(acknowledged.filter((id) => !idsAfterCrash.includes(id))).toEqual([]);

	// LeadLex retries deliveries that were not acknowledged
	const unacknowledged = cut.filter(({ status }) => status !== 200);
	for (const delivery of [...unacknowledged, ...ended]) expect(await redeliver(delivery)).toBe(200);
	expect(statuses(await deliver('later'))).toEqual([200]);
	await settle(workflow);
	const expected = [...ended.map(idOf), ...cut.map(idOf), 'later'];
	const startedIds = await ids(workflow, true);
	expect([...new Set(startedIds)].sort()).toEqual([...expected].sort());
	const once = ['ended-1', 'ended-2', 'later'];
	expect(startedIds.filter((id) => once.includes(id))).toEqual(once);
});

test('with two processes on one database, a later copy to the other process starts nothing', async () => {
	onlyOn2('on n8n 1, such a copy started a second execution');
	const workflow = await activated();
	const otherProcess = await startN8n({ userFolder });
	otherProcesses.push(otherProcess);
	const expected: string[] = [];
	for (let index = 0; index < 5; index++) {
		const id = `at-${index}`;
		const [delivery] = await deliver(id);
		expected.push(id);
		await expect.poll(() => ids(workflow)).toEqual(expected);
		expect(await redeliver(delivery, otherProcess)).toBe(200);
		expect(await redeliver(delivery)).toBe(200);
	}
	// The same in the other direction
	const [unsigned] = await deliver('other', { forged: 'unsigned' });
	expect(unsigned.status).toBe(401);
	const [{ secret }] = registered();
	const signature = createHmac('sha256', secret).update(unsigned.body).digest('hex');
	const headers = { ...unsigned.headers, 'X-LeadLex-Signature': `sha256=${signature}` };
	expect(await redeliver({ ...unsigned, headers }, otherProcess)).toBe(200);
	await expect.poll(() => ids(workflow)).toEqual([...expected, 'other']);
	expect(await redeliver({ ...unsigned, headers })).toBe(200);
	await wait(1000);
	expect(await ids(workflow)).toEqual([...expected, 'other']);
});

test('neither the log nor an execution contains the key or a secret', async () => {
	const workflow = await activated();
	const [{ secret }] = registered();
	await deliver('a');
	await expect.poll(() => ids(workflow)).toEqual(['a']);
	const [{ id }] = await client.listExecutions(workflow);
	const written = [readFileSync(main.logFile, 'utf8'), (await client.waitForExecution(id)).stored];
	for (const text of written) {
		expect(text).not.toContain('whsec_');
		expect(text).not.toContain(sandbox.leadLex.credential.apiKey);
	}
	expect(secret).toMatch(/^whsec_/);
});
