/** Only in queue mode: the work is shared. */
import { readFileSync } from 'node:fs';
import axios from 'axios';

import { readyExamples } from '../../../tools/n8n';
import { expect, test } from '../support';

const PEOPLE = 40;

test('both workers execute, and each person is made and linked once', async ({
	world,
	n8n,
	sandbox,
}) => {
	expect(world.workerLogFiles).toHaveLength(2);
	const example = readyExamples(world.userFolder, world.credentials).find(
		({ file }) => file === 'voxworks-from-webhook.json',
	)!;
	const workflow = await n8n.saveWorkflow(example.workflow);
	await n8n.activate(workflow);
	// A worker takes ten at a time, so one of them is not quick enough for all
	await sandbox.voxworks.addFault({ delayMs: 500, times: Infinity });
	const before = world.workerLogFiles.map(executionsIn);
	await Promise.all(
		Array.from({ length: PEOPLE }, async (_, at) => {
			const form = { first_name: `Person ${at}`, phone: `+61255501${String(at).padStart(3, '0')}` };
			await axios.post(`${world.url}/webhook/new-contact`, form, { proxy: false });
		}),
	);
	await expect
		.poll(async () => (await n8n.executions(workflow)).map(({ status }) => status))
		.toEqual(Array.from({ length: PEOPLE }, () => 'success'));
	await n8n.deactivate(workflow);

	const { contacts, links } = await sandbox.voxworks.state();
	expect(contacts.size).toBe(PEOPLE);
	expect(new Set(links.map(({ contact_id }) => contact_id)).size).toBe(PEOPLE);
	const done = world.workerLogFiles.map((file, at) => executionsIn(file) - before[at]);
	expect(Math.min(...done)).toBeGreaterThan(0);
	expect(done[0] + done[1]).toBe(PEOPLE);
});

const executionsIn = (file: string) =>
	readFileSync(file, 'utf8').split('Worker started execution').length - 1;
