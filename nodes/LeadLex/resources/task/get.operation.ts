import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { recordIn } from '../../api/response';
import { which } from './fields';

/** GET /v1/tasks/{id}: docs.leadlex.com/api-reference/tasks/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get task',
	description: 'Get all that is known of a task',
	properties: propertiesOf(which),
	parse: (item) => item.read(which).task_id,
	request: (id) => ({ method: 'GET', path: path`/v1/tasks/${id}` }),
	output: recordIn('task'),
};
