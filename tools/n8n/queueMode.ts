/** Starts n8n in queue mode: a main process, workers and a webhook process, with Postgres and Redis. */
import path from 'node:path';

import { filesFolder } from './environment';
import type { N8n } from './n8n';
import { startN8n, startWebhook, startWorker } from './n8n';
import { installPackage } from './package';
import { findFreePort } from './ports';
import { runWithProgress } from './progress';
import type { Services } from './services';
import { installServices, startServices } from './services';

export interface QueueMode {
	main: N8n;
	workers: N8n[];
	/** Receives the calls of production webhooks. */
	webhook: N8n;
	/** The settings of the processes in addition to those that every n8n gets. */
	env: NodeJS.ProcessEnv;
	stop(): Promise<void>;
}

/**
 * Installs the package for each process. Throws if Postgres or Redis is missing and cannot be installed, or if a
 * process does not start; then nothing stays running.
 */
export async function startQueueMode(
	tarball: string,
	userFolder: string,
	workerCount: number,
): Promise<QueueMode> {
	let services: Services | undefined;
	let env: NodeJS.ProcessEnv = {};
	let main!: N8n;
	let webhook!: N8n;
	const workers: N8n[] = [];
	const webhookPort = await findFreePort();
	const workerFolders = Array.from({ length: workerCount }, (_, index) =>
		path.join(userFolder, `worker-${index + 1}`),
	);
	const webhookFolder = path.join(userFolder, 'webhook');
	const stop = async () => {
		const started: Array<N8n | undefined> = [...workers, webhook, main];
		await Promise.all(started.map(async (server) => await server?.stop()));
		await services?.stop();
	};
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
			title: `Start workers: ${workerCount}`,
			run: async () => {
				for (const folder of workerFolders) {
					workers.push(await startWorker({ userFolder: folder, env }));
				}
			},
		},
	]).catch(async (error: unknown) => {
		await stop();
		throw error;
	});
	return { main, workers, webhook, env, stop };
}
