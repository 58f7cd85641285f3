/**
 * Builds the published packages: this one with all providers, and one per provider, which n8n can
 * verify because it serves a single service. The providers follow from the nodes in package.json.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import manifest from '../../package.json';
import { buildChangelog } from './changelog';
import { packageFiles, sourceFiles } from './code';
import { buildManifest } from './manifest';
import type { ProviderPackage } from './provider';
import { describeProvider } from './provider';
import { buildReadme } from './readme';

const root = path.resolve(__dirname, '..', '..');
const { nodes, credentials } = manifest.n8n;
const providerOf = (node: string) => path.basename(path.dirname(node));

export const providerPackages: ProviderPackage[] = [...new Set(nodes.map(providerOf))].map(
	(provider) => {
		const name = `n8n-nodes-${provider.toLowerCase()}`;
		return {
			name,
			provider,
			folder: `packages/${name}`,
			nodes: nodes.filter((node) => providerOf(node) === provider),
			credentials: credentials.filter((file) => path.basename(file).startsWith(`${provider}Api.`)),
		};
	},
);

/** The folder that npm packs, by the name of each published package. */
export const packageFolders: Record<string, string> = {
	[manifest.name]: '.',
	...Object.fromEntries(providerPackages.map(({ name, folder }) => [name, folder])),
};

/** Assembles a provider's package in its folder from `dist`, with its own name in the code, and writes its pages. */
export function assemble(providerPackage: ProviderPackage): void {
	const { name, folder } = providerPackage;
	const target = path.join(root, folder);
	rmSync(target, { recursive: true, force: true });
	copyAs(name, packageFiles(providerPackage, root), target);
	const provider = describeProvider(providerPackage, root);
	const packageManifest = buildManifest(providerPackage, provider);
	write('package.json', `${JSON.stringify(packageManifest, null, '\t')}\n`);
	const others = providerPackages
		.filter((other) => other !== providerPackage)
		.map((other) => describeProvider(other, root).name);
	write('README.md', buildReadme(providerPackage, provider, others, root));
	write('CHANGELOG.md', buildChangelog(read('CHANGELOG.md'), provider.name, others));
	cpSync(path.join(root, 'LICENSE.md'), path.join(target, 'LICENSE.md'));

	function write(file: string, text: string): void {
		writeFileSync(path.join(target, file), text);
	}
}

/**
 * Assembles the content of a provider's own repository: its built package as it is packed, the source
 * from which it was built, and the workflow that publishes it.
 */
export function assembleMirror(providerPackage: ProviderPackage, folder: string): void {
	const target = path.resolve(root, folder);
	rmSync(target, { recursive: true, force: true });
	cpSync(path.join(root, providerPackage.folder), target, { recursive: true });
	copyAs(providerPackage.name, sourceFiles(providerPackage, root), target);
	const workflow = path.join('.github', 'workflows', 'publish.yml');
	cpSync(path.join(__dirname, 'mirror', 'publish.yml'), path.join(target, workflow));
}

/** Copies files with the name of the package in place of that of the repository, which n8n would look for. */
function copyAs(name: string, files: string[], target: string): void {
	for (const file of files) {
		const copy = path.join(target, file);
		mkdirSync(path.dirname(copy), { recursive: true });
		if (file.endsWith('.svg')) copyFileSync(path.join(root, file), copy);
		else writeFileSync(copy, read(file).replaceAll(manifest.name, name));
	}
}

/** Packs the built packages into a folder, which is emptied first. */
export function pack(folder: string): void {
	const target = path.resolve(root, folder);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	const packages = Object.values(packageFolders).map((packageFolder) => `./${packageFolder}`);
	execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', target, ...packages], {
		cwd: root,
		stdio: ['ignore', 'ignore', 'pipe'],
	});
}

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
