import type {
	IAuthenticate,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { leadLex } from '../nodes/LeadLex/api';
import { guardRequest, credentialTestRules } from '../nodes/shared/http/credential';

/** Sends the API key as a bearer token. */
export class LeadLexApi implements ICredentialType {
	name = 'leadLexApi';

	displayName = 'LeadLex API';

	documentationUrl =
		'https://github.com/contactlink/n8n-nodes-contactlink/blob/main/docs/leadlex.md#credential';

	icon: Icon = {
		light: 'file:../nodes/LeadLex/leadlex.svg',
		dark: 'file:../nodes/LeadLex/leadlex.dark.svg',
	};

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. wbk_...',
			description:
				'Create one in LeadLex under Settings > API & Integrations, where it is shown only once',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://data.leadlex.com/functions/v1/api-gateway',
			description: 'Leave as it is unless LeadLex gave you another address',
		},
	];

	authenticate: IAuthenticate = async (credential, request) => ({
		...guardRequest(request, credential.baseUrl, leadLex.name),
		headers: { ...request.headers, Authorization: `Bearer ${leadLex.secret(credential)}` },
	});

	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.baseUrl }}', url: '/v1/contacts', qs: { per_page: 1 } },
		rules: credentialTestRules(
			leadLex.name,
			{
				401: 'LeadLex did not accept the API key. Make one in LeadLex under Settings > API & Integrations and paste it into API Key.',
				403: 'The API key is valid but may not read contacts. Give it the read permission in LeadLex under Settings > API & Integrations.',
			},
			{
				key: 'data',
				value: undefined,
				message: 'LeadLex answered without contacts. Check API Key and Base URL.',
			},
		),
	};
}
