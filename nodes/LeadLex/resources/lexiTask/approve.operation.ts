import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

/** POST /v1/lexi/tasks/{id}/approve: docs.leadlex.com/api-reference/lexi/approve */
export const approve: SingleOperation<string> = {
	value: 'approve',
	name: 'Approve',
	action: 'Approve Lexi task - may send messages or use credits',
	description: 'Have the assistant do what it has proposed',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).task_id,
	request: (id) => ({ method: 'POST', path: path`/v1/lexi/tasks/${id}/approve` }),
	output: record,
};
