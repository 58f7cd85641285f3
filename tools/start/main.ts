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

interface Running {
	sandbox?: Sandbox;
	n8n?: N8n;
	isStopping: boolean;
}

async function main(args: string[]): Promise<void> {
	const unknown = args.find((arg) => arg !== '--clean');
	if (unknown) throw new Error(`Unknown option ${unknown}. The only option is --clean.`);
	lockDataFolder(args.includes('--clean'));

	const running: Running = { isStopping: false };
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => void stop(running));
	}
	await installN8n();
	const examples = await start(running);
	const { n8n, sandbox } = running;
	console.log(banner(n8n!, sandbox!, examples));

	await n8n!.exited;
	if (!running.isStopping) {
		throw new Error(`n8n stopped unexpectedly. Its log is in ${n8n!.logFile}`);
	}
}

async function stop(running: Running): Promise<void> {
	if (running.isStopping) return;
	running.isStopping = true;
	console.log(pc.dim('\nStopping ...'));
	await running.n8n?.stop();
	await running.sandbox?.stop();
	// Programs that are still starting end with this process
	process.exit();
}

/** Starts the sandbox and n8n, and returns the names of the examples that run with one click. */
async function start(running: Running): Promise<string[]> {
	let client!: N8nClient;
	let credentials: CredentialsByType;
	let examples: string[] = [];
	await runWithProgress([
		{
			title: 'Build and pack the package, and install it in n8n',
			run: async () => installPackage(await packPackage(), dataFolder),
		},
		{
			title: 'Start the sandbox, which stands in for the services',
			run: async () => {
				running.sandbox = await startSandbox({ ports: await defaultPorts(findFreePort) });
			},
		},
		{
			title: 'Start n8n',
			run: async () => {
				clearLog(dataFolder);
				running.n8n = await startN8n({ userFolder: dataFolder });
			},
		},
		{
			title: 'Create the account and the credentials',
			run: async () => {
				client = await connect(running.n8n!.url);
				credentials = await provisionCredentials(client, running.sandbox!);
			},
		},
		{
			title: 'Import the examples',
			run: async () => {
				examples = await provisionExamples(client, credentials);
			},
		},
	]);
	return examples;
}

main(process.argv.slice(2)).catch((error: Error) => {
	console.error(pc.red(`\n${error.message}\n`));
	process.exit(1);
});
