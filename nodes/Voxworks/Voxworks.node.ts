import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/editor/nodeProperties';
import { voxworks } from './api';
import { listSearch } from './methods/listSearch';
import { call } from './resources/call';
import { contact } from './resources/contact';
import { list } from './resources/list';
import { object } from './resources/object';
import { objectType } from './resources/objectType';

const resources = [call, contact, list, object, objectType];

export class Voxworks implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Voxworks',
		name: 'voxworks',
		icon: { light: 'file:voxworks.svg', dark: 'file:voxworks.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Make AI phone calls and manage contacts, lists and objects in Voxworks',
		defaults: { name: 'Voxworks' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'voxworksApi', required: true }],
		properties: nodeProperties(voxworks, resources, 'contact'),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// n8n loads this file when it starts, and only runs need the rest
		const { execute } = await import('../shared/run/execute');
		return await execute(this, voxworks, resources);
	}
}
