/** The n8n under test: one process, or a main and two workers with Postgres and Redis. */
import path from 'node:path';

import { filesFolder, installPackage, runSteps, startN8n, startWorker } from '../../../tools/n8n';
import type { N8n } from '../../../tools/n8n';
import { installServices, startServices } from './services';
import type { Services } from './services';

export interface Servers {
	main: N8n;
	workers: N8n[];
	/** What they are told beyond what every n8n of ours is. */
	env: NodeJS.ProcessEnv;
	stop(): Promise<void>;
}

export const QUEUE_VARIABLE = 'CONTACTLINK_E2E_QUEUE';

export async function startServers(tarball: string, userFolder: string): Promise<Servers> {
	return process.env[QUEUE_VARIABLE]
		? await startQueueMode(tarball, userFolder)
		: await startOne(tarball, userFolder);
}

async function startOne(tarball: string, userFolder: string): Promise<Servers> {
	let main!: N8n;
	await runSteps([
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
	const workers: N8n[] = [];
	const workerFolders = WORKERS.map((name) => path.join(userFolder, name));
	await runSteps([
		{ title: 'Install Postgres and Redis where they are missing', run: installServices },
		{
			title: 'Start Postgres and Redis',
			run: async () => {
				services = await startServices();
				// The example's file lies in one folder, wherever a workflow runs
				env = { ...services.env, N8N_RESTRICT_FILE_ACCESS_TO: filesFolder(userFolder) };
			},
		},
		{
			title: 'Install the tarball for main and for each worker',
			run: async () => {
				for (const folder of [userFolder, ...workerFolders]) await installPackage(tarball, folder);
			},
		},
		{
			title: 'Start main',
			run: async () => {
				main = await startN8n({ userFolder, env });
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
		await Promise.all([...workers, main].map((server) => server.stop()));
		await services.stop();
	};
	return { main, workers, env, stop };
}
