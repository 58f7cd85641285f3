import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { voxworks } from '../nodes/Voxworks/api';
import { guardRequest, credentialTestRules } from '../nodes/shared/http/credential';

/** Sends the API key as a bearer token. */
export class VoxworksApi implements ICredentialType {
	name = 'voxworksApi';

	displayName = 'Voxworks API';

	documentationUrl =
		'https://github.com/contactlink/n8n-nodes-contactlink/blob/main/docs/voxworks.md#credential';

	icon: Icon = {
		light: 'file:../nodes/Voxworks/voxworks.svg',
		dark: 'file:../nodes/Voxworks/voxworks.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The API key of your Voxworks team, which Voxworks gives you',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://api.voxworks.ai',
			description: 'Leave as it is unless Voxworks gave you another address',
		},
	];

	authenticate: IAuthenticate = async (credential, request) => ({
		...guardRequest(request, credential.baseUrl, voxworks.name),
		headers: { ...request.headers, Authorization: `Bearer ${voxworks.secret(credential)}` },
	});

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/api/v1/calls', qs: { limit: 1 } },
		rules: credentialTestRules(
			voxworks.name,
			{
				401: 'Voxworks did not accept the API key. Copy the key of your team again and paste it into API Key.',
			},
			{
				key: 'success',
				value: false,
				message: 'Voxworks answered that the request failed. Check API Key and Base URL.',
			},
		),
	};
}
