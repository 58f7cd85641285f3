import type { ProviderKey } from '../../tools/mockServers';

/** The field of each provider's credential that holds its key or token. */
export const SECRET_FIELDS: Record<ProviderKey, string> = {
	voxworks: 'apiKey',
	leadLex: 'apiKey',
	sprintHub: 'apiToken',
};
