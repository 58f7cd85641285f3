import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf, fields, recordLocator, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator, listLocator } from '../../fields/locators';
import { record } from '../../api/response';

const membership = fields({
	list_id: required(recordLocator(listLocator)),
	contact_id: required(recordLocator(contactLocator)),
});

/** DELETE /v1/lists/{list_id}/contacts/{contact_id}: docs.leadlex.com/api-reference/lists/remove-contact */
export const removeContact: SingleOperation<Values<typeof membership>> = {
	value: 'removeContact',
	name: 'Remove Contact',
	action: 'Remove contact from list',
	description: 'Take a contact out of a list, without deleting it',
	properties: propertiesOf(membership),
	parse: (item) => item.read(membership),
	request: ({ list_id, contact_id }) => ({
		method: 'DELETE',
		path: path`/v1/lists/${list_id}/contacts/${contact_id}`,
		idempotent: true,
	}),
	output: (body, removed) => ({ removed: true, ...removed, ...record(body) }),
};
