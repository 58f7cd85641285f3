import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { instanceOf, sprintHub } from '../nodes/SprintHub/api';
import { guardRequest, credentialTestRules } from '../nodes/shared/http/credential';

/** Sends the API token and the instance in the query, as SprintHub documents it. */
export class SprintHubApi implements ICredentialType {
	name = 'sprintHubApi';

	displayName = 'SprintHub API';

	documentationUrl = 'https://docs.sprinthub.com';

	icon: Icon = {
		light: 'file:../nodes/SprintHub/sprinthub.svg',
		dark: 'file:../nodes/SprintHub/sprinthub.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The API token of your SprintHub account',
		},
		{
			displayName: 'Instance',
			name: 'instance',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. yourcompany',
			description:
				'The first part of the address at which you open SprintHub, such as yourcompany in https://yourcompany.sprinthub.app',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://sprinthub-api-master.sprinthub.app',
			description: 'Leave as it is unless SprintHub gave you another address',
		},
	];

	authenticate: IAuthenticate = async (credential, request) => ({
		...guardRequest(request, credential.baseUrl, sprintHub.name),
		qs: { ...request.qs, apitoken: sprintHub.secret(credential), i: instanceOf(credential) },
	});

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: '/tags',
			// The response is a list, and n8n's credential test throws if it is empty
			encoding: 'text',
		},
		rules: credentialTestRules(sprintHub.name, {
			400: 'SprintHub did not understand the request. Check Instance: it is the first part of the address at which you open SprintHub.',
			401: 'SprintHub did not accept the API token. Copy it again and paste it into API Token, and check Instance.',
		}),
	};
}
