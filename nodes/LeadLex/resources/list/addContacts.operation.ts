import type { BatchOperation } from '../../../shared/operation/types';
import {
	propertiesOf,
	idList,
	fields,
	recordLocator,
	required,
} from '../../../shared/operation/fields';
import { listLocator } from '../../fields/locators';
import type { Member } from './addContacts.request';
import { addContactsRequest, addValidContacts, addContactsOutcomes } from './addContacts.request';

const members = fields({
	list_id: required(
		recordLocator(listLocator, {
			description: 'The list to add to. Items of one list share requests.',
		}),
	),
	contact_ids: required(
		idList('Contact IDs', 'e.g. 123e4567-e89b-12d3-a456-426614174000', {
			description:
				'If LeadLex only counts how many contacts were new to the list, "added" of their items is null',
			perEntry: 'contact',
		}),
	),
});

/** POST /v1/lists/{id}/contacts: docs.leadlex.com/api-reference/lists/add-contacts */
export const addContacts: BatchOperation<Member> = {
	value: 'addContacts',
	name: 'Add Contacts',
	action: 'Add contacts to list',
	description: 'Add existing contacts to a list, up to 100 with each request',
	properties: propertiesOf(members),
	parse: (item) => {
		const { list_id, contact_ids } = item.read(members);
		return contact_ids.map((contactId) => ({ listId: list_id, contactId }));
	},
	batch: { maxSize: 100, groupBy: ({ listId }) => listId, recordId: ({ contactId }) => contactId },
	request: addContactsRequest,
	batchSteps: addValidContacts,
	outcomes: addContactsOutcomes,
};
