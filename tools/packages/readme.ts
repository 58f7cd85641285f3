/** Builds the README of a provider's package from the provider's page, for npm. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { INode } from 'n8n-workflow';

import manifest from '../../package.json';
import type { ProviderPackage } from './provider';
import { pageOf, repositoryUrl } from './manifest';
import type { ProviderInfo } from './provider';

/** Leaves out the examples that need the nodes or the services of the `others`. */
export function buildReadme(
	providerPackage: ProviderPackage,
	{ name }: ProviderInfo,
	others: string[],
	root: string,
): string {
	const page = path.join('docs', pageOf(providerPackage));
	const examples = examplesOf(providerPackage, others, root);
	const text = readFileSync(path.join(root, page), 'utf8')
		.replace(/^# .*\n/, `# ${providerPackage.name}\n`)
		.replace(/^<!-- .* -->\n\n/gm, '')
		.replace(/^(?=## Operations$)/m, install(providerPackage, name))
		.replace(EXAMPLE_ENTRY, (entry, file: string) => (file in examples ? entry : ''))
		.replace(/(?<=\]\()[^)\s]+(?=\))/g, (link) => resolveLink(page, link, Object.keys(examples)));
	return [text.trim(), workflows(examples), SOURCE, licence(name)].join('\n\n');
}

/** An entry in a page's list of examples, with all its lines. */
const EXAMPLE_ENTRY = /^- \[[^\]]+\]\(\.\.\/examples\/([^)]+)\).*\n(?: {2}.*\n)*/gm;

const install = (providerPackage: ProviderPackage, name: string) => `## Install in n8n

1. In n8n, open **Settings > Community nodes** and choose **Install**.
2. Enter \`${providerPackage.name}\` and confirm.

Works on n8n 1.100.1 and newer ([what was run on which version](compatibility.md)). If n8n does not let
you choose **Install**, as n8n 3.0 does by default, see [Ready for n8n 3.0](compatibility.md#ready-for-n8n-30).

This package has the nodes for ${name} only. The package \`${manifest.name}\` has the same nodes and those
for other services. [Which one to install](packages.md).

`;

/** Makes a relative link absolute, to the file at this version. A link to an example leads to its section. */
function resolveLink(page: string, link: string, examples: string[]): string {
	if (link.startsWith('#') || /^[a-z]+:/.test(link)) return link;
	const example = examples.find((file) => link.endsWith(`/${file}`));
	if (example) return `#${example.replaceAll('.', '')}`;
	const kind = /\.(png|svg)$/.test(link) ? 'raw' : 'blob';
	return new URL(link, `${repositoryUrl}/${kind}/v${manifest.version}/${page}`).href;
}

/** The JSON of the examples that need only this provider, by file. */
function examplesOf(
	providerPackage: ProviderPackage,
	others: string[],
	root: string,
): Record<string, string> {
	const folder = path.join(root, 'examples');
	const ownTypes = providerPackage.nodes.map((file) => {
		const [first, ...rest] = path.basename(file, '.node.js');
		return `${manifest.name}.${first.toLowerCase()}${rest.join('')}`;
	});
	const isOwn = (text: string) => {
		const { nodes } = JSON.parse(text) as { nodes: INode[] };
		const ourTypes = nodes
			.map(({ type }) => type)
			.filter((type) => type.startsWith(manifest.name));
		return (
			ourTypes.every((type) => ownTypes.includes(type)) &&
			!others.some((name) => text.includes(name))
		);
	};
	const examples = readdirSync(folder)
		.filter((file) => file.endsWith('.json'))
		.map((file): [string, string] => [file, readFileSync(path.join(folder, file), 'utf8')])
		.filter(([, text]) => isOwn(text));
	return Object.fromEntries(
		examples.map(([file, text]) => [file, text.replaceAll(`${manifest.name}.`, `${providerPackage.name}.`)]),
	);
}

function workflows(examples: Record<string, string>): string {
	const sections = Object.entries(examples).map(
		([file, text]) => `### ${file}\n\n\`\`\`json\n${text.trim()}\n\`\`\``,
	);
	const instruction = 'Copy one and paste it into an empty workflow in n8n.';
	return ['## Workflows to import', instruction, ...sections].join('\n\n');
}

const SOURCE = `## Source

[${manifest.name}](${repositoryUrl}) is where this package is developed and where issues and changes belong.
Its own repository is a copy, written by each release.`;

const licence = (name: string) => `## Licence

[MIT](${repositoryUrl}/blob/v${manifest.version}/LICENSE.md). The name ${name} belongs to its owner, who did not make this package.
`;
