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
/** Skipped, since this dry run is a part of it. */
const TESTS = 'bash .ci/run';

const workFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-release-'));
const repository = path.join(workFolder, 'repository');
const downloads = path.join(workFolder, 'downloads');
const outputs = path.join(workFolder, 'outputs');

async function main(): Promise<void> {
	const { test, publish } = readWorkflow().jobs;
	const registry = await startRegistry();
	try {
		await runWithProgress([
			{ title: 'Copy the last commit', run: copyRepository },
			{ title: 'Set the version, add it to the changelogs, commit and tag', run: release },
			{ title: 'Pack each package once', run: () => runJob(test, {}, repository) },
			{
				title: 'Publish these files',
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

/** Clones the last commit and adds a changelog entry, since a release needs one. */
async function copyRepository(): Promise<void> {
	await shell(`git clone --quiet "${packageRoot}" "${repository}"`, workFolder);
	await shell('git checkout --quiet -B main', repository);
	symlinkSync(path.join(packageRoot, 'node_modules'), path.join(repository, 'node_modules'));
	const changelog = path.join(repository, 'CHANGELOG.md');
	const text = readFileSync(changelog, 'utf8');
	writeFileSync(
		changelog,
		text.replace('## [Unreleased]\n', (head) => `${head}\n${NOTE}\n`),
	);
	await shell('git commit --quiet --all --message "Add a changelog entry"', repository);
}

const release = () =>
	shell('npm run release -- patch --ci --no-git.push --no-git.requireUpstream', repository);

/** Runs the commands of a job. `values` replaces the expressions in their environment, by output name. */
async function runJob(
	{ steps }: Job,
	values: Record<string, string>,
	cwd: string,
	env: Record<string, string> = {},
): Promise<void> {
	const [tag] = await shell('git describe --tags --exact-match', repository);
	const githubEnv = { GITHUB_REF_NAME: tag, GITHUB_OUTPUT: outputs };
	for (const { run, env: stepEnv = {} } of steps) {
		if (!run || run === TESTS) continue;
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
	const [tag] = await shell('git describe --tags --exact-match', repository);
	const versions = published.map(({ name, version }) => `${name} v${version}`).sort();
	const expected = Object.keys(packageFolders)
		.map((name) => `${name} ${tag}`)
		.sort();
	if (versions.join() !== expected.join()) {
		throw new Error(`Published ${versions.join(', ')} instead of ${expected.join(', ')}`);
	}
	const sums = readFileSync(path.join(repository, 'tarballs', 'SHA256SUMS'), 'utf8');
	const changed = published.filter(({ sha256 }) => !sums.includes(sha256));
	if (changed.length > 0) {
		throw new Error(`Published other files than packed: ${changed.map(({ name }) => name).join()}`);
	}
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
