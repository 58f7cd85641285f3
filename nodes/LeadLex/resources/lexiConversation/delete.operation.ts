import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { target } from './fields';

/** DELETE /v1/lexi/conversations/{id}: docs.leadlex.com/api-reference/lexi/conversations-delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete Lexi conversation',
	description: 'Permanently delete a conversation with all of its messages',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).conversation_id,
	request: (id) => ({
		method: 'DELETE',
		path: path`/v1/lexi/conversations/${id}`,
		idempotencyKey: true,
		idempotent: true,
	}),
	output: (_, id) => ({ id, deleted: true }),
};
