import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { nodeProperties } from '../shared/description';
import { execute } from '../shared/execute';
import { leadLex } from './api';
import { searches } from './pickers';
import { auditLog } from './resources/auditLog';
import { company } from './resources/company';
import { contact } from './resources/contact';
import { list } from './resources/list';
import { pipeline } from './resources/pipeline';
import { settings } from './resources/settings';
import { statistics } from './resources/statistics';
import { tag } from './resources/tag';
import { user } from './resources/user';

const resources = [auditLog, company, contact, list, pipeline, settings, statistics, tag, user];

export class LeadLex implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'LeadLex',
		name: 'leadLex',
		icon: { light: 'file:leadlex.svg', dark: 'file:leadlex.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Create and find contacts and companies in LeadLex, and link them',
		defaults: { name: 'LeadLex' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'leadLexApi', required: true }],
		properties: nodeProperties(leadLex, resources, 'company'),
	};

	methods = { listSearch: searches };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this, leadLex, resources);
	}
}
