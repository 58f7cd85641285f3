/** Builds the manifest of a provider's package from that of the repository. */
import manifest from '../../package.json';
import type { ProviderPackage, ProviderInfo } from './provider';

export const repositoryUrl = manifest.repository.url.replace(/^git\+|\.git$/g, '');

export function buildManifest(
	providerPackage: ProviderPackage,
	{ name, description, aliases }: ProviderInfo,
) {
	const { version, license, author, repository, bugs, engines, files, peerDependencies } = manifest;
	const keywords = [name, ...aliases].map((keyword) => keyword.toLowerCase());
	return {
		name: providerPackage.name,
		version,
		description: `n8n nodes for ${name}: ${description[0].toLowerCase()}${description.slice(1)}`,
		keywords: ['n8n-community-node-package', 'n8n', ...new Set(keywords)],
		license,
		author,
		homepage: `${repositoryUrl}/blob/main/docs/${pageOf(providerPackage)}`,
		// A mirror that the release pushes, since n8n accepts no package from a folder of a repository
		repository: {
			...repository,
			url: repository.url.replace(manifest.name, providerPackage.name),
		},
		bugs,
		engines,
		files,
		n8n: {
			...manifest.n8n,
			credentials: providerPackage.credentials,
			nodes: providerPackage.nodes,
		},
		peerDependencies,
	};
}

/** The provider's page in docs/. */
export const pageOf = ({ provider }: ProviderPackage) => `${provider.toLowerCase()}.md`;
