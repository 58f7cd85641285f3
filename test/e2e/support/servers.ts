/** Starts the n8n under test: a single process, or queue mode. */
import { installPackage, runWithProgress, startN8n, startQueueMode } from '../../../tools/n8n';
import type { N8n, QueueMode } from '../../../tools/n8n';

/** Only queue mode has a webhook process. */
export interface Servers extends Omit<QueueMode, 'webhook'> {
	webhook?: N8n;
}

export const QUEUE_VARIABLE = 'CONTACTLINK_E2E_QUEUE';
export const WORKER_COUNT = 3;

export async function startServers(tarball: string, userFolder: string): Promise<Servers> {
	return process.env[QUEUE_VARIABLE]
		? await startQueueMode(tarball, userFolder, WORKER_COUNT)
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
