/** The documented calls and properties that the nodes do not offer, each with its reason. */

const USED_BY_TRIGGER = 'The LeadLex Trigger creates, finds and deletes its own webhooks';
const EXPOSES_KEY = 'The key would be stored in the data of the execution';
const ROWS_FROM_ITEMS = 'Rows are built from the items; n8n turns a CSV file into items';
const LIST_OF_ONE = 'A list of one contact does the same';

/** The excluded calls, by node and `operationId`. */
export const EXCLUDED_CALLS: Record<string, Record<string, string>> = {
	LeadLex: {
		createApiKey: EXPOSES_KEY,
		listApiKeys: EXPOSES_KEY,
		revokeApiKey: EXPOSES_KEY,
		createWebhook: USED_BY_TRIGGER,
		deleteWebhook: USED_BY_TRIGGER,
		listWebhooks: USED_BY_TRIGGER,
		updateWebhook: USED_BY_TRIGGER,
		getEventCatalog: 'The LeadLex Trigger offers these events already',
		listWebhookLogs: 'LeadLex shows these logs on its webhooks page',
		createDocumentUploadUrl: 'Only its name is documented',
		searchProspectsLegacy: 'An alias of the search for prospects for old clients',
		streamChatWithLexi: 'An item needs one complete response, which Lexi > Chat returns',
	},
	SprintHub: { updateLead: 'Its page shows only in a picture how to name the contact' },
	Voxworks: { triggerAutomationWebhook: 'Its URL is its secret: use the HTTP Request node' },
};

/** The excluded properties, by node and `operationId`. */
export const EXCLUDED_PROPERTIES: Record<string, Record<string, string>> = {
	'LeadLex: importContacts': {
		csv: ROWS_FROM_ITEMS,
		has_header: ROWS_FROM_ITEMS,
		mapping: ROWS_FROM_ITEMS,
	},
	'LeadLex: importCompanies': {
		csv: ROWS_FROM_ITEMS,
		has_header: ROWS_FROM_ITEMS,
		mapping: ROWS_FROM_ITEMS,
	},
	'LeadLex: createCompanyNote': {
		note_type: 'Goes there when only Type or Tags are added, else to the call of all notes',
		tags: 'Goes there when only Type or Tags are added, else to the call of all notes',
	},
	'Voxworks: addContactsToList': {
		contact: LIST_OF_ONE,
		'contact.first_name': LIST_OF_ONE,
		'contact.last_name': LIST_OF_ONE,
		'contact.phone_number': LIST_OF_ONE,
	},
};

/** Fields that are required here and optional in the contract, by operation. */
export const STRICTER_THAN_CONTRACT: Record<string, string[]> = {
	// Attach To decides which of several IDs is needed
	'LeadLex: note.create': ['dealId'],
	'LeadLex: task.create': ['eventId'],
	// The pages are cut off. Without these there is nobody to call, or no title to show
	'SprintHub: opportunity.create': ['title'],
	'Voxworks: call.createPhoneCall': ['phoneNumber', 'scriptId'],
	'Voxworks: call.createPhoneCallAndWait': ['phoneNumber', 'scriptId'],
	'Voxworks: call.createWebCall': ['scriptId'],
	'Voxworks: list.addContacts': ['phoneNumber'],
};

/** Operations with two writes. If the second fails, their error names the record that the first created. */
export const TWO_WRITES: Record<string, string> = {
	'SprintHub: customObject.createAndLink':
		'The link needs the ID of the record, which exists only after the create',
};
