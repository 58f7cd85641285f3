/** Locators of LeadLex's records: picked from a list, or entered by ID or name. */
import type { INodeProperties } from 'n8n-workflow';

import { byId, locator } from '../../shared/operation/fields';

const UUID = 'e.g. c1b2a3d4-e5f6-7890-abcd-ef1234567890';

const locatorById = (
	displayName: string,
	name: string,
	searchListMethod: string,
	placeholder = UUID,
): INodeProperties => locator(displayName, name, searchListMethod, byId(placeholder));

/** A locator for calls that take a name instead of an ID. */
const locatorByName = (
	displayName: string,
	name: string,
	searchListMethod: string,
	placeholder: string,
): INodeProperties =>
	locator(displayName, name, searchListMethod, {
		displayName: 'By Name',
		name: 'name',
		placeholder,
	});

export const campaignLocator = locatorById('Campaign', 'campaignId', 'searchCampaigns');
/** Lists the steps of the campaign in the field `campaignId`. */
export const stepLocator = locatorById('Step', 'stepId', 'searchSteps', 'e.g. step_1');
export const companyLocator = locatorById('Company', 'companyId', 'searchCompanies');
export const contactLocator = locatorById('Contact', 'contactId', 'searchContacts');
export const conversationLocator = locatorById(
	'Conversation',
	'conversationId',
	'searchConversations',
	'e.g. conv_01HY1',
);
export const dealLocator = locatorById('Deal', 'dealId', 'searchDeals');
export const documentLocator = locatorById(
	'Document',
	'documentId',
	'searchDocuments',
	'e.g. doc_01HY1',
);
export const eventLocator = locatorById('Event', 'eventId', 'searchEvents', 'e.g. evt_01HYXYZ123');
export const lexiTaskLocator = locatorById('Task', 'taskId', 'searchLexiTasks');
export const listLocator = locatorById('List', 'listId', 'searchLists');
export const noteLocator = locatorById('Note', 'noteId', 'searchNotes');
export const taskLocator = locatorById('Task', 'taskId', 'searchTasks');
export const threadLocator = locatorById(
	'Thread',
	'threadId',
	'searchThreads',
	'e.g. 18c9a4b2e7ff21aa',
);
export const userLocator = locatorById('User', 'userId', 'searchUsers');
export const workflowLocator = locatorById(
	'Workflow',
	'workflowId',
	'searchWorkflows',
	'e.g. wf_01HY1',
);

export const pipelineLocator = locatorByName(
	'Pipeline',
	'pipeline',
	'searchPipelines',
	'e.g. Sales',
);
/** Lists the stages of the pipeline in the field `pipeline` beside it. */
export const stageLocator = locatorByName('Stage', 'stage', 'searchStages', 'e.g. Proposal');
export const pipelineIdLocator = locatorById(
	'Pipeline',
	'pipelineId',
	'searchPipelineIds',
	'e.g. pipe-001',
);
/** Lists the stages of the pipeline in the field `pipelineId` beside it. */
export const stageIdLocator = locatorById('Stage', 'stageId', 'searchStageIds', 'e.g. stage-001');
