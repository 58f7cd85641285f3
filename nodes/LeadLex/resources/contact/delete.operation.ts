import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, recordLocator, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { contactLocator } from '../../fields/locators';
import { record } from '../../api/response';

const target = fields({ contact_id: required(recordLocator(contactLocator)) });

/** DELETE /v1/contacts/{id}: docs.leadlex.com/api-reference/contacts/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete contact',
	description: 'Permanently delete a contact',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).contact_id,
	request: (id) => ({ method: 'DELETE', path: path`/v1/contacts/${id}`, idempotent: true }),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
