/** A running n8n. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';

import { filesFolder, n8nEnvironment } from './environment';
import { installN8n } from './install';
import { findFreePort } from './ports';
import { ProgramError, runProgram, startProgram } from './processes';

export interface N8nOptions {
	/** n8n's data are in its folder .n8n, and its workflows read files in its folder files. */
	userFolder: string;
	/** Another one is taken if this is not free. */
	port?: number;
	/** Comes after, and over, all that is set here. */
	env?: NodeJS.ProcessEnv;
}

export interface N8n {
	/** http://127.0.0.1:PORT */
	url: string;
	pid: number;
	/** All that it wrote, also the n8n before it with the same folder. */
	logFile: string;
	/** From the start of the program until it answered. */
	startupMs: number;
	/** Fulfilled when it has ended, whatever the reason. */
	exited: Promise<number | null>;
	stop(): Promise<void>;
}

const WANTED_PORT = 5678;

/** The editor, the REST API and, unless `env` says otherwise, the executions too. */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const port = await findFreePort(options.port ?? WANTED_PORT);
	return await startServer('start', port, options);
}

/** A worker of queue mode. */
export async function startWorker(options: N8nOptions): Promise<N8n> {
	const port = await findFreePort(options.port);
	// Without this, a worker answers to nobody, and nobody knows when it is ready
	const env = { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
	return await startServer('worker', port, { ...options, env: { ...env, ...options.env } });
}

/** A process of queue mode that takes production webhooks, and nothing else. */
export async function startWebhook(options: N8nOptions): Promise<N8n> {
	return await startServer('webhook', await findFreePort(options.port), options);
}

const START_LIMIT_MS = 180_000;

async function startServer(
	command: 'start' | 'worker' | 'webhook',
	port: number,
	{ userFolder, env }: N8nOptions,
): Promise<N8n> {
	const { node, script } = await installN8n();
	mkdirSync(filesFolder(userFolder), { recursive: true });
	const logFile = path.join(userFolder, 'n8n.log');
	const lines: string[] = [];
	const onLine = (line: string) => {
		lines.push(line);
		appendFileSync(logFile, `${line}\n`);
	};

	const began = performance.now();
	const program = await startProgram(node, [script, command], {
		// n8n takes settings from a file .env of the folder it is started in
		cwd: userFolder,
		env: {
			...n8nEnvironment(node, { userFolder, port, brokerPort: await findFreePort() }),
			...env,
		},
		onLine,
	});
	const url = `http://127.0.0.1:${port}`;
	// n8n 1 says that it is ready a moment before it knows its REST API
	const signs = ['/healthz/readiness', ...(command === 'start' ? ['/rest/settings'] : [])];
	while (!(await isReady(url, signs))) {
		if (!program.isRunning()) throw new ProgramError(`n8n ${command}`, lines);
		if (performance.now() - began > START_LIMIT_MS) {
			await program.stop();
			throw new ProgramError(`n8n ${command} was not ready in time and`, lines);
		}
		await wait(20);
	}
	return {
		url,
		pid: program.pid,
		logFile,
		startupMs: performance.now() - began,
		exited: program.exited,
		stop: () => program.stop(),
	};
}

async function isReady(url: string, signs: string[]): Promise<boolean> {
	try {
		for (const sign of signs) await axios.get(url + sign, { timeout: 2000, proxy: false });
		return true;
	} catch {
		return false;
	}
}

/** n8n's command line, such as `execute --id=…`, in the folder of an n8n that may be running. */
export async function runN8n(args: string[], { userFolder, env }: N8nOptions): Promise<string[]> {
	const { node, script } = await installN8n();
	const place = { userFolder, port: await findFreePort(), brokerPort: await findFreePort() };
	return await runProgram(node, [script, ...args], {
		cwd: userFolder,
		env: { ...n8nEnvironment(node, place), ...env },
	});
}

/** Empties the log of an n8n that was started earlier with this folder. */
export function clearLog(userFolder: string): void {
	mkdirSync(userFolder, { recursive: true });
	writeFileSync(path.join(userFolder, 'n8n.log'), '');
}
