import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { which } from './params';

/** DELETE /v1/tasks/{id}: docs.leadlex.com/api-reference/tasks/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete task',
	description: 'Delete a task for good',
	fields: fieldsOf(which),
	parse: (item) => item.values(which).task_id!,
	request: (id) => ({
		method: 'DELETE',
		path: path`/v1/tasks/${id}`,
		// What is gone stays gone
		repeatable: true,
	}),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
