/** The workflows that users import, run as n8n's editor, its webhooks and its command line do. */
import axios from 'axios';

import { readPeople } from '../../../tools/demo/people';
import { providers } from '../../../tools/demo/providers';
import { contactWithPhone } from '../../../tools/mockServers';
import { readyExamples, runN8n } from '../../../tools/n8n';
import type { Client, Workflow } from '../../../tools/n8n';
import { expect, outputsOf, test } from '../support';
import type { World } from '../support';

const people = readPeople();
const WEBHOOK = 'voxworks-from-webhook.json';

async function importExample(world: World, n8n: Client, file: string): Promise<Workflow> {
	const examples = readyExamples(world.userFolder, world.credentials);
	return await n8n.saveWorkflow(examples.find((example) => example.file === file)!.workflow);
}

for (const { key, name, workflow: file, written, problem } of providers) {
	test(`${file} makes and links each of the ${people.length} people once`, async ({
		world,
		n8n,
		sandbox,
	}) => {
		const workflow = await importExample(world, n8n, file);
		const execution = await n8n.run(workflow);
		expect(execution.status).toBe('success');
		expect(outputsOf(execution, 'Refused').flat()).toEqual([]);

		const records = await sandbox.records();
		expect(people.map((person) => problem(records, person)).filter(Boolean)).toEqual([]);
		expect(written(records)).toMatchObject({ contacts: people.length, links: people.length });
	});

	test(`${file} ends well at a second click, too`, async ({ world, n8n, sandbox }) => {
		const workflow = await importExample(world, n8n, file);
		expect((await n8n.run(workflow)).status).toBe('success');
		const again = await n8n.run(workflow);
		expect(again.status).toBe('success');

		// Only Voxworks can tell that someone is already there
		const doubles = key === 'voxworks' ? 0 : people.length;
		const { contacts } = written(await sandbox.records());
		expect(contacts, `contacts in ${name}`).toBe(people.length + doubles);
		expect(outputsOf(again, 'Refused').flat()).toHaveLength(people.length - doubles);
	});
}

test(`${WEBHOOK} runs with its sample at a click`, async ({ world, n8n, sandbox }) => {
	const workflow = await importExample(world, n8n, WEBHOOK);
	expect((await n8n.run(workflow)).status).toBe('success');
	expect((await n8n.run(workflow)).status).toBe('success');

	const { contacts, links } = await sandbox.voxworks.state();
	expect([...contacts.values()]).toMatchObject([{ first_name: 'João', last_name: 'Silva' }]);
	expect(links).toHaveLength(1);
});

test(`${WEBHOOK} takes a form in production, and twice only once`, async ({
	world,
	n8n,
	sandbox,
}) => {
	const workflow = await importExample(world, n8n, WEBHOOK);
	await n8n.activate(workflow);
	const form = { first_name: 'Zoë', last_name: 'Webb', phone: '0491 570 157' };
	const send = () => axios.post(`${world.url}/webhook/new-contact`, form, { proxy: false });
	await send();
	await expect.poll(async () => (await sandbox.voxworks.state()).links).toHaveLength(1);
	await send();
	await expect.poll(async () => statuses(n8n, workflow)).toEqual(['success', 'success']);
	await n8n.deactivate(workflow);

	const state = await sandbox.voxworks.state();
	expect(state.contacts.size).toBe(1);
	const contact = contactWithPhone(state, form.phone);
	expect(contact).toMatchObject({ first_name: 'Zoë', last_name: 'Webb' });
	expect(state.links).toMatchObject([{ object_id: 'property-1', contact_id: contact?.id }]);
});

const statuses = async (n8n: Client, workflow: Workflow) =>
	(await n8n.executions(workflow)).map(({ status }) => status);

test('n8n execute runs an example on the command line', async ({ world, n8n, sandbox }) => {
	const { workflow: file, problem } = providers.find(({ key }) => key === 'sprintHub')!;
	const { id } = await importExample(world, n8n, file);
	const lines = await runN8n(['execute', `--id=${id}`], world);
	expect(lines.join('\n')).toContain('Execution was successful');

	const records = await sandbox.records();
	expect(people.map((person) => problem(records, person)).filter(Boolean)).toEqual([]);
});
