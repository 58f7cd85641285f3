import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { which } from './params';

/** DELETE /v1/deals/{id}: docs.leadlex.com/api-reference/deals/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete deal',
	description: 'Delete a deal for good, while its activities, notes and tasks stay',
	fields: fieldsOf(which),
	parse: (item) => item.values(which).deal_id!,
	request: (id) => ({
		method: 'DELETE',
		path: path`/v1/deals/${id}`,
		// What is gone stays gone
		repeatable: true,
	}),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
