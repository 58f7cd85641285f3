/** Runs the example workflows in the editor, over webhooks and on the command line. */
import { readFileSync } from 'node:fs';
import axios from 'axios';
import type { IDataObject } from 'n8n-workflow';

import { PEOPLE_FILE, readPeople } from '../../../tools/demo/people';
import { providers } from '../../../tools/demo/providers';
import { contactWithPhone } from '../../../tools/mockServers';
import { n8nVersion, prepareExamples, runN8n } from '../../../tools/n8n';
import type { N8nClient, Workflow, WorkflowJson } from '../../../tools/n8n';
import type { EnteredParameters } from '../../support/examples';
import { enterParameters, examples } from '../../support/examples';
import { expect, node, outputsOf, switchOn, test, workflowOf } from '../support';
import type { World } from '../support';

const people = readPeople();
const WEBHOOK = 'voxworks-from-webhook.json';

async function importExample(
	world: World,
	n8n: N8nClient,
	file: string,
	entered: EnteredParameters = {},
): Promise<Workflow> {
	return await n8n.saveWorkflow(enterParameters(exampleOf(world, file), entered));
}

function exampleOf(world: World, file: string): WorkflowJson {
	const ready = prepareExamples(world.userFolder, world.credentials);
	return ready.find((example) => example.file === file)!.workflow;
}

test('n8n has each node of the examples in its version', async ({ n8n }) => {
	const nodeTypes = await n8n.nodeTypes();
	const unknown = examples.flatMap(({ file, workflow }) =>
		workflow.nodes
			.filter(
				({ type, typeVersion }) =>
					!nodeTypes.some(
						(nodeType) => nodeType.name === type && [nodeType.version].flat().includes(typeVersion),
					),
			)
			.map(({ type, typeVersion }) => `${file}: ${type} ${typeVersion}`),
	);
	expect(unknown).toEqual([]);
});

test("n8n's migration report names no example for n8n 3", async ({ world, n8n }) => {
	test.skip(n8nVersion.version.startsWith('1.'), 'n8n 1 reports what n8n 2 changes');
	const removed = node('n8n-nodes-base.function', 'Removed in n8n 3', {});
	const affected = await n8n.saveWorkflow(workflowOf('Affected by n8n 3', [], removed));
	const ready = prepareExamples(world.userFolder, world.credentials);
	const imported: Workflow[] = [];
	for (const { workflow } of ready) imported.push(await n8n.saveWorkflow(workflow));
	const reported = await n8n.workflowsAffectedBy('v3');
	for (const workflow of [affected, ...imported]) await n8n.deleteWorkflow(workflow);
	expect(reported).toContain(affected.id);
	expect(imported.filter(({ id }) => reported.includes(id)).map(({ name }) => name)).toEqual([]);
});

for (const { key, name, workflow: file, countRecords, findProblem } of providers) {
	test(`${file} creates and links each of the ${people.length} people once`, async ({
		world,
		n8n,
		sandbox,
	}) => {
		const workflow = await importExample(world, n8n, file);
		const execution = await n8n.run(workflow);
		expect(execution.status).toBe('success');
		expect(outputsOf(execution, 'Refused').flat()).toEqual([]);

		const records = await sandbox.records();
		expect(people.map((person) => findProblem(records, person)).filter(Boolean)).toEqual([]);
		expect(countRecords(records)).toMatchObject({ contacts: people.length, links: people.length });
	});

	test(`${file} also succeeds when it runs a second time`, async ({ world, n8n, sandbox }) => {
		const workflow = await importExample(world, n8n, file);
		expect((await n8n.run(workflow)).status).toBe('success');
		const secondRun = await n8n.run(workflow);
		expect(secondRun.status).toBe('success');

		// Voxworks refuses people who are there, LeadLex updates them, and SprintHub creates them again
		const created = key === 'sprintHub' ? 2 * people.length : people.length;
		const refused = key === 'voxworks' ? people.length : 0;
		const { contacts } = countRecords(await sandbox.records());
		expect(contacts, `contacts in ${name}`).toBe(created);
		expect(outputsOf(secondRun, 'Refused').flat()).toHaveLength(refused);
	});
}

test(`${WEBHOOK} runs with its sample data in the editor`, async ({ world, n8n, sandbox }) => {
	const workflow = await importExample(world, n8n, WEBHOOK);
	expect((await n8n.run(workflow)).status).toBe('success');
	expect((await n8n.run(workflow)).status).toBe('success');

	const { contacts, links } = await sandbox.voxworks.state();
	expect([...contacts.values()]).toMatchObject([{ first_name: 'João', last_name: 'Silva' }]);
	expect(links).toHaveLength(1);
});

test(`${WEBHOOK} accepts a form in production and does not duplicate a repeated one`, async ({
	world,
	n8n,
	sandbox,
}) => {
	const workflow = await importExample(world, n8n, WEBHOOK);
	await switchOn(n8n, workflow);
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

const statuses = async (n8n: N8nClient, workflow: Workflow) =>
	(await n8n.listExecutions(workflow)).map(({ status }) => status);

test('n8n execute runs an example on the command line', async ({ world, n8n, sandbox }) => {
	const { workflow: file, findProblem } = providers.find(({ key }) => key === 'sprintHub')!;
	const { id } = await importExample(world, n8n, file);
	const lines = await runN8n(['execute', `--id=${id}`], world);
	expect(lines.join('\n')).toContain('Execution was successful');

	const records = await sandbox.records();
	expect(people.map((person) => findProblem(records, person)).filter(Boolean)).toEqual([]);
});

/** Runs the active examples by the events that start them in production. */
test.describe('an active example runs', () => {
	const local = { proxy: false } as const;
	const picked = (value: string) => ({ __rl: true, mode: 'list', value, cachedResultName: value });

	/** Imports and activates an example. Returns the URLs of its webhook and form. */
	async function start(world: World, n8n: N8nClient, file: string, entered?: EnteredParameters) {
		const workflow = await importExample(world, n8n, file, entered);
		started.push(workflow);
		await switchOn(n8n, workflow);
		const [{ webhookId, parameters }] = workflow.nodes;
		const form = `${world.url}/form/${webhookId}`;
		return { workflow, form, webhook: `${world.url}/webhook/${String(parameters.path)}` };
	}

	const started: Workflow[] = [];
	test.afterEach(async ({ n8n }) => {
		for (const workflow of started.splice(0)) await n8n.deactivate(workflow);
	});

	/** Waits until the workflow has exactly one execution, which succeeded. */
	const expectSuccess = async (n8n: N8nClient, workflow: Workflow) =>
		await expect.poll(async () => await statuses(n8n, workflow)).toEqual(['success']);

	async function sendForm(address: string, ...fields: Array<string | Blob>): Promise<void> {
		await expect
			.poll(async () => (await axios.get(address, { ...local, validateStatus: null })).status)
			.toBe(200);
		const form = new FormData();
		fields.forEach((field, index) => {
			if (typeof field === 'string') form.append(`field-${index}`, field);
			else form.append(`field-${index}`, field, 'file');
		});
		await axios.post(address, form, local);
	}

	async function leadLex(world: World, path: string, body: object): Promise<IDataObject> {
		const { url, credential } = world.sandbox.leadLex;
		const headers = { Authorization: `Bearer ${String(credential.apiKey)}` };
		const { data } = await axios.post<{ data: IDataObject }>(url + path, body, {
			...local,
			headers,
		});
		return data.data;
	}

	async function deliver(world: World, event: string, data: object): Promise<void> {
		const address = `${world.sandbox.leadLex.url}/__sandbox/deliver`;
		const sent = await axios.post<Array<{ status: number }>>(address, { event, data }, local);
		expect(sent.data.map(({ status }) => status)).toEqual([200]);
	}

	test('leadlex-new-contact-call.json', async ({ world, n8n, sandbox }) => {
		const { workflow } = await start(world, n8n, 'leadlex-new-contact-call.json', {
			'Call the contact': { scriptId: 'script-1' },
		});
		const jane = { full_name: 'Jane Doe', phone: '+61 491 570 006' };
		const { id } = await leadLex(world, '/v1/contacts', jane);
		await deliver(world, 'contact.created', { contact: { id, full_name: jane.full_name } });
		await expectSuccess(n8n, workflow);
		const { calls, contacts } = await sandbox.voxworks.state();
		expect([...contacts.values()]).toMatchObject([{ first_name: 'Jane', last_name: 'Doe' }]);
		expect([...calls.values()]).toMatchObject([{ script_id: 'script-1', status: 'scheduled' }]);
		const { notes } = await sandbox.leadLex.state();
		expect([...notes.values()]).toMatchObject([{ contact_id: id, title: 'Voxworks will call' }]);
	});

	test('leadlex-deal-won.json', async ({ world, n8n, sandbox }) => {
		const { workflow } = await start(world, n8n, 'leadlex-deal-won.json');
		const { id } = await leadLex(world, '/v1/deals', { name: 'Acme', owner_id: 'user-001' });
		await deliver(world, 'deal.closed_won', { deal: { id } });
		await expectSuccess(n8n, workflow);
		const { notes, tasks } = await sandbox.leadLex.state();
		expect([...notes.values()]).toMatchObject([{ deal_id: id, title: 'Won' }]);
		expect([...tasks.values()]).toMatchObject([{ deal_id: id, assigned_to_user_id: 'user-001' }]);
	});

	test('leadlex-business-card.json', async ({ world, n8n, sandbox }) => {
		const { workflow, form } = await start(world, n8n, 'leadlex-business-card.json');
		await sendForm(form, new Blob(['a photo'], { type: 'image/jpeg' }), 'IP conference');
		await expectSuccess(n8n, workflow);
		const { contacts } = await sandbox.leadLex.state();
		expect([...contacts.values()]).toMatchObject([
			{ full_name: 'Jane Doe', custom_fields: { met_at: 'IP conference' } },
		]);
		const requests = await sandbox.leadLex.requests();
		const scan = requests.find(({ path }) => path === '/v1/scan/business-card');
		expect(scan?.body).toEqual({ image_base64: Buffer.from('a photo').toString('base64') });
	});

	test('voxworks-form-call.json', async ({ world, n8n, sandbox }) => {
		const { workflow, form } = await start(world, n8n, 'voxworks-form-call.json', {
			'Schedule the call': { scriptId: 'script-1' },
		});
		await sendForm(form, 'Zoë', 'Webb', '0491 570 157', 'As soon as possible');
		await expectSuccess(n8n, workflow);
		const state = await sandbox.voxworks.state();
		const contact = contactWithPhone(state, '0491 570 157');
		expect(contact).toMatchObject({ first_name: 'Zoë', last_name: 'Webb' });
		expect([...state.calls.values()]).toMatchObject([{ contact_id: contact!.id }]);
	});

	test('voxworks-call-and-wait.json', async ({ world, n8n, sandbox }) => {
		await sandbox.setCallDuration(1000);
		const { workflow, form } = await start(world, n8n, 'voxworks-call-and-wait.json', {
			'Call and wait': { scriptId: 'script-1' },
		});
		await sendForm(form, 'Zoë', '0491 570 157');
		await expectSuccess(n8n, workflow);
		const { calls } = await sandbox.voxworks.state();
		const [{ id }] = await n8n.listExecutions(workflow);
		const execution = await n8n.getExecution(id);
		const result = { call_summary: 'Summary (sample)', transcript: 'Agent: Hello. (sample)' };
		expect(outputsOf(execution, 'Call and wait')[0].map(({ json }) => json)).toMatchObject(
			[...calls.keys()].map((call_id) => ({ call_id, finished: true, result })),
		);
		expect(outputsOf(execution, 'What was said')[0].map(({ json }) => json)).toEqual([
			{
				...{ name: 'Zoë', phone: '0491 570 157' },
				...{ outcome: 'completed', summary: result.call_summary },
			},
		]);
		expect(outputsOf(execution, 'Still on the phone')).toEqual([]);
	});

	test('voxworks-list-from-file.json', async ({ world, n8n, sandbox }) => {
		const { workflow, form } = await start(world, n8n, 'voxworks-list-from-file.json');
		const file = new Blob([readFileSync(PEOPLE_FILE)], { type: 'text/csv' });
		await sendForm(form, 'February follow-up', file);
		await expectSuccess(n8n, workflow);
		const { lists, contactIdsByList } = await sandbox.voxworks.state();
		expect([...lists.values()]).toMatchObject([{ name: 'February follow-up' }]);
		const [members] = [...contactIdsByList.values()];
		expect([...members]).toHaveLength(people.length);
	});

	test('sprinthub-card-won.json', async ({ world, n8n, sandbox }) => {
		const lead = await start(world, n8n, 'sprinthub-lead-voxworks-automation.json', {
			'Start the automation': {
				url: `${world.sandbox.voxworks.url}/api/v1/hooks/vx-sandbox-hook-4c07d9`,
			},
		});
		const message = 'Interested in the enterprise plan';
		await axios.post(
			lead.webhook,
			{ first_name: 'Ana', phone: '+55 11 97107 1713', message },
			local,
		);
		await expectSuccess(n8n, lead.workflow);
		const { leads } = await sandbox.sprintHub.state();
		const [{ id }] = [...leads.values()];
		expect(leads.size).toBe(1);
		const { automationRuns } = await sandbox.voxworks.state();
		expect([...automationRuns.values()]).toMatchObject([[{ first_name: 'Ana', notes: message }]]);

		const { workflow, webhook } = await start(world, n8n, 'sprinthub-card-won.json');
		const card = { id: '4534', title: 'Renewal', value: '1250.50', status: 'gain' };
		await axios.post(webhook, { ...card, lead_id: String(id) }, local);
		await expectSuccess(n8n, workflow);
		const { objects, links } = await sandbox.sprintHub.state();
		expect([...objects.values()]).toMatchObject([{ numero_pedido: 'CRM-4534' }]);
		expect(links).toMatchObject([{ targetId: id }]);
	});

	test('leadlex-enrich-campaign.json', async ({ world, n8n, sandbox }) => {
		const email = 'jane@example.com';
		const { id } = await leadLex(world, '/v1/contacts', { full_name: 'Jane Doe', email });
		const list = await leadLex(world, '/v1/lists', { name: 'Leads' });
		const template = 'Hi {{name}}';
		const campaign = { name: 'Q2', list_id: list.id, template };
		const { id: campaignId } = await leadLex(world, '/v1/campaigns', campaign);
		const { workflow } = await start(world, n8n, 'leadlex-enrich-campaign.json', {
			'Add to campaign': { campaignId: picked(String(campaignId)) },
		});
		expect((await n8n.run(workflow)).status).toBe('success');
		const { enrolments } = await sandbox.leadLex.state();
		expect(JSON.stringify([...enrolments.values()])).toContain(String(id));
	});

	test('leadlex-sync-sheet.json', async ({ world, n8n, sandbox }) => {
		const type = 'googleSheetsOAuth2Api';
		const { id, name } = await n8n.saveCredential({ name: 'Google Sheets', type, data: {} });
		const example = enterParameters(exampleOf(world, 'leadlex-sync-sheet.json'), {
			'Read the sheet': { documentId: picked('1'), sheetName: picked('0') },
		});
		const read = example.nodes.find((node) => node.name === 'Read the sheet')!;
		read.credentials = { [type]: { id, name } };
		// There is no Google here, so the output of its node is pinned
		const row = { 'Full name': 'Jane Doe', Email: 'jane@example.com', 'Job title': 'Partner' };
		const pinData = { [read.name]: [{ json: row }] };
		const workflow = await n8n.saveWorkflow({ ...example, pinData });
		started.push(workflow);
		await switchOn(n8n, workflow);
		expect((await n8n.run(workflow)).status).toBe('success');
		const { contacts } = await sandbox.leadLex.state();
		expect([...contacts.values()]).toMatchObject([{ full_name: 'Jane Doe', job_title: 'Partner' }]);
	});

	test('voxworks-finished-call.json', async ({ world, n8n }) => {
		const { workflow } = await start(world, n8n, 'voxworks-finished-call.json');
		expect((await n8n.getWorkflow(workflow.id)).active).toBe(true);
	});
});
