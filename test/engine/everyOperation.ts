/** What the generic run of each operation cannot tell by itself. */
/**
 * By the name of a parameter, alone or with its node or resource: the record that it names, as the walk
 * through all calls knows it.
 */
export const RECORDS: Record<string, string> = {
	'SprintHub.contactId': 'lead',
	'SprintHub.definitionId': 'objects',
	'Voxworks.objectId': 'link-contact-to-object',
	'Voxworks.listId': 'add-contacts-to-list',
	'Voxworks.callId': 'get-call',
	campaignId: 'campaigns',
	stepId: 'steps',
	taskId: 'tasks',
	'lexiTask.taskId': 'lexi/tasks',
	noteId: 'notes',
	activityId: 'activities',
	conversationId: 'conversations',
	threadId: 'threads',
	eventId: 'events',
	workflowId: 'workflows',
};

/** By operation: parameters of which the mock servers know no record by a made-up value. */
export const PARAMETERS: Record<string, Record<string, unknown>> = {
	'LeadLex: note.create': { companyName: '', contactName: '' },
	'LeadLex: task.create': { companyName: '', contactName: '' },
	'SprintHub: contact.setTags': { tags: ['12'] },
	'Voxworks: object.upsert': {
		additionalBodyFields: { type_name: 'property', data: { id: 'property-1' } },
	},
};

/** By operation: what the walk does before this call. */
export const BEFORE: Record<string, string> = {
	'LeadLex: campaign.pause': 'pauseCampaign',
	'Voxworks: call.getResult': 'getCallResult',
};
