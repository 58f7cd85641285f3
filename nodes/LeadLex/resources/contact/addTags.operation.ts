import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import {
	propertiesOf,
	fields,
	recordLocator,
	required,
	commaList,
} from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';

const tagging = fields({
	contact_id: required(recordLocator(contactLocator)),
	tags: required(commaList('Tags', 'e.g. VIP, Q2-target')),
});

/** POST /v1/contacts/{id}/tags: docs.leadlex.com/api-reference/contacts/add-tags */
export const addTags: SingleOperation<Values<typeof tagging>> = {
	value: 'addTags',
	name: 'Add Tags',
	action: 'Add tags to contact',
	description: 'Add tags to a contact, which keeps those that it has',
	properties: propertiesOf(tagging),
	parse: (item) => item.read(tagging),
	request: ({ contact_id, tags }) => ({
		method: 'POST',
		path: path`/v1/contacts/${contact_id}/tags`,
		body: { tags },
		// LeadLex does not add a tag that the contact already has
		idempotent: true,
	}),
	output: record,
};
