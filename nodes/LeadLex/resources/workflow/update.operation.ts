import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { changes, target } from './fields';

/** PATCH /v1/workflows/{id}: docs.leadlex.com/api-reference/workflows/update */
export const update: SingleOperation<{ id: string; changes: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update workflow - may send messages',
	description: 'Update a workflow of LeadLex, or switch it on or off',
	properties: [...propertiesOf(target), updateFields(changes)],
	autoMap: changes,
	parse: (item) => {
		const changed = item.requireChanges(changes);
		// LeadLex expects an empty value for this operator
		const isAnyChange = changed.condition_operator === 'changed';
		return {
			id: item.read(target).workflow_id,
			changes: isAnyChange ? { ...changed, condition_value: '' } : changed,
		};
	},
	request: (workflow) => ({
		method: 'PATCH',
		path: path`/v1/workflows/${workflow.id}`,
		body: workflow.changes,
		idempotencyKey: true,
	}),
	output: (body, { id }) => ({ id, ...record(body) }),
};
