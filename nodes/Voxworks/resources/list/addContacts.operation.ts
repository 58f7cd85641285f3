import { additionalFields } from '../../../shared/operation/collections';
import type { BatchOperation } from '../../../shared/operation/types';
import { propertiesOf, id, fields, phone, required, text } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { additionalBodyFields, withAdditional } from '../../fields/additionalBody';
import type { ListEntry } from './addContacts.outcomes';
import { outcomesOf } from './addContacts.outcomes';

const target = fields({
	list_id: required(
		id('List ID', 'e.g. 3f2b8c1e-5a7d-4c21-9e40-7b6d2f1a8c95', {
			description: 'The list_id that Create List returns. Items of one list share requests.',
		}),
	),
});

const contact = fields({
	phone_number: required(
		phone('Phone Number', 'e.g. 0491 570 006', {
			description:
				'In local or international form. Voxworks finds the contact by this number, or creates it.',
		}),
	),
	first_name: text('First Name', 'e.g. Jane'),
});

const details = fields({ last_name: text('Last Name', 'e.g. Doe') });

/** POST /api/v1/add-contacts-to-list/{list_id}: docs.voxworks.ai/api-reference/lists/create-or-add-contacts-to-list */
export const addContacts: BatchOperation<ListEntry> = {
	value: 'addContacts',
	name: 'Add Contacts',
	action: 'Add contacts to list',
	description:
		'Add the contact of each item to a list, and create those that are new, up to 100 with each request',
	properties: [
		...propertiesOf({ ...target, ...contact }),
		additionalFields(details, additionalBodyFields),
	],
	autoMap: { ...contact, ...details },
	parse: (item) => [
		{
			listId: item.read(target).list_id,
			contact: withAdditional(item, { ...item.read(contact), ...item.read(details) }),
		},
	],
	batch: {
		// Voxworks documents no largest size
		maxSize: 100,
		groupBy: ({ listId }) => listId,
		recordId: (entry) => JSON.stringify(entry.contact),
	},
	request: (entries) => ({
		method: 'POST',
		path: path`/api/v1/add-contacts-to-list/${entries[0].listId}`,
		body: { contacts: entries.map((entry) => entry.contact) },
		// Voxworks finds contacts by their numbers, and a list holds each of them once
		idempotent: true,
	}),
	outcomes: outcomesOf,
};
