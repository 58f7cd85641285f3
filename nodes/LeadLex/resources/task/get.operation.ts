import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { taskRecord } from '../../fields/records';
import { recordIn } from '../../api/response';
import { target } from './fields';

/** GET /v1/tasks/{id}: docs.leadlex.com/api-reference/tasks/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get task',
	description: 'Get one task with all of its fields',
	properties: propertiesOf(target),
	record: taskRecord,
	parse: (item) => item.read(target).task_id,
	request: (id) => ({ method: 'GET', path: path`/v1/tasks/${id}` }),
	output: recordIn('task'),
};
