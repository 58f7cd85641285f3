import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf, params, picked, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';

const contact = params({ contact_id: required(picked(contactLocator)) });

/** DELETE /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete contact',
	description: 'Delete a contact for good',
	fields: fieldsOf(contact),
	parse: (item) => item.values(contact).contact_id!,
	request: (id) => ({ method: 'DELETE', path: path`/v1/contacts/${id}`, repeatable: true }),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
