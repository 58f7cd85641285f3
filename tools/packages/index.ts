/**
 * The packages that are published: this one with all providers, and one for each provider by itself,
 * which n8n can verify because it serves one service. They follow from the nodes that package.json lists.
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

/** Every package that is published, by its name: the folder that npm packs. */
export const packageFolders: Record<string, string> = {
	[manifest.name]: '.',
	...Object.fromEntries(providerPackages.map(({ name, folder }) => [name, folder])),
};

/** Puts a provider's package together out of `dist` and the pages: code under its own name, and papers. */
export function assemble(one: ProviderPackage): void {
	const { name, folder } = one;
	const target = path.join(root, folder);
	rmSync(target, { recursive: true, force: true });
	for (const file of packageFiles(one, root)) {
		mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
		if (file.endsWith('.svg')) copyFileSync(path.join(root, file), path.join(target, file));
		else write(file, read(file).replaceAll(manifest.name, name));
	}
	const provider = describeProvider(one, root);
	write('package.json', `${JSON.stringify(buildManifest(one, provider), null, '\t')}\n`);
	const others = providerPackages
		.filter((other) => other !== one)
		.map((other) => describeProvider(other, root).name);
	write('README.md', buildReadme(one, provider, others, root));
	write('CHANGELOG.md', buildChangelog(read('CHANGELOG.md'), provider.name, others));
	cpSync(path.join(root, 'LICENSE.md'), path.join(target, 'LICENSE.md'));

	function write(file: string, text: string): void {
		writeFileSync(path.join(target, file), text);
	}
}

/** Packs what was built, into this folder. */
export function pack(into: string): void {
	const target = path.resolve(root, into);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	const folders = Object.values(packageFolders).map((folder) => `./${folder}`);
	execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', target, ...folders], {
		cwd: root,
		stdio: ['ignore', 'ignore', 'pipe'],
	});
}

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
