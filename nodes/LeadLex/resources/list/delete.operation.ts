import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf, params, picked, required } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { listLocator } from '../../fields/locators';
import { record } from '../../api/response';

const list = params({ list_id: required(picked(listLocator)) });

/** DELETE /v1/lists/{id}: docs.leadlex.com/api-reference/lists/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete list',
	description: 'Delete a list for good, while its contacts stay',
	fields: fieldsOf(list),
	parse: (item) => item.values(list).list_id!,
	request: (id) => ({ method: 'DELETE', path: path`/v1/lists/${id}`, repeatable: true }),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
