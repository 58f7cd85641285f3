import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/description';
import { execute } from '../shared/execute';
import { sprintHub } from './api';
import { getDefinitionFields, searchDefinitions } from './pickers';
import { contact } from './resources/contact';
import { customObject } from './resources/customObject';

const resources = [contact, customObject];

export class SprintHub implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SprintHub',
		name: 'sprintHub',
		icon: { light: 'file:sprinthub.svg', dark: 'file:sprinthub.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Create contacts and custom objects and link them in SprintHub',
		defaults: { name: 'SprintHub' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'sprintHubApi', required: true }],
		properties: nodeProperties(sprintHub, resources),
	};

	methods = {
		listSearch: { searchDefinitions },
		resourceMapping: { getDefinitionFields },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, sprintHub, resources);
	}
}
