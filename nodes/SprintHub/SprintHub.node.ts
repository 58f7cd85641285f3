import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IExecuteFunctions,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/editor/nodeProperties';
import { sprintHub } from './api';
import { searchDefinitions } from './methods/listSearch';
import { getTags } from './methods/loadOptions';
import { getDefinitionFields } from './methods/resourceMapping';
import { attendance } from './resources/attendance';
import { contact } from './resources/contact';
import { customObject } from './resources/customObject';
import { customObjectDefinition } from './resources/customObjectDefinition';
import { opportunity } from './resources/opportunity';
import { tag } from './resources/tag';

const resources = [attendance, contact, customObject, customObjectDefinition, opportunity, tag];

export class SprintHub implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SprintHub',
		name: 'sprintHub',
		icon: { light: 'file:sprinthub.svg', dark: 'file:sprinthub.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Manage contacts, tags, opportunities and custom objects in SprintHub',
		defaults: { name: 'SprintHub' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sprintHubApi', required: true, testedBy: 'sprintHubApiTest' }],
		properties: nodeProperties(sprintHub, resources, 'contact'),
	};

	methods = {
		credentialTest: {
			async sprintHubApiTest(
				this: ICredentialTestFunctions,
				credential: ICredentialsDecrypted,
			): Promise<INodeCredentialTestResult> {
				const { testCredential } = await import('./methods/credentialTest');
				return await testCredential(this, credential);
			},
		},
		listSearch: { searchDefinitions },
		loadOptions: { getTags },
		resourceMapping: { getDefinitionFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// n8n loads this file when it starts, and only runs need the rest
		const { execute } = await import('../shared/run/execute');
		return await execute(this, sprintHub, resources);
	}
}
