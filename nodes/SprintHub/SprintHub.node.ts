import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/description';
import { execute } from '../shared/execute';
import type { Resource } from '../shared/operation';
import { sprintHub } from './api';
import { getDefinitionFields, searchDefinitions } from './pickers';
import * as contact from './resources/contact';
import * as customObject from './resources/customObject';

const resources: Resource[] = [
	{ value: 'contact', name: 'Contact', operations: Object.values(contact) },
	{ value: 'customObject', name: 'Custom Object', operations: Object.values(customObject) },
];

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
