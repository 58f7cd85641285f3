/** What the package holds, found in its folders, so that a new node or operation is tested at once. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ICredentialType, INodeProperties, INodeType } from 'n8n-workflow';

import type { Operation, Resource } from '../../nodes/shared/operation/types';
import type { ContractName } from '../../tools/mockServers/contract/validator';

export const root = join(__dirname, '..', '..');

const isFolder = (entry: { isDirectory(): boolean }) => entry.isDirectory();
const folders = (path: string) =>
	readdirSync(path, { withFileTypes: true })
		.filter(isFolder)
		.map(({ name }) => name);
const require = createRequire(__filename);
const load = <T>(...path: string[]) => require(join(root, ...path)) as Record<string, T>;

export interface FoundOperation {
	/** For the title of a test. */
	title: string;
	node: string;
	contract: ContractName;
	resource: string;
	operation: Operation<unknown>;
}

/** A provider is a folder of `nodes/` other than `shared`. */
export const providers = folders(join(root, 'nodes')).filter((name) => name !== 'shared');

/** An operation is what the index of a resource exports. */
export const operations: FoundOperation[] = providers.flatMap((node) =>
	folders(join(root, 'nodes', node, 'resources')).flatMap((resource) =>
		Object.values(load<Resource>('nodes', node, 'resources', resource, 'index.ts')).flatMap(
			({ operations: all }) =>
				all.map((operation) => ({
					title: `${node}: ${resource}.${operation.value}`,
					node,
					contract: node.toLowerCase(),
					resource,
					operation,
				})),
		),
	),
);

export interface Manifest {
	name: string;
	version: string;
	files: string[];
	dependencies?: unknown;
	peerDependencies: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

const builtClasses = <T>(files: string[]) =>
	files.map((file) => {
		const [Class] = Object.values(load<new () => T>(file));
		return { file, instance: new Class() };
	});

/** Nodes and credentials as the manifest names them, from `dist`. */
export const builtNodes = builtClasses<INodeType>(manifest.n8n.nodes);
export const builtCredentials = builtClasses<ICredentialType>(manifest.n8n.credentials);

/** All parameters with those inside collections. */
export function allFields(fields: INodeProperties[]): INodeProperties[] {
	return fields.flatMap((field) => [
		field,
		...(field.type === 'collection' ? allFields(field.options as INodeProperties[]) : []),
		...(field.type === 'fixedCollection'
			? (field.options as Array<{ values: INodeProperties[] }>).flatMap(({ values }) =>
					allFields(values),
				)
			: []),
	]);
}
