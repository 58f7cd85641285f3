import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, recordLocator, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { listLocator } from '../../fields/locators';
import { record } from '../../api/response';

const target = fields({ list_id: required(recordLocator(listLocator)) });

/** DELETE /v1/lists/{id}: docs.leadlex.com/api-reference/lists/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete list',
	description: 'Permanently delete a list, but keep its contacts',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).list_id,
	request: (id) => ({ method: 'DELETE', path: path`/v1/lists/${id}`, idempotent: true }),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
