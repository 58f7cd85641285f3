/** Starts n8n's processes and runs its command line. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';

import { filesFolder, n8nEnvironment } from './environment';
import { installN8n } from './install';
import { findFreePort } from './ports';
import { ProgramError, runProgram, startProgram } from './processes';

export interface N8nOptions {
	/** n8n stores its data in the subfolder .n8n, and workflows may read files in the subfolder files. */
	userFolder: string;
	/** The preferred port. If it is taken, any free port is used. */
	port?: number;
	/** Overrides the variables that are set by default. */
	env?: NodeJS.ProcessEnv;
}

export interface N8n {
	/** http://127.0.0.1:PORT */
	url: string;
	pid: number;
	/** The output of all processes that were started with this folder since `clearLog`. */
	logFile: string;
	/** Milliseconds from the start of the process until it was ready. */
	startupMs: number;
	/** Resolves with the exit code when the process has ended; null if a signal ended it. */
	exited: Promise<number | null>;
	stop(): Promise<void>;
}

const DEFAULT_PORT = 5678;

/** Starts n8n's main process: the editor, the REST API and, unless in queue mode, the executions. */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const port = await findFreePort(options.port ?? DEFAULT_PORT);
	return await startServer('start', port, options);
}

/** Starts a worker of queue mode. */
export async function startWorker(options: N8nOptions): Promise<N8n> {
	const port = await findFreePort(options.port);
	// Only this makes a worker listen on a port, which shows when it is ready
	const env = { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
	return await startServer('worker', port, { ...options, env: { ...env, ...options.env } });
}

/** Starts a process of queue mode that only takes the calls of production webhooks. */
export async function startWebhook(options: N8nOptions): Promise<N8n> {
	return await startServer('webhook', await findFreePort(options.port), options);
}

const MAX_STARTUP_MS = 180_000;
const READINESS_INTERVAL_MS = 20;

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

	const startedAt = performance.now();
	const program = await startProgram(node, [script, command], {
		// n8n reads settings from a file .env in its working directory
		cwd: userFolder,
		env: {
			...n8nEnvironment(node, { userFolder, port, brokerPort: await findFreePort() }),
			...env,
		},
		onLine,
	});
	const url = `http://127.0.0.1:${port}`;
	// n8n 1 reports that it is ready a moment before its REST API is
	const paths = ['/healthz/readiness', ...(command === 'start' ? ['/rest/settings'] : [])];
	while (!(await isReady(url, paths))) {
		if (!program.isRunning()) throw new ProgramError(`n8n ${command}`, lines);
		if (performance.now() - startedAt > MAX_STARTUP_MS) {
			await program.stop();
			throw new ProgramError(`n8n ${command}, which was not ready in time,`, lines);
		}
		await wait(READINESS_INTERVAL_MS);
	}
	return {
		url,
		pid: program.pid,
		logFile,
		startupMs: performance.now() - startedAt,
		exited: program.exited,
		stop: () => program.stop(),
	};
}

async function isReady(url: string, paths: string[]): Promise<boolean> {
	try {
		for (const urlPath of paths) await axios.get(url + urlPath, { timeout: 2000, proxy: false });
		return true;
	} catch {
		return false;
	}
}

/** Runs a command of n8n, such as `execute --id=…`, and returns its output. n8n may be running meanwhile. */
export async function runN8n(args: string[], { userFolder, env }: N8nOptions): Promise<string[]> {
	const { node, script } = await installN8n();
	const location = { userFolder, port: await findFreePort(), brokerPort: await findFreePort() };
	return await runProgram(node, [script, ...args], {
		cwd: userFolder,
		env: { ...n8nEnvironment(node, location), ...env },
	});
}

/** Empties the log of this folder, which processes only append to. */
export function clearLog(userFolder: string): void {
	mkdirSync(userFolder, { recursive: true });
	writeFileSync(path.join(userFolder, 'n8n.log'), '');
}
