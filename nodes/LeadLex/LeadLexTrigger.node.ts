import type {
	IExecuteFunctions,
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import '../shared/editor/requireN8nVersion';
import { events } from './trigger/events';
import { confirmDeliveries, receiveDelivery } from './trigger/webhook';

export class LeadLexTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LeadLex Trigger',
		name: 'leadLexTrigger',
		icon: { light: 'file:leadlex.svg', dark: 'file:leadlex.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [$parameter["events"]].flat().join(", ") }}',
		// n8n lists the node and the trigger as one entry, with this description
		description:
			'Work with contacts, companies, deals and more in LeadLex, or start a workflow when something happens there',
		defaults: { name: 'LeadLex Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'leadLexApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				// n8n responds once the execution is stored
				responseMode: 'onReceived',
				responseData: 'Received',
				// Hidden because a webhook that a user enters in LeadLex has a secret that n8n does not know
				ndvHideUrl: true,
			},
		],
		properties: [
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				required: true,
				default: [],
				options: events,
				description: 'What starts the workflow',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add option',
				default: {},
				options: [
					{
						displayName: 'Changed Fields',
						name: 'changedFields',
						type: 'string',
						default: '',
						placeholder: 'e.g. job_title, email',
						description:
							'Start only if one of these fields has changed, by their names in LeadLex. Events that do not say what has changed always start the workflow.',
					},
					{
						displayName: 'Include Raw Body',
						name: 'includeRawBody',
						type: 'boolean',
						default: false,
						description: 'Whether to add the text that LeadLex sent, in the field raw_body',
					},
				],
			},
		],
	};

	// n8n loads this file when it starts: the code that sends is loaded when a method is called
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { checkExists } = await import('./trigger/webhookMethods');
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const { create } = await import('./trigger/webhookMethods');
				return await create(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				const { remove } = await import('./trigger/webhookMethods');
				return await remove(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return receiveDelivery(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await confirmDeliveries(this);
	}
}
