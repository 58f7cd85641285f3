/** The nodes and credential types that workflows can use: those of this package and n8n's own. */
import './environment';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { LazyPackageDirectoryLoader, PackageDirectoryLoader } from 'n8n-core';
import type { ICredentialType, INodeTypes } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { packageRoot } from './environment';

export interface LoadedTypes {
	nodeTypes: INodeTypes;
	credentialType(name: string): ICredentialType;
}

export async function loadTypes(): Promise<LoadedTypes> {
	if (!existsSync(path.join(packageRoot, 'dist'))) {
		throw new Error('There is no dist folder. Build the package first: npx gulp build');
	}
	const base = path.dirname(require.resolve('n8n-nodes-base/package.json'));
	// n8n has some 500 nodes: the lazy loader loads each one when it is first used
	const packages = [new PackageDirectoryLoader(packageRoot), new LazyPackageDirectoryLoader(base)];
	await Promise.all(packages.map((one) => one.loadAll()));

	const nodeType = (fullName: string) => {
		const dot = fullName.lastIndexOf('.');
		const owner = packages.find(({ packageName }) => packageName === fullName.slice(0, dot));
		if (!owner) throw new Error(`No package has the node ${fullName}`);
		return owner.getNode(fullName.slice(dot + 1)).type;
	};

	return {
		nodeTypes: {
			getByName: nodeType,
			getByNameAndVersion: (fullName, version) =>
				NodeHelpers.getVersionedNodeType(nodeType(fullName), version),
			getKnownTypes: () => ({}),
		},
		credentialType: (name) => {
			const owner = packages.find(({ known }) => name in known.credentials);
			if (!owner) throw new Error(`No package has the credential type ${name}`);
			return owner.getCredential(name).type;
		},
	};
}
