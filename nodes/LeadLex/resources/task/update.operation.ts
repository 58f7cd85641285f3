import { updateFields } from '../../../shared/description';
import type { SingleOperation } from '../../../shared/operation';
import type { Values } from '../../../shared/params';
import { fieldsOf } from '../../../shared/params';
import { path } from '../../../shared/path';
import { record } from '../../record';
import { changes, which } from './params';

/** PATCH /v1/tasks/{id}: docs.leadlex.com/api-reference/tasks/update */
export const update: SingleOperation<{ id: string; changes: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update task',
	description: 'Update the fields of a task that are filled in, such as its status',
	fields: [...fieldsOf(which), updateFields(changes)],
	parse: (item) => ({ id: item.values(which).task_id!, changes: item.changes(changes) }),
	request: (task) => ({
		method: 'PATCH',
		path: path`/v1/tasks/${task.id}`,
		body: task.changes,
		// The same values again
		repeatable: true,
	}),
	output: record,
};
