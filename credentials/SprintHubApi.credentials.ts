import type { IAuthenticate, Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

import { authenticate } from '../nodes/SprintHub/api/authenticate';

/** Sends the API token and the instance in the query, as SprintHub documents it. The SprintHub node tests it. */
export class SprintHubApi implements ICredentialType {
	name = 'sprintHubApi';

	displayName = 'SprintHub API';

	documentationUrl =
		'https://github.com/contactlink/n8n-nodes-contactlink/blob/main/docs/sprinthub.md#credential';

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

	authenticate: IAuthenticate = authenticate;
}
