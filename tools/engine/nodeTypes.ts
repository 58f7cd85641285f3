/** Loads the nodes and credential types of this package and n8n's own nodes. */
import './environment';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { LazyPackageDirectoryLoader, PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeType, INodeTypes } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { packageRoot } from './environment';

export interface LoadedTypes {
	nodeTypes: INodeTypes;
	credentialType(name: string): ICredentialType;
	/** The nodes of its package that use a credential type. */
	nodesWithCredential(name: string): INodeType[];
}

/**
 * Loads each of n8n's 500 nodes on first use. Does not read their descriptions, which are 9 MB and shown by the editor
 * only.
 */
class KnownNodesLoader extends LazyPackageDirectoryLoader {
	override async loadAll(): Promise<void> {
		this.known.nodes = await this.readJSON('dist/known/nodes.json');
		this.known.credentials = await this.readJSON('dist/known/credentials.json');
		this.isLazyLoaded = true;
	}
}

let loaded: Promise<LoadedTypes> | undefined;

/** Returns the same types to all engines of this process: loading them takes most of the time that an engine needs to start. */
export const loadTypes = (): Promise<LoadedTypes> => (loaded ??= readTypes());

async function readTypes(): Promise<LoadedTypes> {
	if (!existsSync(path.join(packageRoot, 'dist'))) {
		throw new Error('The dist folder does not exist. Build the package first: npx gulp build');
	}
	const nodesBase = path.dirname(require.resolve('n8n-nodes-base/package.json'));
	const packages = [new PackageDirectoryLoader(packageRoot), new KnownNodesLoader(nodesBase)];
	await Promise.all(packages.map((loader) => loader.loadAll()));

	const nodeType = (fullName: string) => {
		const dot = fullName.lastIndexOf('.');
		const owner = packages.find(({ packageName }) => packageName === fullName.slice(0, dot));
		if (!owner) throw new Error(`No package contains the node ${fullName}`);
		return owner.getNode(fullName.slice(dot + 1)).type;
	};

	const credentialOwner = (name: string) => {
		const owner = packages.find(({ known }) => name in known.credentials);
		if (!owner) throw new Error(`No package contains the credential type ${name}`);
		return owner;
	};

	return {
		nodeTypes: {
			getByName: nodeType,
			getByNameAndVersion: (fullName, version) =>
				NodeHelpers.getVersionedNodeType(nodeType(fullName), version),
			getKnownTypes: () => ({}),
		},
		credentialType: (name) => credentialOwner(name).getCredential(name).type,
		nodesWithCredential: (name) => {
			const owner = credentialOwner(name);
			const { supportedNodes = [] } = owner.known.credentials[name];
			return supportedNodes.map((node) => owner.getNode(node).type as INodeType);
		},
	};
}
