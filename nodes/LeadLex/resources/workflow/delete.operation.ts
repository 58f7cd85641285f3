import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

/** DELETE /v1/workflows/{id}: docs.leadlex.com/api-reference/workflows/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete workflow',
	description: 'Delete a LeadLex workflow, which stops at once, but keep its logs',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).workflow_id,
	request: (id) => ({ method: 'DELETE', path: path`/v1/workflows/${id}`, idempotencyKey: true }),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
