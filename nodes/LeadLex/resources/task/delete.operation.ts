import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { which } from './fields';

/** DELETE /v1/tasks/{id}: docs.leadlex.com/api-reference/tasks/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete task',
	description: 'Delete a task for good',
	properties: propertiesOf(which),
	parse: (item) => item.read(which).task_id,
	request: (id) => ({
		method: 'DELETE',
		path: path`/v1/tasks/${id}`,
		// What is gone stays gone
		idempotent: true,
	}),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
