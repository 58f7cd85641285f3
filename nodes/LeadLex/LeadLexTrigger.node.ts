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
import { begin, receive } from './trigger/webhook';

export class LeadLexTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LeadLex Trigger',
		name: 'leadLexTrigger',
		icon: { light: 'file:leadlex.svg', dark: 'file:leadlex.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ [$parameter["events"]].flat().join(", ") }}',
		// n8n lists node and trigger as one, with this text for both
		description:
			'Work with contacts, companies, deals and more in LeadLex, or start on what happens there',
		defaults: { name: 'LeadLex Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'leadLexApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				// n8n answers once the execution is stored
				responseMode: 'onReceived',
				responseData: 'Received',
				// Entered in LeadLex by hand, it would be an address without a known secret
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
							'Start only if one of these fields has changed, by their names in LeadLex. Events that do not tell what has changed start the workflow all the same.',
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

	// What they need is loaded when they are called: n8n loads this file at its start
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
		return receive(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await begin(this);
	}
}
