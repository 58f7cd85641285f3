/**
 * `npm run release:dry`: a release from its command to the registry, in a copy of the last commit. The
 * commands are those of the workflow that publishes; the registry is one on this machine.
 */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { load } from 'js-yaml';

import { packageRoot, runProgram, runWithProgress } from '../n8n';
import { packageFolders } from '../packages';
import { startRegistry } from './registry';

interface Job {
	outputs?: Record<string, string>;
	steps: Array<{ run?: string; env?: Record<string, string> }>;
}

const NOTE = '- What a dry run adds';
/** What the tests of a release are is what this is part of. */
const TESTS = 'bash .ci/run';

const work = mkdtempSync(path.join(tmpdir(), 'contactlink-release-'));
const repository = path.join(work, 'repository');
const downloads = path.join(work, 'downloads');
const outputs = path.join(work, 'outputs');

async function main(): Promise<void> {
	const { test, publish } = workflow().jobs;
	const registry = await startRegistry();
	try {
		await runWithProgress([
			{ title: 'Copy the last commit', run: copy },
			{ title: 'Set the version, note it in the changelogs, commit and tag', run: release },
			{ title: 'Pack each package once', run: () => runJob(test, {}, repository) },
			{
				title: 'Publish those very files',
				run: async () => {
					cpSync(path.join(repository, 'tarballs'), downloads, { recursive: true });
					const { tarballs, ...needs } = readOutputs();
					const env = registryEnvironment(registry.url);
					for (const tarball of JSON.parse(tarballs) as string[]) {
						await runJob(publish, { ...needs, tarball }, downloads, env);
					}
				},
			},
			{
				title: 'Compare what the registry has with what was packed',
				run: () => compare(registry.published),
			},
		]);
		for (const { name, version, sha256 } of registry.published) {
			console.log(`${name} ${version} ${sha256}`);
		}
	} finally {
		await registry.stop();
		rmSync(work, { recursive: true, force: true });
	}
}

const workflow = () =>
	load(readFileSync(path.join(packageRoot, '.github', 'workflows', 'publish.yml'), 'utf8')) as {
		jobs: { test: Job; publish: Job };
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

async function copy(): Promise<void> {
	await shell(`git clone --quiet "${packageRoot}" "${repository}"`, work);
	await shell('git checkout --quiet -B main', repository);
	symlinkSync(path.join(packageRoot, 'node_modules'), path.join(repository, 'node_modules'));
	const changelog = path.join(repository, 'CHANGELOG.md');
	const text = readFileSync(changelog, 'utf8');
	writeFileSync(
		changelog,
		text.replace('## [Unreleased]\n', (head) => `${head}\n${NOTE}\n`),
	);
	await shell('git commit --quiet --all --message "Note a dry run"', repository);
}

const release = () =>
	shell('npm run release -- patch --ci --no-git.push --no-git.requireUpstream', repository);

/** The commands of a job, with `values` for the expressions in their environment. */
async function runJob(
	{ steps }: Job,
	values: Record<string, string>,
	cwd: string,
	env: Record<string, string> = {},
): Promise<void> {
	const [tag] = await shell('git describe --tags --exact-match', repository);
	const ofGitHub = { GITHUB_REF_NAME: tag, GITHUB_OUTPUT: outputs };
	for (const { run, env: own = {} } of steps) {
		if (!run || run === TESTS) continue;
		const resolved: Record<string, string> = {};
		for (const [name, value] of Object.entries(own)) resolved[name] = resolve(value, values);
		await shell(run, cwd, { ...ofGitHub, ...resolved, ...env });
	}
}

const resolve = (text: string, values: Record<string, string>) =>
	String(text).replace(/\$\{\{ [\w.]*\.(\w+) \}\}/g, (_, name: string) => values[name]);

/** As GitHub reads them: `name=value`, or many lines between a mark and itself. */
function readOutputs(): Record<string, string> {
	const found = readFileSync(outputs, 'utf8').matchAll(/^(\w+)(?:=(.*)|<<(\w+)\n([^]*?)\n\3)$/gm);
	return Object.fromEntries([...found].map(([, name, line, , lines]) => [name, line ?? lines]));
}

/** No provenance: only GitHub can attest where something was built. */
function registryEnvironment(url: string): Record<string, string> {
	const config = path.join(work, 'npmrc');
	appendFileSync(config, `${url.replace(/^http:/, '')}:_authToken=none\n`);
	return {
		npm_config_registry: url,
		npm_config_userconfig: config,
		NPM_CONFIG_PROVENANCE: 'false',
	};
}

async function compare(published: Array<{ name: string; version: string; sha256: string }>) {
	const [tag] = await shell('git describe --tags --exact-match', repository);
	const wanted = Object.keys(packageFolders);
	const versions = published.map(({ name, version }) => `${name} v${version}`).sort();
	const expected = wanted.map((name) => `${name} ${tag}`).sort();
	if (versions.join() !== expected.join()) throw new Error(`Published: ${versions.join(', ')}`);
	const sums = readFileSync(path.join(repository, 'tarballs', 'SHA256SUMS'), 'utf8');
	const other = published.filter(({ sha256 }) => !sums.includes(sha256));
	if (other.length > 0) throw new Error(`Not as packed: ${other.map(({ name }) => name).join()}`);
	for (const folder of Object.values(packageFolders)) {
		const changelog = readFileSync(path.join(repository, folder, 'CHANGELOG.md'), 'utf8');
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
