/**
 * `npm run release:dry`: tries a whole release in a copy of the last commit. Runs the commands of the
 * publish workflow against a registry on this machine.
 */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from 'js-yaml';

import { packageRoot, runProgram, runWithProgress } from '../n8n';
import { packageFolders } from '../packages';
import { startRegistry } from './registry';
import type { Published } from './registry';

interface Job {
	outputs?: Record<string, string>;
	steps: Array<{ run?: string; env?: Record<string, string> }>;
}

const NOTE = '- An entry that the dry run adds';
/** Skipped: this dry run is a part of the tests, and what `npm ci` installs is linked. */
const SKIPPED = ['bash .ci/run', 'npm ci'];

const workFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-release-'));
/** In place of GitHub: what a release pushes, and what the jobs check out. */
const origin = path.join(workFolder, 'origin.git');
const repository = path.join(workFolder, 'repository');
const checkout = path.join(workFolder, 'checkout');
const downloads = path.join(workFolder, 'downloads');
const outputs = path.join(workFolder, 'outputs');

async function main(): Promise<void> {
	const { test, pack, publish } = readWorkflow().jobs;
	const registry = await startRegistry();
	try {
		await runWithProgress([
			{ title: 'Copy the last commit', run: copyRepository },
			{ title: 'Set the version, add it to the changelogs, commit and tag', run: release },
			{
				title: 'Check the tag, and pack each package once',
				run: async () => {
					await checkOut();
					await runJob(test, {}, checkout);
					await runJob(pack, {}, checkout);
				},
			},
			{ title: 'Refuse to pack with an untracked file', run: () => refuseUntracked(pack) },
			{ title: 'Refuse a tag that does not stand on main', run: () => refuseStray(test) },
			{
				title: 'Publish these files',
				run: async () => {
					cpSync(path.join(checkout, 'tarballs'), downloads, { recursive: true });
					const { tarballs, ...needs } = readOutputs();
					const env = registryEnvironment(registry.url);
					for (const tarball of JSON.parse(tarballs) as string[]) {
						await runJob(publish, { ...needs, tarball }, downloads, env);
					}
				},
			},
			{
				title: 'Compare the published with the packed files',
				run: () => compare(registry.published),
			},
		]);
		for (const { name, version, sha256 } of registry.published) {
			console.log(`${name} ${version} ${sha256}`);
		}
	} finally {
		await registry.stop();
		rmSync(workFolder, { recursive: true, force: true });
	}
}

const readWorkflow = () =>
	load(readFileSync(path.join(packageRoot, '.github', 'workflows', 'publish.yml'), 'utf8')) as {
		jobs: { test: Job; pack: Job; publish: Job };
	};

const shell = (command: string, cwd: string, env: Record<string, string> = {}) =>
	runProgram('bash', ['-euo', 'pipefail', '-c', command], {
		cwd,
		env: { ...process.env, ...author, ...env },
	});

const author = {
	GIT_AUTHOR_NAME: 'Dry run',
	GIT_AUTHOR_EMAIL: 'dry-run@contactlink.example',
	GIT_COMMITTER_NAME: 'Dry run',
	GIT_COMMITTER_EMAIL: 'dry-run@contactlink.example',
};

/** Clones the last commit and adds a changelog entry, since a release needs one. */
async function copyRepository(): Promise<void> {
	await shell(`git clone --quiet "${packageRoot}" "${repository}"`, workFolder);
	await shell('git checkout --quiet -B main', repository);
	await shell(`git clone --quiet --bare "${repository}" "${origin}"`, workFolder);
	await shell(`git remote set-url origin "${origin}"`, repository);
	linkModules(repository);
	const changelog = path.join(repository, 'CHANGELOG.md');
	const text = readFileSync(changelog, 'utf8');
	writeFileSync(
		changelog,
		text.replace('## [Unreleased]\n', (head) => `${head}\n${NOTE}\n`),
	);
	await shell('git commit --quiet --all --message "Add a changelog entry"', repository);
}

/** A pattern for folders in .gitignore does not ignore a link, so Git is told of it. */
function linkModules(folder: string): void {
	symlinkSync(path.join(packageRoot, 'node_modules'), path.join(folder, 'node_modules'));
	appendFileSync(path.join(folder, '.git', 'info', 'exclude'), 'node_modules\n');
}

async function release(): Promise<void> {
	await shell('npm run release -- patch --ci --no-git.push --no-git.requireUpstream', repository);
	await shell('git push --quiet --follow-tags origin main', repository);
}

/** Checks out the tag as the jobs do. */
async function checkOut(): Promise<void> {
	const tag = await currentTag();
	await shell(`git clone --quiet "${origin}" "${checkout}"`, workFolder);
	await shell(`git checkout --quiet "${tag}"`, checkout);
	linkModules(checkout);
}

/** The tests leave files behind in the folders that are compiled. */
async function refuseUntracked(pack: Job): Promise<void> {
	const file = path.join(checkout, 'nodes', 'leftBehind.ts');
	const tarballs = path.join(checkout, 'tarballs');
	const packed = path.join(workFolder, 'packed');
	cpSync(tarballs, packed, { recursive: true });
	writeFileSync(file, 'export {};\n');
	await expectRefusal('packed with an untracked file', () => runJob(pack, {}, checkout));
	rmSync(file);
	rmSync(tarballs, { recursive: true });
	cpSync(packed, tarballs, { recursive: true });
}

async function refuseStray(test: Job): Promise<void> {
	await shell('git push --quiet --force origin HEAD~1:main', checkout);
	await shell('git fetch --quiet origin', checkout);
	await expectRefusal('accepted a tag that is not on main', () => runJob(test, {}, checkout));
}

async function expectRefusal(what: string, run: () => Promise<void>): Promise<void> {
	const isRefused = await run().then(
		() => false,
		() => true,
	);
	if (!isRefused) throw new Error(`The workflow ${what}`);
}

const currentTag = async (): Promise<string> =>
	(await shell('git describe --tags --exact-match', repository))[0];

/** Runs the commands of a job. `values` replaces the expressions in their environment, by output name. */
async function runJob(
	{ steps }: Job,
	values: Record<string, string>,
	cwd: string,
	env: Record<string, string> = {},
): Promise<void> {
	const tag = await currentTag();
	const githubEnv = { GITHUB_REF_NAME: tag, GITHUB_OUTPUT: outputs };
	for (const { run, env: stepEnv = {} } of steps) {
		if (!run || SKIPPED.includes(run)) continue;
		const resolved: Record<string, string> = {};
		for (const [name, value] of Object.entries(stepEnv)) resolved[name] = resolve(value, values);
		await shell(run, cwd, { ...githubEnv, ...resolved, ...env });
	}
}

const resolve = (text: string, values: Record<string, string>) =>
	String(text).replace(/\$\{\{ [\w.]*\.(\w+) \}\}/g, (_, name: string) => values[name]);

/** Parses GITHUB_OUTPUT: `name=value`, or several lines between two delimiters. */
function readOutputs(): Record<string, string> {
	const matches = readFileSync(outputs, 'utf8').matchAll(/^(\w+)(?:=(.*)|<<(\w+)\n([^]*?)\n\3)$/gm);
	return Object.fromEntries([...matches].map(([, name, line, , lines]) => [name, line ?? lines]));
}

/** The npm settings for the registry. Without provenance, since only GitHub can attest a build. */
function registryEnvironment(url: string): Record<string, string> {
	const config = path.join(workFolder, 'npmrc');
	appendFileSync(config, `${url.replace(/^http:/, '')}:_authToken=none\n`);
	return {
		npm_config_registry: url,
		npm_config_userconfig: config,
		NPM_CONFIG_PROVENANCE: 'false',
	};
}

/** Throws if the registry does not hold exactly the packed files, or if a changelog lacks the new version. */
async function compare(published: Published[]): Promise<void> {
	const tag = await currentTag();
	const versions = published.map(({ name, version }) => `${name} v${version}`).sort();
	const expected = Object.keys(packageFolders)
		.map((name) => `${name} ${tag}`)
		.sort();
	if (versions.join() !== expected.join()) {
		throw new Error(`Published ${versions.join(', ')} instead of ${expected.join(', ')}`);
	}
	const sums = readFileSync(path.join(checkout, 'tarballs', 'SHA256SUMS'), 'utf8');
	const changed = published.filter(({ sha256 }) => !sums.includes(sha256));
	if (changed.length > 0) {
		throw new Error(`Published other files than packed: ${changed.map(({ name }) => name).join()}`);
	}
	for (const folder of Object.values(packageFolders)) {
		const changelog = readFileSync(path.join(checkout, folder, 'CHANGELOG.md'), 'utf8');
		const [, version] = changelog.split(/^## (?!\[Unreleased\])/m);
		if (!version.startsWith(`[${tag.slice(1)}] - `) || !version.includes(NOTE)) {
			throw new Error(`The changelog of ${folder} does not begin with ${tag}`);
		}
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
