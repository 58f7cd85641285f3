import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import '../shared/editor/requireN8nVersion';
import { properties } from './trigger/settings';

export class VoxworksTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Voxworks Trigger',
		name: 'voxworksTrigger',
		icon: { light: 'file:voxworks.svg', dark: 'file:voxworks.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: 'Call Finished',
		// n8n lists node and trigger as one, with this text for both
		description:
			'Make AI phone calls and manage contacts, lists and objects in Voxworks, or start when a call is over',
		defaults: { name: 'Voxworks Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'voxworksApi', required: true }],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		// n8n loads this file when it starts, and only polls need the rest
		const { poll } = await import('./trigger/poll');
		return await poll(this);
	}
}
