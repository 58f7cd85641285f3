import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf, params, picked, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator, listLocator } from '../../fields/locators';
import { record } from '../../api/response';

const membership = params({
	list_id: required(picked(listLocator)),
	contact_id: required(picked(contactLocator)),
});

/** DELETE /v1/lists/{list_id}/contacts/{contact_id}: docs.leadlex.com/api-reference/lists/remove-contact */
export const removeContact: SingleOperation<Values<typeof membership>> = {
	value: 'removeContact',
	name: 'Remove Contact',
	action: 'Remove contact from list',
	description: 'Take a contact out of a list, without deleting it',
	fields: fieldsOf(membership),
	parse: (item) => item.values(membership),
	request: ({ list_id, contact_id }) => ({
		method: 'DELETE',
		path: path`/v1/lists/${list_id!}/contacts/${contact_id!}`,
		repeatable: true,
	}),
	output: (body, removed) => ({ removed: true, ...removed, ...record(body) }),
};
