/** Describes a provider, from its node and its codex file. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { INodeType } from 'n8n-workflow';

export interface ProviderPackage {
	/** The name on npm and the prefix of its node types, such as n8n-nodes-voxworks. */
	name: string;
	/** The folder in `nodes/`, such as Voxworks. */
	provider: string;
	/** Where it is assembled, relative to the root, such as packages/n8n-nodes-voxworks. */
	folder: string;
	/** The built files, as listed in the manifest. */
	nodes: string[];
	credentials: string[];
}

export interface ProviderInfo {
	/** The display name, such as LeadLex. */
	name: string;
	/** The description of its node: a sentence without a full stop. */
	description: string;
	/** Search terms. */
	aliases: string[];
}

export function describeProvider({ nodes }: ProviderPackage, root: string): ProviderInfo {
	const [file] = nodes;
	const load = createRequire(path.join(root, 'package.json'));
	const [Node] = Object.values(load(`./${file}`) as Record<string, new () => INodeType>);
	const { displayName, description } = new Node().description;
	// From the source, since the built codex file also contains all actions
	const codex = path.join(root, path.relative('dist', file).replace(/\.js$/, '.json'));
	const { alias } = JSON.parse(readFileSync(codex, 'utf8')) as { alias: string[] };
	return { name: displayName, description, aliases: alias };
}
