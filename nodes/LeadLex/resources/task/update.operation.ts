import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { changes, target } from './fields';

/** PATCH /v1/tasks/{id}: docs.leadlex.com/api-reference/tasks/update */
export const update: SingleOperation<{ id: string; changes: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update task',
	description: 'Update a task, such as its status, changing only the fields that are filled in',
	properties: [...propertiesOf(target), updateFields(changes)],
	autoMap: changes,
	parse: (item) => ({ id: item.read(target).task_id, changes: item.requireChanges(changes) }),
	request: (task) => ({
		method: 'PATCH',
		path: path`/v1/tasks/${task.id}`,
		body: task.changes,
		// Setting the same values again has no further effect
		idempotent: true,
	}),
	output: (body, { id }) => ({ id, ...record(body) }),
};
