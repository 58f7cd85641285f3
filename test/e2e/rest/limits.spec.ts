/** Tests rate limits in a real n8n with concurrent executions. */
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import type { INodeParameters } from 'n8n-workflow';

import type { N8nClient, Workflow } from '../../../tools/n8n';
import { rateLimited } from '../../../tools/mockServers';
import {
	errorOf,
	expect,
	node,
	providerNode,
	outputsOf,
	ownCredentials,
	switchOn,
	test,
	workflowOf,
} from '../support';
import type { RemoteSandbox } from '../support';

const NODE = 'Create contact';
const CREATE: INodeParameters = {
	resource: 'contact',
	operation: 'create',
	phoneNumber: '={{ $json.body?.phone ?? $json.phone }}',
	firstName: '={{ $json.body?.name ?? $json.name }}',
};
const LIMIT = { requests: 10, perMs: 2000 };

const peopleOf = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		name: `Person ${index}`,
		phone: `+61255502${String(index).padStart(3, '0')}`,
	}));

test('the output shows how long the node waited and for which limit', async ({
	world,
	n8n,
	sandbox,
}) => {
	const people = peopleOf(30);
	await sandbox.voxworks.limit(LIMIT);
	const create = providerNode(world, 'voxworks', NODE, CREATE, {
		credentials: await ownCredentials(world, n8n, 'voxworks'),
	});
	const workflow = await n8n.saveWorkflow(workflowOf('Waits for a limit', people, create));
	const execution = await n8n.run(workflow);
	expect(execution.status).toBe('success');
	expect(outputsOf(execution, NODE)[0]).toHaveLength(people.length);
	const [run] = execution.data.resultData.runData[NODE];
	expect(run.hints).toEqual([
		{
			message: expect.stringMatching(
				/^Waited [2-9] s in total for Voxworks's rate limit \(10 requests in 2 s\)$/,
			) as unknown,
			location: 'outputPane',
		},
	]);
	await expectEachOnce(sandbox, people);
});

test('a webhook that is called 30 times at once writes each record once', async ({
	world,
	n8n,
	sandbox,
}) => {
	const people = peopleOf(30);
	await sandbox.voxworks.limit(LIMIT);
	const path = 'called-at-once';
	const hook = node(
		'n8n-nodes-base.webhook',
		'Webhook',
		{ path, httpMethod: 'POST', responseMode: 'lastNode' },
		{ typeVersion: 2, webhookId: '9f0c1d5e-8a53-4c4f-9d0e-0c6d3a1b7e42' },
	);
	const create = providerNode(world, 'voxworks', NODE, CREATE, {
		credentials: await ownCredentials(world, n8n, 'voxworks'),
	});
	const workflow = await n8n.saveWorkflow({
		name: 'Called 30 times at once',
		nodes: [hook, { ...create, position: [224, 0] }],
		connections: { Webhook: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	await switchOn(n8n, workflow);
	const responses = await Promise.all(
		people.map((person) =>
			axios.post<{ phone_number: string }>(`${world.url}/webhook/${path}`, person, {
				proxy: false,
			}),
		),
	);
	await n8n.deactivate(workflow);

	expect(responses.map(({ data }) => data.phone_number)).toEqual(people.map(({ phone }) => phone));
	await expect.poll(() => statuses(n8n, workflow)).toEqual(people.map(() => 'success'));
	await expectEachOnce(sandbox, people);
});

test('an execution stopped during a backoff ends at once and sends nothing later', async ({
	world,
	n8n,
	sandbox,
}) => {
	const PAUSE_SECONDS = 4;
	const people = peopleOf(5);
	await sandbox.voxworks.addFault(rateLimited({ retryAfter: PAUSE_SECONDS }, people.length));
	const create = providerNode(world, 'voxworks', NODE, CREATE, {
		credentials: await ownCredentials(world, n8n, 'voxworks'),
	});
	const workflow = await n8n.saveWorkflow(workflowOf('Stopped in a pause', people, create));
	const id = await n8n.start(workflow);
	await expect.poll(() => sandbox.voxworks.requests()).toHaveLength(people.length);

	const askedAt = Date.now();
	await n8n.stop(id);
	const { status, stoppedAt } = await n8n.waitForExecution(id);
	expect(status).toBe('canceled');
	expect(Date.parse(stoppedAt) - askedAt).toBeLessThan(1000);
	expect(Date.now() - askedAt).toBeLessThan(PAUSE_SECONDS * 1000);

	// Only the same key has to wait
	const otherKey = providerNode(world, 'voxworks', NODE, CREATE, {
		credentials: await ownCredentials(world, n8n, 'voxworks'),
	});
	const next = await n8n.run(
		await n8n.saveWorkflow(workflowOf('After a stop', peopleOf(1), otherKey)),
	);
	expect(errorOf(next)).toBeUndefined();
	await wait(askedAt + (PAUSE_SECONDS + 1) * 1000 - Date.now());
	expect(await sandbox.voxworks.requests()).toHaveLength(people.length + 1);
	expect((await sandbox.voxworks.state()).contacts.size).toBe(1);
});

async function expectEachOnce(sandbox: RemoteSandbox, people: Array<{ phone: string }>) {
	const { contacts } = await sandbox.voxworks.state();
	const phones = [...contacts.values()].map(({ phone_number }) => phone_number);
	expect(phones.sort()).toEqual(people.map(({ phone }) => phone));
}

const statuses = async (n8n: N8nClient, workflow: Workflow) =>
	(await n8n.listExecutions(workflow)).map(({ status }) => status);
