import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

/** DELETE /v1/tasks/{id}: docs.leadlex.com/api-reference/tasks/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete task',
	description: 'Permanently delete a task',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).task_id,
	request: (id) => ({
		method: 'DELETE',
		path: path`/v1/tasks/${id}`,
		// Deleting twice has no further effect
		idempotent: true,
	}),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
