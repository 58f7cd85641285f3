import type { IDataObject } from 'n8n-workflow';

import { toNulls, updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { nestUnlessEmpty } from '../../fields/body';
import { record } from '../../api/response';
import { clear, context, target, details } from './fields';

/** PATCH /v1/lexi/conversations/{id}: docs.leadlex.com/api-reference/lexi/conversations-update */
export const update: SingleOperation<{ id: string; changes: IDataObject }> = {
	value: 'update',
	name: 'Update',
	action: 'Update Lexi conversation',
	description: 'Rename or archive a conversation, or change what it is about',
	properties: [...propertiesOf(target), updateFields({ ...details, ...context, ...clear })],
	autoMap: { ...details, ...context },
	parse: (item) => {
		const id = item.read(target).conversation_id;
		item.requireChanges({ ...details, ...context, ...clear });
		const about = { ...item.read(context), ...toNulls(item.read(clear).clear) };
		return { id, changes: { ...item.read(details), ...nestUnlessEmpty('context', about) } };
	},
	request: ({ id, changes }) => ({
		method: 'PATCH',
		path: path`/v1/lexi/conversations/${id}`,
		body: changes,
		idempotencyKey: true,
		idempotent: true,
	}),
	output: (body, { id }) => ({ id, ...record(body) }),
};
