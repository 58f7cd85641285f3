/** What the vendors document and the nodes leave out, each with its reason. */

const OF_THE_TRIGGER = 'The LeadLex Trigger makes, looks for and removes its registrations';
const KEYS = 'A key would stand in the data of the execution';
const ROWS = 'Rows are made of the items, also of those that n8n makes of a CSV file';
const ONE_CONTACT = 'A list of one contact does the same';

/** By node and `operationId`. */
export const LEFT_OUT_CALLS: Record<string, Record<string, string>> = {
	LeadLex: {
		createApiKey: KEYS,
		listApiKeys: KEYS,
		revokeApiKey: KEYS,
		createWebhook: OF_THE_TRIGGER,
		deleteWebhook: OF_THE_TRIGGER,
		listWebhooks: OF_THE_TRIGGER,
		updateWebhook: OF_THE_TRIGGER,
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
export const LEFT_OUT_PROPERTIES: Record<string, Record<string, string>> = {
	'LeadLex: importContacts': { csv: ROWS, has_header: ROWS, mapping: ROWS },
	'LeadLex: importCompanies': { csv: ROWS, has_header: ROWS, mapping: ROWS },
	'LeadLex: createCompanyNote': {
		note_type: 'Goes there when only Type or Tags are added, else to the call of all notes',
		tags: 'Goes there when only Type or Tags are added, else to the call of all notes',
	},
	'Voxworks: addContactsToList': {
		contact: ONE_CONTACT,
		'contact.first_name': ONE_CONTACT,
		'contact.last_name': ONE_CONTACT,
		'contact.phone_number': ONE_CONTACT,
	},
};

/** Fields that are required although the vendor's page does not say so, by operation. */
export const STRICTER: Record<string, string[]> = {
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
