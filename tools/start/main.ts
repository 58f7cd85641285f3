/**
 * `npm start`: runs a real n8n with this package, the examples and the sandbox, until Ctrl+C.
 * `npm start -- --clean` deletes the data of earlier starts first.
 */
import pc from 'picocolors';

import { startSandbox, defaultPorts } from '../mockServers';
import type { Sandbox } from '../mockServers';
import {
	clearLog,
	connect,
	findFreePort,
	installN8n,
	installPackage,
	packPackage,
	runWithProgress,
	startN8n,
} from '../n8n';
import type { N8nClient, CredentialsByType, N8n } from '../n8n';
import { provisionCredentials, provisionExamples } from './provision';
import { banner } from './banner';
import { dataFolder, lockDataFolder } from './state';

async function main(args: string[]): Promise<void> {
	const unknown = args.find((arg) => arg !== '--clean');
	if (unknown) throw new Error(`Unknown option ${unknown}. The only option is --clean.`);
	lockDataFolder(args.includes('--clean'));

	let sandbox: Sandbox | undefined;
	let n8n: N8n | undefined;
	let stopping = false;
	const stop = async () => {
		if (stopping) return;
		stopping = true;
		console.log(pc.dim('\nStopping ...'));
		await n8n?.stop();
		await sandbox?.stop();
		// Programs that are still starting end with this process
		process.exit();
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => void stop());
	}

	await installN8n();
	let client!: N8nClient;
	let credentials: CredentialsByType;
	let names: string[] = [];
	await runWithProgress([
		{
			title: 'Build and pack the package, and install it in n8n',
			run: async () => installPackage(await packPackage(), dataFolder),
		},
		{
			title: 'Start the sandbox, which stands in for the services',
			run: async () => {
				sandbox = await startSandbox({ ports: await defaultPorts(findFreePort) });
			},
		},
		{
			title: 'Start n8n',
			run: async () => {
				clearLog(dataFolder);
				n8n = await startN8n({ userFolder: dataFolder });
			},
		},
		{
			title: 'Create the account and the credentials',
			run: async () => {
				client = await connect(n8n!.url);
				credentials = await provisionCredentials(client, sandbox!);
			},
		},
		{
			title: 'Import the examples',
			run: async () => {
				names = await provisionExamples(client, credentials);
			},
		},
	]);
	console.log(banner(n8n!, sandbox!, names));

	await n8n!.exited;
	if (!stopping) throw new Error(`n8n stopped unexpectedly. Its log is in ${n8n!.logFile}`);
}

main(process.argv.slice(2)).catch((error: Error) => {
	console.error(pc.red(`\n${error.message}\n`));
	process.exit(1);
});
