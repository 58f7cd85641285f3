/**
 * Starts programs, each in a process group of its own, so that its children end with it and none of
 * them outlives this process.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface ProgramOptions {
	cwd?: string;
	env?: NodeJS.ProcessEnv;
	/** Called with every line that the program writes to stdout or stderr. */
	onLine?: (line: string) => void;
	/** The user and group that run the program. Only root may set them. */
	uid?: number;
	gid?: number;
}

export interface Program {
	pid: number;
	/** Resolves with the exit code when the program has ended; null if a signal ended it. */
	exited: Promise<number | null>;
	isRunning(): boolean;
	/** Sends SIGTERM, then SIGKILL to the group after the grace period, and waits for the end. */
	stop(gracePeriodMs?: number): Promise<void>;
}

const onWindows = process.platform === 'win32';
const DEFAULT_GRACE_PERIOD_MS = 15_000;
const running = new Set<ChildProcess>();

process.once('exit', () => running.forEach((child) => signalGroup(child, 'SIGKILL')));

/** Returns when the program has started. Throws if it cannot be started. */
export async function startProgram(
	file: string,
	args: string[],
	{ onLine = () => {}, ...options }: ProgramOptions = {},
): Promise<Program> {
	const child = spawn(file, args, {
		...options,
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: !onWindows,
		// On Windows, npm is a .cmd file, which only a shell can start
		shell: onWindows,
	});
	running.add(child);
	const exited = new Promise<number | null>((resolve) => {
		child.once('close', (code) => {
			// Its own children may still be running
			signalGroup(child, 'SIGKILL');
			running.delete(child);
			resolve(code);
		});
	});
	for (const stream of [child.stdout, child.stderr]) {
		createInterface({ input: stream }).on('line', onLine);
	}
	await new Promise<void>((resolve, reject) => {
		child.once('spawn', resolve);
		child.once('error', (error) => {
			running.delete(child);
			reject(error);
		});
	});

	return {
		pid: child.pid!,
		exited,
		isRunning: () => running.has(child),
		async stop(gracePeriodMs = DEFAULT_GRACE_PERIOD_MS) {
			if (!running.has(child)) return;
			child.kill('SIGTERM');
			const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), gracePeriodMs);
			await exited;
			clearTimeout(timer);
		},
	};
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		if (onWindows) child.kill(signal);
		else process.kill(-child.pid, signal);
	} catch {
		// All of them have ended already
	}
}

const MAX_LINES_IN_MESSAGE = 20;

/** A program that failed, with the last lines of its output in the message. */
export class ProgramError extends Error {
	constructor(
		readonly program: string,
		readonly lines: string[],
	) {
		const lastLines = lines.slice(-MAX_LINES_IN_MESSAGE).map((line) => `  ${line}`);
		super([`${program} failed.`, ...lastLines].join('\n'));
	}
}

/** Runs a program to its end and returns its output. Throws ProgramError if it fails. */
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
