import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { isBlank } from '../../shared/utils/guards';
import type { Api } from '../../shared/operation/api';
import { validateSecret } from '../../shared/http/secret';

/** Returns the account: the first label of the address at which its users open SprintHub. Throws if it is invalid. */
export function instanceOf(credential: ICredentialDataDecryptedObject): string {
	const instance = validateSecret(credential.instance, 'Instance', 'SprintHub');
	if (/^[\w-]+$/.test(instance)) return instance;
	throw new UserError('Instance of the SprintHub credential must be one word', {
		description:
			'Open the SprintHub credential of this node and put only the first part of your SprintHub address into Instance, such as yourcompany of https://yourcompany.sprinthub.app. Nothing was sent.',
	});
}

/** SprintHub's failures have no common shape: `{ error }`, `{ msg }` and plain text occur. */
export const sprintHub: Api = {
	name: 'SprintHub',
	credential: 'sprintHubApi',
	secret: (credential) => {
		instanceOf(credential);
		return validateSecret(credential.apiToken, 'API Token', 'SprintHub');
	},
	errorMessage: ({ error, msg }) =>
		[error, msg].find((text) => typeof text === 'string' && text !== '') as string | undefined,
	// A record may have custom fields that are called `error` and `msg`
	isError: ({ error, msg, success, id, data }) =>
		success === false ||
		(success !== true && isBlank(id) && isBlank(data) && Boolean(error || msg)),
	advice: {
		401: 'Open the SprintHub credential of this node, paste the API token again, check Instance and save: n8n tests it at once. SprintHub has also been seen to answer like this when requests come too fast: then lower Options > Max Concurrent Requests.',
	},
	// Users report refused requests above this
	concurrency: 10,
};
