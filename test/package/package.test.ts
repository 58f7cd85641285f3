/** Checks the published packages, also with n8n's own scanner. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';

import { PROVIDERS, providers } from '../../tools/mockServers';
import { assembleMirror, pack, packageFolders, providerPackages } from '../../tools/packages';
import { buildChangelog } from '../../tools/packages/changelog';
import { builtNodes, manifest, root } from '../support/package';
import type { Manifest } from '../support/package';

const workFolder = mkdtempSync(join(tmpdir(), 'packages-'));
const tarballs = join(workFolder, 'tarballs');
/** The folder with the unpacked tarball of a package. */
const unpacked = (name: string) => join(workFolder, name, 'package');
/** The folder with the content of a package's own repository. */
const mirrored = (name: string) => join(workFolder, 'mirrors', name);
/** A package that the scanner rejects. */
const badPackage = join(workFolder, 'bad');
const verdicts = new Map<string, unknown>();
const read = (...path: string[]) => readFileSync(join(...path), 'utf8');
const filesIn = (folder: string) =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));

beforeAll(() => {
	pack(tarballs);
	for (const file of readdirSync(tarballs)) {
		const folder = join(workFolder, file.replace(/-[\d.]+\.tgz$/, ''));
		mkdirSync(folder);
		execFileSync('tar', ['-xzf', join(tarballs, file), '-C', folder]);
	}
	for (const each of providerPackages) assembleMirror(each, mirrored(each.name));
	writeBadPackage();
	scanAll();
}, 120_000);
afterAll(() => rmSync(workFolder, { recursive: true }));

test('there is one package for all providers and one for each provider', () => {
	const names = [manifest.name, ...PROVIDERS.map((key) => `n8n-nodes-${key.toLowerCase()}`)];
	expect(Object.keys(packageFolders).sort()).toEqual([...names].sort());
	const files = names.map((name) => `${name}-${manifest.version}.tgz`);
	expect(readdirSync(tarballs).sort()).toEqual(files.sort());
});

test('n8n loads the engine of the nodes with the first run, not at its start', () => {
	const files = [...manifest.n8n.nodes, ...manifest.n8n.credentials].map((file) =>
		join(root, file),
	);
	const script = `${JSON.stringify(files)}.map(require); console.log(Object.keys(require.cache).join())`;
	const loaded = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
	expect(loaded).toContain(join('shared', 'editor', 'nodeProperties.js'));
	for (const file of ['run/execute.js', 'http/sender.js', 'rateLimit/throttle.js']) {
		expect(loaded).not.toContain(join('shared', file));
	}
});

describe.each(Object.keys(packageFolders))('%s', (name) => {
	const manifestOf = () => JSON.parse(read(unpacked(name), 'package.json')) as Manifest;

	test('contains the build, the README, the changelog, the license and nothing else', () => {
		const paths = filesIn(unpacked(name));
		expect(paths.filter((path) => !path.startsWith('dist/')).sort()).toEqual([
			'CHANGELOG.md',
			'LICENSE.md',
			'README.md',
			'package.json',
		]);
		const { nodes, credentials } = manifestOf().n8n;
		expect(paths).toEqual(expect.arrayContaining([...nodes, ...credentials]));
		expect(paths.filter((path) => !/\.(js|json|svg|md)$/.test(path))).toEqual([]);
	});

	test('is smaller than 300 KiB', () => {
		const { size } = statSync(join(tarballs, `${name}-${manifest.version}.tgz`));
		expect(size).toBeLessThan(300 * 1024);
	});

	test('has no runtime dependency except n8n', () => {
		const { dependencies, peerDependencies } = manifestOf();
		expect(dependencies).toBeUndefined();
		expect(peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test('comes from a repository of its own name, not from a folder of one', () => {
		expect(manifestOf().repository).toEqual({
			type: 'git',
			url: `git+https://github.com/contactlink/${name}.git`,
		});
	});

	test("passes n8n's scanner as published", () => {
		expect(verdictOn(unpacked(name))).toEqual({ passed: true });
	});
});

describe.each(providerPackages)('$name', (providerPackage) => {
	const { name, provider, folder } = providerPackage;
	const ownProvider = Object.values(providers).find((each) => each.name === provider)!;
	const otherProviders = Object.values(providers).filter((each) => each !== ownProvider);
	const page = () => read(unpacked(name), 'README.md');

	test('provides n8n with the nodes and the credential of its provider under their names', async () => {
		const loader = new PackageDirectoryLoader(join(root, folder));
		await loader.loadAll();
		expect(loader.packageName).toBe(name);
		const ofProvider = builtNodes.filter(({ file }) => file.includes(`/${provider}/`));
		const nodes = ofProvider.map(({ instance }) => instance.description.name);
		expect(loader.types.nodes.map((node) => node.name).sort()).toEqual(nodes.sort());
		expect(loader.types.credentials).toMatchObject([{ displayName: `${provider} API` }]);
		const codexes = loader.types.nodes.map(({ codex, iconUrl }) => ({ codex, iconUrl }));
		for (const { codex, iconUrl } of codexes) {
			expect(codex?.categories).not.toEqual([]);
			const icons = Object.values(iconUrl as object) as string[];
			expect(icons.map((icon) => icon.split('/').slice(0, 2))).toEqual([
				['icons', name],
				['icons', name],
			]);
			const files = icons.map((icon) => join(unpacked(name), ...icon.split('/').slice(2)));
			expect(files.filter((icon) => !existsSync(icon))).toEqual([]);
		}
	});

	test('contains exactly the files that it loads, and no code of other providers', () => {
		const code = filesIn(join(unpacked(name), 'dist'));
		const strange = otherProviders.filter((otherProvider) =>
			code.some((file) => file.includes(otherProvider.name)),
		);
		expect(strange.map((otherProvider) => otherProvider.name)).toEqual([]);
		const entries = new Set(
			[...providerPackage.nodes, ...providerPackage.credentials].map((file) => file.slice(5)),
		);
		const files = code.filter((file) => file.endsWith('.js'));
		const loaded = files.flatMap((file) =>
			[...read(unpacked(name), 'dist', file).matchAll(/require\((['"])(\..+?)\1\)/g)].map(
				([, , target]) => join(dirname(file), target),
			),
		);
		const fileOf = (target: string) =>
			[`${target}.js`, `${target}/index.js`].find((file) => files.includes(file));
		expect(loaded.filter((target) => !fileOf(target))).toEqual([]);
		const isLoaded = (file: string) => loaded.some((target) => fileOf(target) === file);
		expect(files.filter((file) => !entries.has(file) && !isLoaded(file))).toEqual([]);
	});

	test('mentions its own name and provider only', () => {
		const codes = filesIn(unpacked(name)).filter((file) => file.startsWith('dist/'));
		expect(codes.filter((file) => read(unpacked(name), file).includes(manifest.name))).toEqual([]);
		const { description, keywords, version } = JSON.parse(
			read(unpacked(name), 'package.json'),
		) as Manifest & { description: string; keywords: string[] };
		expect(version).toBe(manifest.version);
		expect(description).toMatch(new RegExp(`^n8n nodes for ${ownProvider.name}: [a-z].*[^.]$`));
		expect(keywords).toEqual(
			expect.arrayContaining(['n8n-community-node-package', ownProvider.contract]),
		);
		for (const otherProvider of otherProviders) {
			expect(description).not.toContain(otherProvider.name);
			expect(page()).not.toContain(otherProvider.name);
		}
	});

	test('has a README whose links also work on npm', () => {
		expect(page()).toMatch(new RegExp(`^# ${name}\n`));
		expect(page()).toContain(`Enter \`${name}\` and confirm`);
		const links = [...page().matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
		const place = new RegExp(`^https://github.com/[^/]+/[^/]+/(?:blob|raw)/v${manifest.version}/`);
		const inRepository = links.filter((link) => place.test(link));
		expect(inRepository.length).toBeGreaterThan(5);
		const exists = (link: string) => existsSync(join(root, link.replace(place, '').split('#')[0]));
		expect(inRepository.filter((link) => !exists(link))).toEqual([]);
		const headings = [...page().matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
			heading
				.toLowerCase()
				.replace(/[^\w -]/g, '')
				.replaceAll(' ', '-'),
		);
		const anchors = links.filter((link) => !place.test(link) && !/^https:/.test(link));
		expect(anchors.filter((link) => !headings.includes(link.slice(1)))).toEqual([]);
	});

	test('has the example workflows of its provider in the README, with its own node types', () => {
		const workflows = [...page().matchAll(/^### (.+)\n\n```json\n([^]*?)\n```/gm)];
		expect(workflows.map(([, file]) => file)).toContain(ownProvider.scenario.workflow);
		for (const [, , text] of workflows) {
			const { nodes } = JSON.parse(text) as { nodes: Array<{ type: string }> };
			const types = nodes.map(({ type }) => type.split('.')[0]);
			expect(new Set(types)).toEqual(new Set(['n8n-nodes-base', name]));
		}
	});

	test('has a mirror with the packed files, their source, the workflow and nothing else', () => {
		const files = filesIn(mirrored(name));
		const packed = filesIn(unpacked(name));
		const differ = packed.filter(
			(file) => read(mirrored(name), file) !== read(unpacked(name), file),
		);
		expect(differ).toEqual([]);
		const added = files.filter((file) => !packed.includes(file));
		const isSource = /^(nodes|credentials)\/.*\.(ts|json|svg)$/;
		expect(added.filter((file) => !isSource.test(file))).toEqual(['.github/workflows/publish.yml']);
		// Each built file has its source
		const built = packed.filter((file) => file.startsWith('dist/'));
		const sources = built.map((file) => file.slice(5).replace(/\.js$/, '.ts'));
		expect(sources.filter((file) => !added.includes(file))).toEqual([]);
		const source = added.filter((file) => isSource.test(file));
		const foreign = source.filter((file) => read(mirrored(name), file).includes(manifest.name));
		expect(foreign).toEqual([]);
	});

	test('has a mirror whose source is complete, without that of other providers', () => {
		const files = filesIn(mirrored(name)).filter((file) => file.endsWith('.ts'));
		const imported = files.flatMap((file) =>
			[...read(mirrored(name), file).matchAll(/(?:from |import |import\()'(\.[^']*)'/g)].map(
				([, target]) => join(dirname(file), target),
			),
		);
		expect(imported.length).toBeGreaterThan(files.length);
		const isThere = (target: string) =>
			[`${target}.ts`, `${target}/index.ts`].some((file) => files.includes(file));
		expect(imported.filter((target) => !isThere(target))).toEqual([]);
		const ofOthers = otherProviders.filter((each) =>
			existsSync(join(mirrored(name), 'nodes', each.name)),
		);
		expect(ofOthers).toEqual([]);
	});

	test('is packed in the mirror to the tarball that was tested', () => {
		const target = join(workFolder, `${name}-from-mirror`);
		mkdirSync(target);
		execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', target], {
			cwd: mirrored(name),
			stdio: ['ignore', 'ignore', 'pipe'],
		});
		const file = `${name}-${manifest.version}.tgz`;
		expect(readFileSync(join(target, file)).equals(readFileSync(join(tarballs, file)))).toBe(true);
	});

	test("passes n8n's scanner with the source in its mirror", () => {
		expect(verdictOn(mirrored(name))).toEqual({ passed: true });
	});
});

test('a changelog contains the entries of the provider and of all providers', () => {
	const changelog =
		'# Changelog\n\n- Ada node: a\n  b\n- Bob node: c\n- Ada and Bob: d\n- All: e\n  f\n';
	expect(buildChangelog(changelog, 'Bob', ['Ada'])).toBe(
		'# Changelog\n\n- Bob node: c\n- Ada and Bob: d\n- All: e\n  f\n',
	);
});

describe("n8n's scanner", () => {
	test('passes the source of all packages', () => {
		expect(verdictOn(root)).toEqual({ passed: true });
	});

	test('reports a node that uses restricted globals', () => {
		expect(verdictOn(badPackage)).toMatchObject({
			passed: false,
			details: expect.stringContaining('no-restricted-globals'),
		});
	});
});

function writeBadPackage(): void {
	mkdirSync(join(badPackage, 'nodes'), { recursive: true });
	writeFileSync(
		join(badPackage, 'package.json'),
		'{ "name": "bad", "version": "1.0.0", "dependencies": { "a": "1" } }',
	);
	writeFileSync(join(badPackage, 'nodes', 'Bad.node.ts'), 'setTimeout(() => process.exit(), 1);\n');
}

/** Runs the scanner on all folders in one process, since it takes long to load. */
function scanAll(): void {
	const scans = [
		...Object.keys(packageFolders).map((name) => [unpacked(name), 'built']),
		...providerPackages.map(({ name }) => [mirrored(name), name]),
		[root, 'source'],
		[badPackage, 'source'],
	];
	const output = execFileSync(
		process.execPath,
		[join(__dirname, 'scan.mjs'), JSON.stringify(scans)],
		{
			encoding: 'utf8',
			// With Jest's NODE_ENV, the rules believe that they run in their own tests
			env: { ...process.env, NODE_ENV: '' },
		},
	);
	const all = JSON.parse(output.trim().split('\n').at(-1)!) as unknown[];
	scans.forEach(([folder], index) => verdicts.set(folder, all[index]));
}

/** Returns the scanner's verdict on a folder. */
const verdictOn = (folder: string) => verdicts.get(folder);
