/**
 * `npm run release:dry`: tries a whole release in a copy of the last commit. Runs the commands of the
 * publish workflow, and of those in the mirrors that it pushes, against a registry on this machine.
 */
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { packageRoot, runWithProgress } from '../n8n';
import { packageFolders, providerPackages } from '../packages';
import { expectProvenance, readJobs, readOutputs, runJob, shell } from './jobs';
import type { Job } from './jobs';
import { cloneMirror, createMirrors } from './mirrors';
import { startRegistry } from './registry';
import type { Published } from './registry';

const NOTE = '- An entry that the dry run adds';

const workFolder = mkdtempSync(path.join(tmpdir(), 'contactlink-release-'));
/** In place of GitHub: what a release pushes, and what the jobs check out. */
const origin = path.join(workFolder, 'origin.git');
const repository = path.join(workFolder, 'repository');
const checkout = path.join(workFolder, 'checkout');
const downloads = path.join(workFolder, 'downloads');
const mirrors = path.join(workFolder, 'mirrors');
const outputs = path.join(workFolder, 'outputs');

async function main(): Promise<void> {
	const { test, pack, publish, mirror } = readJobs<'test' | 'pack' | 'publish' | 'mirror'>(
		packageRoot,
	);
	const registry = await startRegistry();
	const npmEnv = registryEnvironment(registry.url);
	try {
		await runWithProgress([
			{ title: 'Copy the last commit', run: copyRepository },
			{ title: 'Set the version, add it to the changelogs, commit and tag', run: release },
			{
				title: 'Check the tag, and pack each package once',
				run: async () => {
					await checkOut();
					await run(test, {}, checkout);
					await run(pack, {}, checkout);
				},
			},
			{ title: 'Refuse to pack with an untracked file', run: () => refuseUntracked(pack) },
			{ title: 'Refuse a tag that does not stand on main', run: () => refuseStray(test) },
			{ title: 'Publish the package for all providers', run: () => publishAll(publish, npmEnv) },
			{ title: 'Push the package of each provider to its mirror', run: () => pushMirrors(mirror) },
			{ title: 'Publish from each mirror', run: () => publishMirrors(npmEnv) },
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
	await expectRefusal('packed with an untracked file', () => run(pack, {}, checkout));
	rmSync(file);
	rmSync(tarballs, { recursive: true });
	cpSync(packed, tarballs, { recursive: true });
}

async function refuseStray(test: Job): Promise<void> {
	await shell('git push --quiet --force origin HEAD~1:main', checkout);
	await shell('git fetch --quiet origin', checkout);
	await expectRefusal('accepted a tag that is not on main', () => run(test, {}, checkout));
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

/** Runs the commands of a job for the tag of the release. */
const run = async (
	job: Job,
	values: Record<string, string>,
	cwd: string,
	env: Record<string, string> = {},
): Promise<void> =>
	runJob(job, values, cwd, {
		GITHUB_REF_NAME: await currentTag(),
		GITHUB_OUTPUT: outputs,
		...env,
	});

async function publishAll(publish: Job, npmEnv: Record<string, string>): Promise<void> {
	cpSync(path.join(checkout, 'tarballs'), downloads, { recursive: true });
	expectProvenance(publish, 'n8n-nodes-contactlink');
	await run(publish, readOutputs(outputs), downloads, npmEnv);
}

/** Each mirror gets a machine of its own, and a key that is not needed here. */
async function pushMirrors(mirror: Job): Promise<void> {
	const names = mirror.strategy?.matrix.package ?? [];
	await createMirrors(mirrors, names);
	const [commit] = await shell('git rev-parse HEAD', checkout);
	for (const name of names) {
		const machine = path.join(workFolder, `push-${name}`);
		cpSync(path.join(checkout, 'tarballs'), machine, { recursive: true });
		await run(mirror, { ...readOutputs(outputs), package: name, MIRROR_KEY: 'a key' }, machine, {
			MIRRORS: mirrors,
			RUNNER_TEMP: mkdtempSync(path.join(workFolder, 'temp-')),
			GITHUB_REPOSITORY: 'contactlink/n8n-nodes-contactlink',
			GITHUB_SHA: commit,
		});
	}
}

async function publishMirrors(npmEnv: Record<string, string>): Promise<void> {
	for (const { name } of providerPackages) {
		const clone = path.join(workFolder, `publish-${name}`);
		const assembled = path.join(checkout, 'mirrors', name);
		await cloneMirror(path.join(mirrors, `${name}.git`), await currentTag(), assembled, clone);
		const { publish } = readJobs<'publish'>(clone);
		expectProvenance(publish, name);
		await run(publish, {}, clone, npmEnv);
	}
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

/** Throws if the registry does not hold exactly the packed files, or if a manifest or a changelog is wrong. */
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
	const changed = published.filter(
		({ name, version, sha256 }) => !sums.includes(`${sha256}  ${name}-${version}.tgz\n`),
	);
	if (changed.length > 0) {
		throw new Error(`Published other files than packed: ${changed.map(({ name }) => name).join()}`);
	}
	// npm compares this with the repository that attests the build
	for (const { name, repository } of published) {
		const expectedUrl = `git+https://github.com/contactlink/${name}.git`;
		if (repository.url !== expectedUrl || repository.directory !== undefined) {
			throw new Error(`${name} was published from ${JSON.stringify(repository)}`);
		}
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
