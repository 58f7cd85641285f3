/**
 * Starts programs. Each one leads a group of its own, so that its children end with it, and none
 * outlives this process.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';

export interface ProgramOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Every line that the program writes, to either of its outputs. */
	onLine?: (line: string) => void;
	/** Only root may choose these. */
	uid?: number;
	gid?: number;
}

export interface Program {
	pid: number;
	/** Fulfilled with the exit code when it has ended; null when a signal ended it. */
	exited: Promise<number | null>;
	isRunning(): boolean;
	/** Asks it to end, insists after a while, and waits until it is gone. */
	stop(patienceMs?: number): Promise<void>;
}

const onWindows = process.platform === 'win32';
const started = new Set<ChildProcess>();

process.once('exit', () => started.forEach((child) => signalGroup(child, 'SIGKILL')));

export async function startProgram(
	file: string,
	args: string[],
	{ onLine = () => {}, ...options }: ProgramOptions = {},
): Promise<Program> {
	const child = spawn(file, args, {
		...options,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: !onWindows,
		// npm is a .cmd file there, which only a shell can start
		shell: onWindows,
	});
	started.add(child);
	const exited = new Promise<number | null>((resolve) => {
		child.once('close', (code) => {
			// What it started itself may still be there
			signalGroup(child, 'SIGKILL');
			started.delete(child);
			resolve(code);
		});
	});
	for (const stream of [child.stdout, child.stderr]) {
		createInterface({ input: stream }).on('line', onLine);
	}
	await new Promise<void>((resolve, reject) => {
		child.once('spawn', resolve);
		child.once('error', (error) => {
			started.delete(child);
			reject(error);
		});
	});

	return {
		pid: child.pid!,
		exited,
		isRunning: () => started.has(child),
		async stop(patienceMs = 15_000) {
			if (!started.has(child)) return;
			child.kill('SIGTERM');
			const patience = new AbortController();
			const insisting = wait(patienceMs, undefined, { signal: patience.signal }).then(
				() => signalGroup(child, 'SIGKILL'),
				() => {},
			);
			await exited;
			patience.abort();
			await insisting;
		},
	};
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (onWindows) child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch {
		// All of them are gone already
	}
}

const LINES_OF_A_FAILURE = 20;

/** Why a program failed, with its last words. */
export class ProgramError extends Error {
	constructor(
		readonly program: string,
		readonly lines: string[],
	) {
		const words = lines.slice(-LINES_OF_A_FAILURE).map((line) => `  ${line}`);
		super([`${program} failed.`, ...words].join('\n'));
	}
}

/** Runs a program to its end and gives back what it wrote. */
export async function runProgram(
	file: string,
	args: string[],
	options: ProgramOptions = {},
): Promise<string[]> {
	const lines: string[] = [];
	const onLine = (line: string) => {
		lines.push(line);
		options.onLine?.(line);
	};
	const program = await startProgram(file, args, { ...options, onLine });
	const code = await program.exited;
	if (code !== 0) throw new ProgramError([file, ...args].join(' '), lines);
	return lines;
}
