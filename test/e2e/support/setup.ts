/** Playwright's global setup: starts the sandbox and an n8n with the packed package, and returns the teardown. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { perProvider, PROVIDERS, startSandbox } from '../../../tools/mockServers';
import type { Sandbox, MockServer } from '../../../tools/mockServers';
import { connect, installN8n, packPackage, runWithProgress } from '../../../tools/n8n';
import type { N8nClient, CredentialsByType } from '../../../tools/n8n';
import { startServers } from './servers';
import { publishWorld } from './world';
import type { MockServerAccess } from './world';

export default async function setUp(): Promise<() => Promise<void>> {
	await installN8n();
	const userFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-e2e-'));
	/** What to undo, in the order in which it was started. */
	const undo: Array<() => unknown> = [() => rmSync(userFolder, { recursive: true, force: true })];
	const tearDown = async () => {
		for (const step of undo.reverse()) await step();
	};
	try {
		await start(userFolder, undo);
	} catch (error) {
		await tearDown();
		throw error;
	}
	return tearDown;
}

/** Adds how to stop it to `undo` for each thing that it starts. */
async function start(userFolder: string, undo: Array<() => unknown>): Promise<void> {
	let tarball = '';
	let sandbox!: Sandbox;
	await runWithProgress([
		{
			title: 'Build and pack the package',
			run: async () => {
				tarball = await packPackage();
			},
		},
		{
			title: 'Start the sandbox',
			run: async () => {
				sandbox = await startSandbox();
				undo.push(() => sandbox.stop());
			},
		},
	]);
	const servers = await startServers(tarball, userFolder);
	undo.push(() => servers.stop());
	const client = await connect(servers.main.url);

	publishWorld({
		url: servers.main.url,
		webhookUrl: servers.webhook?.url,
		cookie: client.cookie,
		userFolder,
		env: servers.env,
		logFiles: [servers.main, servers.webhook].flatMap((server) => server?.logFile ?? []),
		workerLogFiles: servers.workers.map(({ logFile }) => logFile),
		credentials: await saveCredentials(client, sandbox, 'Sandbox', (server) => server.credential),
		readOnlyCredentials: await saveCredentials(
			client,
			sandbox,
			'Sandbox, may only read',
			(server) => server.readOnlyCredential,
		),
		sandbox: perProvider((key) => accessOf(sandbox[key])),
	});
}

const accessOf = ({
	url,
	credential,
	readOnlyCredential,
}: MockServer<object>): MockServerAccess => ({
	url,
	credential,
	readOnlyCredential,
});

async function saveCredentials(
	client: N8nClient,
	sandbox: Sandbox,
	suffix: string,
	data: (server: MockServer<object>) => Record<string, string>,
): Promise<CredentialsByType> {
	const saved: CredentialsByType = {};
	for (const key of PROVIDERS) {
		const name = `${sandbox[key].name} (${suffix})`;
		const type = `${key}Api`;
		const { id } = await client.saveCredential({ name, type, data: data(sandbox[key]) });
		saved[type] = { id, name };
	}
	return saved;
}
