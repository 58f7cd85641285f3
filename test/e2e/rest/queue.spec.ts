/** Tests n8n's queue mode, in which workers share the executions. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import axios from 'axios';

import type { Delivery } from '../../../tools/mockServers';
import { prepareExamples, startWebhook } from '../../../tools/n8n';
import { expect, node, outputsOf, switchOn, test } from '../support';
import type { World } from '../support';
import { WORKER_COUNT } from '../support/servers';

const PEOPLE = 40;

test('all workers execute, and each person is created and linked once', async ({
	world,
	n8n,
	sandbox,
}) => {
	expect(world.workerLogFiles).toHaveLength(WORKER_COUNT);
	const example = prepareExamples(world.userFolder, world.credentials).find(
		({ file }) => file === 'voxworks-from-webhook.json',
	)!;
	const workflow = await n8n.saveWorkflow(example.workflow);
	await switchOn(n8n, workflow);
	// A worker runs ten executions at a time, so slow ones need all workers
	await sandbox.voxworks.addFault({ delayMs: 500, times: Infinity });
	const before = world.workerLogFiles.map(executionsIn);
	await Promise.all(
		Array.from({ length: PEOPLE }, async (_, index) => {
			const form = {
				first_name: `Person ${index}`,
				phone: `+61255501${String(index).padStart(3, '0')}`,
			};
			await axios.post(`${world.url}/webhook/new-contact`, form, { proxy: false });
		}),
	);
	await expect
		.poll(async () => (await n8n.listExecutions(workflow)).map(({ status }) => status))
		.toEqual(Array.from({ length: PEOPLE }, () => 'success'));
	await n8n.deactivate(workflow);

	const { contacts, links } = await sandbox.voxworks.state();
	expect(contacts.size).toBe(PEOPLE);
	expect(new Set(links.map(({ contact_id }) => contact_id)).size).toBe(PEOPLE);
	const done = world.workerLogFiles.map((file, index) => executionsIn(file) - before[index]);
	expect(Math.min(...done)).toBeGreaterThan(0);
	expect(sum(done)).toBe(PEOPLE);
});

const executionsIn = (file: string) =>
	readFileSync(file, 'utf8').split('Worker started execution').length - 1;

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

test.describe('the webhook process receives the deliveries of LeadLex', () => {
	const TRIGGER = 'LeadLex Trigger';
	const NEXT_NODE = 'After the trigger';

	const workflowFor = ({ credentials }: World) => ({
		name: 'Trigger in queue mode',
		nodes: [
			node(
				'n8n-nodes-contactlink.leadLexTrigger',
				TRIGGER,
				{ events: ['contact.created'] },
				{ credentials: { leadLexApi: credentials.leadLexApi }, webhookId: randomUUID() },
			),
			node('n8n-nodes-base.noOp', NEXT_NODE, {}),
		],
		connections: { [TRIGGER]: { main: [[{ node: NEXT_NODE, type: 'main' as const, index: 0 }]] } },
		settings: { executionOrder: 'v1' as const },
	});
	const contact = (id: string) => ({ contact: { id, full_name: `Person ${id}` } });

	/** Sends a delivery again, to this process, and returns the status. */
	async function redeliver({ url, headers, body }: Delivery, processUrl: string): Promise<number> {
		const now = { ...headers, 'X-LeadLex-Timestamp': new Date().toISOString() };
		const address = new URL(new URL(url).pathname, processUrl);
		return (await fetch(address, { method: 'POST', headers: now, body })).status;
	}

	test('each delivery starts one execution on a worker, and copies start none in any process', async ({
		world,
		n8n,
		sandbox,
	}) => {
		const registered = async () => [...(await sandbox.leadLex.state()).webhooks.values()];
		const workflow = await n8n.saveWorkflow(workflowFor(world));
		await switchOn(n8n, workflow);
		await expect
			.poll(registered)
			.toMatchObject([{ url: expect.stringContaining(`${world.webhookUrl}/webhook/`) as unknown }]);
		const statuses = async () => (await n8n.listExecutions(workflow)).map(({ status }) => status);
		/** Returns the items that reached the node behind the trigger. */
		const items = async () => {
			const executions = await n8n.listExecutions(workflow);
			const ended = await Promise.all(
				executions.map(async ({ id }) => await n8n.waitForExecution(id)),
			);
			return ended
				.flatMap((execution) => outputsOf(execution, NEXT_NODE).flat())
				.map(({ json }) => json);
		};
		const ids = async () => (await items()).map(({ id }) => String(id)).sort();

		const before = world.workerLogFiles.map(executionsIn);
		const expected = Array.from(
			{ length: PEOPLE },
			(_, index) => `c-${String(index).padStart(2, '0')}`,
		);
		const sent: Delivery[] = [];
		const waiting = [...expected];
		const sendNext = async () => {
			for (let id = waiting.shift(); id; id = waiting.shift()) {
				const options = { twice: true, retry: 0.01 };
				sent.push(...(await sandbox.deliver('contact.created', contact(id), options)));
			}
		};
		await Promise.all(Array.from({ length: 4 }, sendNext));
		const forged = await sandbox.deliver('contact.created', contact('forged'), { forged: 'key' });
		expect(forged.map(({ status }) => status)).toEqual([401]);
		await expect.poll(statuses).toEqual(expected.map(() => 'success'));
		expect(await ids()).toEqual(expected);
		expect(await items()).toContainEqual(
			expect.objectContaining({ event: 'contact.created', id: 'c-00', full_name: 'Person c-00' }),
		);
		const done = world.workerLogFiles.map((file, index) => executionsIn(file) - before[index]);
		expect(sum(done)).toBe(PEOPLE);

		for (const delivery of sent) expect(await redeliver(delivery, world.webhookUrl!)).toBe(200);
		expect(await statuses()).toHaveLength(PEOPLE);

		// A new process has no deliveries in its memory
		const { userFolder, env } = world;
		const otherProcess = await startWebhook({ userFolder: path.join(userFolder, 'webhook'), env });
		try {
			const [late] = await sandbox.deliver('contact.created', contact('late'));
			await expect.poll(statuses).toEqual([...expected, 'late'].map(() => 'success'));
			expect(await redeliver(late, otherProcess.url)).toBe(200);
			const settled = async () => (await statuses()).every((status) => status === 'success');
			await expect.poll(settled).toBe(true);
			expect(await ids()).toEqual([...expected, 'late']);
		} finally {
			await otherProcess.stop();
		}
		await n8n.deactivate(workflow);
		await expect.poll(registered).toEqual([]);
	});
});
