/** Starts Postgres and Redis from Debian's packages, on localhost, with temporary data. */
import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { findFreePort } from './ports';
import { ProgramError, runProgram, startProgram } from './processes';
import type { Program } from './processes';

export interface Services {
	/** The environment variables that connect n8n to the services. */
	env: NodeJS.ProcessEnv;
	stop(): Promise<void>;
}

const isRoot = process.getuid?.() === 0;

/** Installs missing packages. Throws the command to run if this user may not install. */
export async function installServices(report: (text: string) => void): Promise<void> {
	const missing = [
		...(postgresProgram('initdb') ? [] : ['postgresql']),
		...(redisProgram() ? [] : ['redis-server']),
	];
	if (missing.length === 0) return;
	const command = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing];
	if (!isRoot || !existsSync('/usr/bin/apt-get')) {
		throw new Error(`${missing.join(' and ')} is missing. On Debian: sudo ${command.join(' ')}`);
	}
	// In runlevel 1, a package does not start its service
	const env = { ...process.env, RUNLEVEL: '1', DEBIAN_FRONTEND: 'noninteractive' };
	await runProgram('apt-get', ['update'], { env, onLine: report });
	await runProgram(command[0], command.slice(1), { env, onLine: report });
}

/** Finds a program of the newest Postgres. Debian installs them outside PATH, by version. */
function postgresProgram(name: string): string | undefined {
	const root = '/usr/lib/postgresql';
	const versions = existsSync(root)
		? readdirSync(root)
				.map(Number)
				.sort((a, b) => b - a)
		: [];
	const files = versions.map((version) => path.join(root, String(version), 'bin', name));
	return files.find((file) => existsSync(file));
}

const redisProgram = () => ['/usr/bin/redis-server'].find((file) => existsSync(file));

export async function startServices(): Promise<Services> {
	const folder = mkdtempSync(path.join(tmpdir(), 'contactlink-services-'));
	const running: Program[] = [];
	const stop = async () => {
		await Promise.all(running.map((program) => program.stop()));
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		const postgresPort = await findFreePort();
		running.push(await startPostgres(path.join(folder, 'postgres'), folder, postgresPort));
		const redisPort = await findFreePort();
		running.push(await startRedis(folder, redisPort));
		return { env: environment(postgresPort, redisPort), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function startPostgres(data: string, folder: string, port: number): Promise<Program> {
	// Postgres refuses to run as root
	const user = isRoot ? findUser('postgres') : undefined;
	if (user) chownSync(folder, user.uid, user.gid);
	const init = ['-D', data, '-U', 'n8n', '--auth=trust', '-E', 'UTF8', '--no-locale', '--no-sync'];
	await runProgram(postgresProgram('initdb')!, init, { cwd: folder, ...user });
	const settings = ['unix_socket_directories=', 'fsync=off'].flatMap((text) => ['-c', text]);
	const args = ['-D', data, '-h', '127.0.0.1', '-p', String(port), ...settings];
	const readyLine = 'database system is ready to accept connections';
	return await startService(postgresProgram('postgres')!, args, readyLine, {
		cwd: folder,
		...user,
	});
}

async function startRedis(folder: string, port: number): Promise<Program> {
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
	return await startService(redisProgram()!, args, 'Ready to accept connections', { cwd: folder });
}

/** Starts a program and waits until it prints the line that shows it is ready. */
async function startService(
	file: string,
	args: string[],
	readyLine: string,
	options: { cwd: string; uid?: number; gid?: number },
): Promise<Program> {
	const lines: string[] = [];
	let ready!: () => void;
	const isReady = new Promise<void>((resolve) => (ready = resolve));
	const onLine = (line: string) => {
		lines.push(line);
		if (line.includes(readyLine)) ready();
	};
	const program = await startProgram(file, args, { ...options, onLine });
	const died = program.exited.then(() => {
		throw new ProgramError(file, lines);
	});
	await Promise.race([isReady, died]);
	// Once it is ready, a later exit is no error here
	died.catch(() => {});
	return program;
}

function findUser(name: string): { uid: number; gid: number } {
	const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
	return { uid: id('-u'), gid: id('-g') };
}

const environment = (postgresPort: number, redisPort: number): NodeJS.ProcessEnv => ({
	DB_TYPE: 'postgresdb',
	DB_POSTGRESDB_HOST: '127.0.0.1',
	DB_POSTGRESDB_PORT: String(postgresPort),
	DB_POSTGRESDB_DATABASE: 'postgres',
	DB_POSTGRESDB_USER: 'n8n',
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: '127.0.0.1',
	QUEUE_BULL_REDIS_PORT: String(redisPort),
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	// All processes must decrypt the same credentials
	N8N_ENCRYPTION_KEY: 'the same for main and workers',
});
