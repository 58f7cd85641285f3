import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import { guardRequest } from '../../shared/http/credential';
import { instanceOf, sprintHub } from './index';

/** Adds the API token and the instance to the query, as SprintHub documents it. Throws a UserError. */
export const authenticate = async (
	credential: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
): Promise<IHttpRequestOptions> => ({
	...guardRequest(request, credential.baseUrl, sprintHub.name),
	qs: { ...request.qs, apitoken: sprintHub.secret(credential), i: instanceOf(credential) },
});
