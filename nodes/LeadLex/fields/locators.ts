/** Records that are picked from a list of LeadLex, or given by what LeadLex knows them by. */
import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';

import type { searches } from '../methods/listSearch';

type Search = keyof typeof searches;

const UUID = 'e.g. c1b2a3d4-e5f6-7890-abcd-ef1234567890';

const locator = (
	displayName: string,
	name: string,
	searchListMethod: Search,
	given: Pick<INodePropertyMode, 'displayName' | 'name' | 'placeholder'>,
): INodeProperties => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: `Select a ${displayName.toLowerCase()}...`,
			typeOptions: { searchListMethod, searchable: true },
		},
		{ type: 'string', ...given },
	],
});

const byId = (displayName: string, name: string, search: Search, placeholder = UUID) =>
	locator(displayName, name, search, { displayName: 'By ID', name: 'id', placeholder });

/** For calls that take a name where one would expect an ID. */
const byName = (displayName: string, name: string, search: Search, placeholder: string) =>
	locator(displayName, name, search, { displayName: 'By Name', name: 'name', placeholder });

export const campaignLocator = byId('Campaign', 'campaignId', 'searchCampaigns');
/** Of the campaign in the field `campaignId`. */
export const stepLocator = byId('Step', 'stepId', 'searchSteps', 'e.g. step_1');
export const companyLocator = byId('Company', 'companyId', 'searchCompanies');
export const contactLocator = byId('Contact', 'contactId', 'searchContacts');
export const conversationLocator = byId(
	'Conversation',
	'conversationId',
	'searchConversations',
	'e.g. conv_01HY1',
);
export const dealLocator = byId('Deal', 'dealId', 'searchDeals');
export const documentLocator = byId('Document', 'documentId', 'searchDocuments', 'e.g. doc_01HY1');
export const eventLocator = byId('Event', 'eventId', 'searchEvents', 'e.g. evt_01HYXYZ123');
export const lexiTaskLocator = byId('Task', 'taskId', 'searchLexiTasks');
export const listLocator = byId('List', 'listId', 'searchLists');
export const noteLocator = byId('Note', 'noteId', 'searchNotes');
export const taskLocator = byId('Task', 'taskId', 'searchTasks');
export const threadLocator = byId('Thread', 'threadId', 'searchThreads', 'e.g. 18c9a4b2e7ff21aa');
export const userLocator = byId('User', 'userId', 'searchUsers');
export const workflowLocator = byId('Workflow', 'workflowId', 'searchWorkflows', 'e.g. wf_01HY1');

export const pipelineLocator = byName('Pipeline', 'pipeline', 'searchPipelines', 'e.g. Sales');
/** Of the pipeline in the field `pipeline` beside it. */
export const stageLocator = byName('Stage', 'stage', 'searchStages', 'e.g. Proposal');
export const pipelineIdLocator = byId(
	'Pipeline',
	'pipelineId',
	'searchPipelineIds',
	'e.g. pipe-001',
);
/** Of the pipeline in the field `pipelineId` beside it. */
export const stageIdLocator = byId('Stage', 'stageId', 'searchStageIds', 'e.g. stage-001');
