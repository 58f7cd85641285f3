/**
 * The calls that work on plain records, and those that respond with the documented example. All
 * others have a handler in the file of their subject, such as `deals.ts`.
 */
import type { CrudCollection, Reference } from '../crud/routes';
import { campaignRules, campaignStepRules } from './campaigns';
import { documentRules } from './documents';
import {
	activityRules,
	apiKeyRules,
	auditLogRules,
	calendarEventRules,
	dealRules,
	emailCorrespondentRules,
	emailThreadRules,
	lexiConversationRules,
	listRules,
	noteRules,
	taskRules,
	workflowRules,
} from './rules';
import type { CollectionName, LeadLexState } from './types';
import { webhookRules } from './webhooks';

const contact = { key: 'contact_id', collection: 'contacts', name: 'contact' };
const company = { key: 'company_id', collection: 'companies', name: 'company' };
const deal = { key: 'deal_id', collection: 'deals', name: 'deal' };
const document = { key: 'document_id', collection: 'documents', name: 'document' };
const relatedCompany = { ...company, key: 'related_company_id' };
const campaign = { key: 'campaign_id', collection: 'campaigns', name: 'campaign' };
const webhook = { key: 'webhook_id', collection: 'webhooks', name: 'webhook' };
const workflow = { key: 'workflow_id', collection: 'workflows', name: 'workflow' };

/** Fields of a body that refer to a record. */
export const references: Reference[] = [contact, company, deal, document];

export const collections: Record<CollectionName | 'companies', CrudCollection<LeadLexState>> = {
	companies: {
		name: 'company',
		create: 'createCompany',
		get: 'getCompany',
		update: 'updateCompany',
	},
	deals: {
		name: 'deal',
		list: 'listDeals',
		create: 'createDeal',
		get: 'getDeal',
		update: 'updateDeal',
		parts: [{ of: relatedCompany, list: 'listCompanyDeals' }],
		rules: dealRules,
	},
	pipelines: { name: 'pipeline', list: 'listPipelines' },
	tasks: {
		name: 'task',
		list: 'listTasks',
		create: 'createTask',
		get: 'getTask',
		update: 'updateTask',
		delete: 'deleteTask',
		rules: taskRules,
	},
	notes: {
		name: 'note',
		list: 'listNotes',
		create: 'createNote',
		get: 'getNote',
		update: 'updateNote',
		delete: 'deleteNote',
		parts: [
			{ of: contact, list: 'listContactNotes', create: 'createContactNote' },
			{ of: relatedCompany, list: 'listCompanyNotes', create: 'createCompanyNote' },
			{ of: deal, list: 'listDealNotes', create: 'createDealNote' },
		],
		rules: noteRules,
	},
	activities: {
		name: 'activity',
		create: 'createActivity',
		get: 'getActivity',
		parts: [{ of: contact, list: 'listContactActivities' }],
		newestFirst: true,
		rules: activityRules,
	},
	lists: { name: 'list', list: 'listLists', create: 'createList', rules: listRules },
	campaigns: {
		name: 'campaign',
		list: 'listCampaigns',
		create: 'createCampaign',
		get: 'getCampaign',
		update: 'updateCampaign',
		rules: campaignRules,
	},
	campaignSteps: {
		name: 'step',
		parts: [
			{
				of: campaign,
				list: 'listCampaignSteps',
				create: 'createCampaignStep',
				update: 'updateCampaignStep',
				delete: 'deleteCampaignStep',
			},
		],
		rules: campaignStepRules,
	},
	campaignEvents: {
		name: 'event',
		parts: [{ of: campaign, list: 'listCampaignEvents' }],
		newestFirst: true,
	},
	users: { name: 'user', list: 'listUsers' },
	lexiTasks: { name: 'task', list: 'listLexiTasks' },
	lexiConversations: {
		name: 'conversation',
		list: 'listLexiConversations',
		get: 'getLexiConversation',
		update: 'updateLexiConversation',
		delete: 'deleteLexiConversation',
		rules: lexiConversationRules,
	},
	webhooks: {
		name: 'webhook',
		list: 'listWebhooks',
		create: 'createWebhook',
		update: 'updateWebhook',
		delete: 'deleteWebhook',
		rules: webhookRules,
	},
	webhookLogs: {
		name: 'log',
		parts: [{ of: webhook, list: 'listWebhookLogs' }],
		newestFirst: true,
	},
	auditLogs: { name: 'log', list: 'listAuditLogs', newestFirst: true, rules: auditLogRules },
	emailThreads: {
		name: 'thread',
		list: 'listEmailThreads',
		get: 'getEmailThread',
		rules: emailThreadRules,
	},
	emailCorrespondents: {
		name: 'correspondent',
		list: 'listCorrespondents',
		rules: emailCorrespondentRules,
	},
	calendarEvents: {
		name: 'event',
		list: 'listCalendarEvents',
		get: 'getCalendarEvent',
		rules: calendarEventRules,
	},
	channelsMessages: { name: 'message', list: 'listChannelMessages' },
	channelsProviders: { name: 'provider', list: 'listChannelProviders' },
	documents: {
		name: 'document',
		list: 'listDocuments',
		create: 'createDocument',
		delete: 'deleteDocument',
		rules: documentRules,
	},
	workflows: {
		name: 'workflow',
		list: 'listWorkflows',
		create: 'createWorkflow',
		get: 'getWorkflow',
		update: 'updateWorkflow',
		delete: 'deleteWorkflow',
		rules: workflowRules,
	},
	workflowLogs: { name: 'log', parts: [{ of: workflow, list: 'listWorkflowLogs' }] },
	apiKeys: { name: 'key', list: 'listApiKeys', create: 'createApiKey', rules: apiKeyRules },
	settingsProviders: { name: 'provider', list: 'listProviders' },
};

/** Calls that keep nothing, and respond with the example of their page. */
export const examples = [
	'analyzeDocument',
	'analyzeNotes',
	'createDocumentUploadUrl',
	'detectDuplicates',
	'discoverConferences',
	'enrichByEmail',
	'enrichCompany',
	'enrichEmailOrDomain',
	'getActivityStats',
	'getLegalInsights',
	'getOutreachAnalytics',
	'getPipelineStats',
	'getSettings',
	'personalizeEmail',
	'runAutoresearch',
	'scanBusinessCard',
	'sendChannelMessage',
	'sendEmail',
	'suggestFollowups',
	'suggestMeetings',
	'syncCalendar',
	'syncEmail',
];
