/** What people read of a provider, from its node and its codex file. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { INodeType } from 'n8n-workflow';

export interface ProviderPackage {
	/** On npm, and the first part of its node types: n8n-nodes-voxworks. */
	name: string;
	/** Its folder below `nodes/`: Voxworks. */
	provider: string;
	/** Where it is put together, from the root of the repository: packages/n8n-nodes-voxworks. */
	folder: string;
	/** Built files, as the manifest names them. */
	nodes: string[];
	credentials: string[];
}

export interface ProviderInfo {
	/** As people write it. */
	name: string;
	/** What its node does, as a sentence without a full stop. */
	description: string;
	/** What people look for. */
	aliases: string[];
}

export function describeProvider({ nodes }: ProviderPackage, root: string): ProviderInfo {
	const [file] = nodes;
	const load = createRequire(path.join(root, 'package.json'));
	const [Node] = Object.values(load(`./${file}`) as Record<string, new () => INodeType>);
	const { displayName, description } = new Node().description;
	// Of the source: that of the build also has the names of all actions
	const codex = path.join(root, path.relative('dist', file).replace(/\.js$/, '.json'));
	const { alias } = JSON.parse(readFileSync(codex, 'utf8')) as { alias: string[] };
	return { name: displayName, description, aliases: alias };
}
