import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/editor/nodeProperties';
import { leadLex } from './api';
import { listSearch } from './methods/listSearch';
import { activity } from './resources/activity';
import { aiAnalysis } from './resources/aiAnalysis';
import { auditLog } from './resources/auditLog';
import { calendarEvent } from './resources/calendarEvent';
import { campaign } from './resources/campaign';
import { campaignStep } from './resources/campaignStep';
import { channelMessage } from './resources/channelMessage';
import { company } from './resources/company';
import { contact } from './resources/contact';
import { deal } from './resources/deal';
import { document } from './resources/document';
import { email } from './resources/email';
import { enrichment } from './resources/enrichment';
import { lexi } from './resources/lexi';
import { lexiConversation } from './resources/lexiConversation';
import { lexiTask } from './resources/lexiTask';
import { list } from './resources/list';
import { note } from './resources/note';
import { pipeline } from './resources/pipeline';
import { prospect } from './resources/prospect';
import { settings } from './resources/settings';
import { statistics } from './resources/statistics';
import { tag } from './resources/tag';
import { task } from './resources/task';
import { user } from './resources/user';
import { workflow } from './resources/workflow';

const resources = [
	activity,
	aiAnalysis,
	auditLog,
	calendarEvent,
	campaign,
	campaignStep,
	channelMessage,
	company,
	contact,
	deal,
	document,
	email,
	enrichment,
	lexi,
	lexiConversation,
	lexiTask,
	list,
	note,
	pipeline,
	prospect,
	settings,
	statistics,
	tag,
	task,
	user,
	workflow,
];

export class LeadLex implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LeadLex',
		name: 'leadLex',
		icon: { light: 'file:leadlex.svg', dark: 'file:leadlex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Work with contacts, companies, deals, tasks, campaigns and more in LeadLex',
		defaults: { name: 'LeadLex' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'leadLexApi', required: true }],
		properties: nodeProperties(leadLex, resources, 'company'),
	};

	methods = { listSearch };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// n8n loads this file when it starts, and only runs need the rest
		const { execute } = await import('../shared/run/execute');
		return await execute(this, leadLex, resources);
	}
}
