/** What the vendors document and the nodes leave out, each with its reason. */

const USED_BY_TRIGGER = 'The LeadLex Trigger makes, looks for and removes its registrations';
const EXPOSES_KEY = 'A key would stand in the data of the execution';
const ROWS_FROM_ITEMS = 'Rows are made of the items, also of those that n8n makes of a CSV file';
const LIST_OF_ONE = 'A list of one contact does the same';

/** By node and `operationId`. */
export const EXCLUDED_CALLS: Record<string, Record<string, string>> = {
	LeadLex: {
		createApiKey: EXPOSES_KEY,
		listApiKeys: EXPOSES_KEY,
		revokeApiKey: EXPOSES_KEY,
		createWebhook: USED_BY_TRIGGER,
		deleteWebhook: USED_BY_TRIGGER,
		listWebhooks: USED_BY_TRIGGER,
		updateWebhook: USED_BY_TRIGGER,
		getEventCatalog: 'The events that the LeadLex Trigger offers come from it',
		listWebhookLogs: 'LeadLex shows them on its own page of webhooks',
		createDocumentUploadUrl: 'Nothing but its name is documented',
		searchProspectsLegacy: 'An alias of the search for prospects, kept for old clients',
		streamChatWithLexi: 'An item needs one answer: Lexi > Chat gives it',
	},
	SprintHub: { updateLead: 'How it names the contact is a picture on its page' },
	Voxworks: { triggerAutomationWebhook: 'Its address is its key: use the HTTP Request node' },
};

/** By node and `operationId`, and property. */
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

/** Fields that are required although the vendor's page does not say so, by operation. */
export const STRICTER_THAN_CONTRACT: Record<string, string[]> = {
	// One of several records is needed, and the choice before says which
	'LeadLex: note.create': ['dealId'],
	'LeadLex: task.create': ['eventId'],
	// The pages are cut off: without these there is nobody to call, or nothing to show
	'SprintHub: opportunity.create': ['title'],
	'Voxworks: call.createPhoneCall': ['phoneNumber', 'scriptId'],
	'Voxworks: call.createWebCall': ['scriptId'],
	'Voxworks: list.addContacts': ['phoneNumber'],
};

/** Operations with more than one write, which say what is there when the second fails. */
export const TWO_WRITES: Record<string, string> = {
	'SprintHub: customObject.createAndLink': 'The record has an ID only once it is created',
};
