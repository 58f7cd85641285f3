import { updateFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { changes, which } from './params';

/** PATCH /v1/deals/{id}: docs.leadlex.com/api-reference/deals/update */
export const update: SingleOperation<{ id: string; changes: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update deal',
	description: 'Update the fields of a deal that are filled in',
	fields: [...fieldsOf(which), updateFields(changes)],
	parse: (item) => ({ id: item.values(which).deal_id!, changes: item.changes(changes) }),
	request: (deal) => ({
		method: 'PATCH',
		path: path`/v1/deals/${deal.id}`,
		body: deal.changes,
		// The same values again
		repeatable: true,
	}),
	output: record,
};
