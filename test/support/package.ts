/** Lists the nodes and operations that the package's folders hold, so that a new one is tested at once. */
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

/** An operation, and where it is found. */
export interface OperationEntry {
	/** Names the operation in test titles. */
	title: string;
	node: string;
	contract: ContractName;
	resource: string;
	operation: Operation<unknown>;
}

/** The providers: the folders of `nodes/` other than `shared`. */
export const providers = folders(join(root, 'nodes')).filter((name) => name !== 'shared');

/** The operations that the index files of the resources export. */
export const operations: OperationEntry[] = providers.flatMap((node) =>
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
	repository: { url: string };
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

/** The built nodes and credentials in `dist` that the manifest lists. */
export const builtNodes = builtClasses<INodeType>(manifest.n8n.nodes);
export const builtCredentials = builtClasses<ICredentialType>(manifest.n8n.credentials);

/** Returns all fields, including those in collections. */
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
