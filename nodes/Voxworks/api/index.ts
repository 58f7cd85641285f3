import type { Api } from '../../shared/operation/api';
import { validateSecret } from '../../shared/http/secret';

/** Voxworks reports failures as `{ success: false, message }`, with or without an error status. */
export const voxworks: Api = {
	name: 'Voxworks',
	credential: 'voxworksApi',
	secret: ({ apiKey }) => validateSecret(apiKey, 'API Key', 'Voxworks'),
	errorMessage: ({ message }) => (typeof message === 'string' ? message : undefined),
	isError: ({ success }) => success === false,
	advice: {
		401: 'Open the Voxworks credential of this node, paste the API key of your team again and save: n8n tests it at once.',
		404: 'Check the IDs of this item in Voxworks: the record does not exist, or belongs to another team.',
	},
	concurrency: 100,
};
