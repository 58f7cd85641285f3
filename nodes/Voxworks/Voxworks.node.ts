import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/description';
import { execute } from '../shared/execute';
import { voxworks } from './api';
import { contact } from './resources/contact';
import { object } from './resources/object';

const resources = [contact, object];

export class Voxworks implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Voxworks',
		name: 'voxworks',
		icon: { light: 'file:voxworks.svg', dark: 'file:voxworks.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Create contacts for AI phone calls and link them to objects in Voxworks',
		defaults: { name: 'Voxworks' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'voxworksApi', required: true }],
		properties: nodeProperties(voxworks, resources),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, voxworks, resources);
	}
}
