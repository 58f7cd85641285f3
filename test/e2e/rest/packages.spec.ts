/**
 * Installs each package alone in a real n8n, and all of them together. Each test has its own n8n, since the installed
 * packages differ.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { INodeTypeDescription } from 'n8n-workflow';

import { readPeople } from '../../../tools/demo/people';
import { PROVIDERS, providers, startSandbox } from '../../../tools/mockServers';
import type { Provider, ProviderKey, Sandbox } from '../../../tools/mockServers';
import { cacheFolder, connect, installPackage, packPackage } from '../../../tools/n8n';
import { prepareExamples, startN8n } from '../../../tools/n8n';
import type { N8nClient, CredentialsByType, Workflow } from '../../../tools/n8n';
import { packageFolders, providerPackages } from '../../../tools/packages';
import { node, switchOn, workflowOf } from '../support';

test.describe.configure({ mode: 'serial', timeout: 300_000 });

const people = readPeople();
const ALL = Object.keys(packageFolders);
const scenarioOf = (key: ProviderKey) => (providers[key] as Provider<object>).scenario;
const keysOf = (name: string): ProviderKey[] => {
	const providerPackage = providerPackages.find((candidate) => candidate.name === name);
	return providerPackage
		? PROVIDERS.filter((key) => providers[key].name === providerPackage.provider)
		: PROVIDERS;
};

let sandbox: Sandbox;
const tarballs: Record<string, string> = {};

test.beforeAll(async () => {
	sandbox = await startSandbox();
	for (const name of ALL) tarballs[name] = await packPackage(name);
});
test.beforeEach(() => PROVIDERS.forEach((key) => sandbox[key].reset()));
test.afterAll(() => sandbox?.stop());

interface RunningN8n {
	client: N8nClient;
	userFolder: string;
	credentials: CredentialsByType;
}

/** Runs `work` with an n8n that has these packages, then checks its log. */
async function withN8n(
	names: string[],
	work: (running: RunningN8n) => Promise<void>,
): Promise<void> {
	const userFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-packages-'));
	try {
		await installPackage(
			names.map((name) => tarballs[name]),
			userFolder,
		);
		const n8n = await startN8n({ userFolder, port: 0 });
		try {
			const client = await connect(n8n.url);
			const credentials: CredentialsByType = {};
			for (const key of new Set(names.flatMap(keysOf))) {
				const type = `${key}Api`;
				const data = sandbox[key].credential;
				const saved = await client.saveCredential({ name: 'Sandbox', type, data });
				expect(await client.testCredential(saved, data)).toMatchObject({ status: 'OK' });
				credentials[type] = { id: saved.id, name: saved.name };
			}
			await work({ client, userFolder, credentials });
		} finally {
			await n8n.stop();
		}
		expect(complaints(n8n.logFile)).toEqual([]);
	} finally {
		rmSync(userFolder, { recursive: true, force: true });
	}
}

/** Returns the warnings and errors that mention one of these packages. */
const complaints = (logFile: string) =>
	readFileSync(logFile, 'utf8')
		.replaceAll(cacheFolder, '')
		.split('\n')
		.filter(
			(line) => /"level":"(warn|error)"/.test(line) && /n8n-nodes-(?!base|langchain)/.test(line),
		);

const offeredBy = (name: string, nodeTypes: INodeTypeDescription[]) =>
	nodeTypes.filter((type) => type.name.startsWith(`${name}.`));

async function runExample({ client, ...running }: RunningN8n, name: string, key: ProviderKey) {
	const { workflow: file, problem, countRecords } = scenarioOf(key);
	sandbox[key].reset();
	const examples = prepareExamples(running.userFolder, running.credentials, name);
	const { workflow } = examples.find((example) => example.file === file)!;
	const saved = await client.saveWorkflow(workflow);
	expect((await client.run(saved)).status).toBe('success');
	const { state } = sandbox[key];
	expect(people.map((person) => problem(state, person)).filter(Boolean)).toEqual([]);
	expect(countRecords(state)).toMatchObject({ contacts: people.length, links: people.length });
}

interface ActiveTrigger {
	key: ProviderKey;
	workflow: Workflow;
}

/** Activates a workflow for each trigger of the package and waits until each has sent a request. */
async function switchOnTriggers(
	{ client, credentials }: RunningN8n,
	name: string,
): Promise<ActiveTrigger[]> {
	const active: ActiveTrigger[] = [];
	for (const key of keysOf(name)) {
		const isTrigger = ({ group, credentials: nodeCredentials }: INodeTypeDescription) =>
			group.includes('trigger') && nodeCredentials?.[0].name === `${key}Api`;
		for (const type of offeredBy(name, await client.nodeTypes()).filter(isTrigger)) {
			const before = sandbox[key].requests.length;
			const trigger = node(type.name, type.displayName, scenarioOf(key).trigger!.parameters, {
				credentials: { [`${key}Api`]: credentials[`${key}Api`] },
				webhookId: randomUUID(),
			});
			const workflow = await client.saveWorkflow({
				...workflowOf(type.name, [], node('n8n-nodes-base.noOp', 'After', {})),
				nodes: [trigger, node('n8n-nodes-base.noOp', 'After', {})],
				connections: {
					[trigger.name]: { main: [[{ node: 'After', type: 'main', index: 0 }]] },
				},
				pinData: {},
			});
			await switchOn(client, workflow);
			await expect.poll(() => sandbox[key].requests.length).toBeGreaterThan(before);
			active.push({ key, workflow });
		}
	}
	return active;
}

/** Fires the event of each provider once and checks that each trigger ran once. */
async function expectStarted({ client }: RunningN8n, active: ActiveTrigger[]): Promise<void> {
	for (const key of new Set(active.map((trigger) => trigger.key))) {
		await scenarioOf(key).trigger!.fire(sandbox[key].state);
	}
	for (const { workflow } of active) {
		const statuses = async () =>
			(await client.listExecutions(workflow)).map(({ status }) => status);
		await expect.poll(statuses, { timeout: 30_000 }).toEqual(['success']);
		await client.deactivate(workflow);
	}
}

for (const name of ALL) {
	test(`${name} works without the other packages`, async () => {
		await withN8n([name], async (running) => {
			const nodeTypes = await running.client.nodeTypes();
			const otherNames = ALL.filter((candidate) => candidate !== name);
			expect(otherNames.flatMap((otherName) => offeredBy(otherName, nodeTypes))).toEqual([]);
			const offered = offeredBy(name, nodeTypes).map((type) => type.name);
			for (const key of keysOf(name)) {
				expect(offered).toContain(`${name}.${key}`);
				expect(offered).toContain(`${name}.${key}Tool`);
				await runExample(running, name, key);
			}
			await expectStarted(running, await switchOnTriggers(running, name));
		});
	});
}

test('all packages work in one n8n with the same credentials', async () => {
	await withN8n(ALL, async (running) => {
		const credentialTypes = await running.client.credentialTypes();
		for (const key of PROVIDERS) {
			// n8n uses one of them for the nodes of both packages, so they must be equal
			const [first, ...duplicates] = credentialTypes.filter((type) => type.name === `${key}Api`);
			expect(duplicates).toHaveLength(1);
			expect(duplicates[0].properties).toEqual(first.properties);
		}
		const active: ActiveTrigger[] = [];
		for (const name of ALL) active.push(...(await switchOnTriggers(running, name)));
		await expectStarted(running, active);
		for (const name of ALL) {
			for (const key of keysOf(name)) await runExample(running, name, key);
		}
	});
});
