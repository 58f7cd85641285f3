/**
 * Builds the published packages: this one with all providers, and one per provider, which n8n can
 * verify because it serves a single service. The providers follow from the nodes in package.json.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import manifest from '../../package.json';
import { buildChangelog } from './changelog';
import { packageFiles } from './code';
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
	for (const file of packageFiles(providerPackage, root)) {
		mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
		if (file.endsWith('.svg')) copyFileSync(path.join(root, file), path.join(target, file));
		else write(file, read(file).replaceAll(manifest.name, name));
	}
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
