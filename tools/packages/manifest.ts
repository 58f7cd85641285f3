/** The manifest of a provider's package: that of the repository, with what differs. */
import manifest from '../../package.json';
import type { ProviderPackage, ProviderInfo } from './provider';

export const repositoryUrl = manifest.repository.url.replace(/^git\+|\.git$/g, '');

export function buildManifest(one: ProviderPackage, { name, description, aliases }: ProviderInfo) {
	const { version, license, author, repository, bugs, engines, files, peerDependencies } = manifest;
	const words = [name, ...aliases].map((word) => word.toLowerCase());
	return {
		name: one.name,
		version,
		description: `n8n nodes for ${name}: ${description[0].toLowerCase()}${description.slice(1)}`,
		keywords: ['n8n-community-node-package', 'n8n', ...new Set(words)],
		license,
		author,
		homepage: `${repositoryUrl}/blob/main/docs/${pageOf(one)}`,
		// Where n8n's scanner looks for the manifest of a package that says where it was built
		repository: { ...repository, directory: one.folder },
		bugs,
		engines,
		files,
		n8n: { ...manifest.n8n, credentials: one.credentials, nodes: one.nodes },
		peerDependencies,
	};
}

/** In docs/. */
export const pageOf = ({ provider }: ProviderPackage) => `${provider.toLowerCase()}.md`;
