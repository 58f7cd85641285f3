/**
 * Starts the n8n under test: a single process, or in queue mode a main process, two workers and a webhook process with
 * Postgres and Redis.
 */
import path from 'node:path';

import {
	filesFolder,
	findFreePort,
	installPackage,
	runWithProgress,
	startN8n,
	startWebhook,
	startWorker,
} from '../../../tools/n8n';
import type { N8n } from '../../../tools/n8n';
import { installServices, startServices } from './services';
import type { Services } from './services';

export interface Servers {
	main: N8n;
	workers: N8n[];
	/** The webhook process of queue mode. */
	webhook?: N8n;
	/** Settings in addition to those of tools/n8n. */
	env: NodeJS.ProcessEnv;
	stop(): Promise<void>;
}

export const QUEUE_VARIABLE = 'CONTACTLINK_E2E_QUEUE';

export async function startServers(tarball: string, userFolder: string): Promise<Servers> {
	return process.env[QUEUE_VARIABLE]
		? await startQueueMode(tarball, userFolder)
		: await startSingle(tarball, userFolder);
}

async function startSingle(tarball: string, userFolder: string): Promise<Servers> {
	let main!: N8n;
	await runWithProgress([
		{
			title: 'Start n8n',
			run: async () => {
				await installPackage(tarball, userFolder);
				main = await startN8n({ userFolder, port: 0 });
			},
		},
	]);
	return { main, workers: [], env: {}, stop: () => main.stop() };
}

const WORKERS = ['worker-1', 'worker-2'];

async function startQueueMode(tarball: string, userFolder: string): Promise<Servers> {
	let services!: Services;
	let env: NodeJS.ProcessEnv = {};
	let main!: N8n;
	let webhook!: N8n;
	const workers: N8n[] = [];
	const webhookPort = await findFreePort();
	const workerFolders = WORKERS.map((name) => path.join(userFolder, name));
	const webhookFolder = path.join(userFolder, 'webhook');
	await runWithProgress([
		{ title: 'Install Postgres and Redis where they are missing', run: installServices },
		{
			title: 'Start Postgres and Redis',
			run: async () => {
				services = await startServices();
				// All processes read the file of the examples from the same folder
				env = { ...services.env, N8N_RESTRICT_FILE_ACCESS_TO: filesFolder(userFolder) };
			},
		},
		{
			title: 'Install the tarball for each process',
			run: async () => {
				const folders = [userFolder, webhookFolder, ...workerFolders];
				for (const folder of folders) await installPackage(tarball, folder);
			},
		},
		{
			title: 'Start main',
			run: async () => {
				const address = `http://127.0.0.1:${webhookPort}/`;
				const outside = { N8N_WEBHOOK_URL: address, WEBHOOK_URL: address };
				main = await startN8n({ userFolder, env: { ...env, ...outside } });
			},
		},
		{
			title: 'Start a webhook process',
			run: async () => {
				webhook = await startWebhook({ userFolder: webhookFolder, port: webhookPort, env });
			},
		},
		{
			title: `Start ${WORKERS.length} workers`,
			run: async () => {
				for (const folder of workerFolders) {
					workers.push(await startWorker({ userFolder: folder, env }));
				}
			},
		},
	]);
	const stop = async () => {
		await Promise.all([...workers, webhook, main].map((server) => server.stop()));
		await services.stop();
	};
	return { main, workers, webhook, env, stop };
}
