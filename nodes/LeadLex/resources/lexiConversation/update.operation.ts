import type { IDataObject } from 'n8n-workflow';

import { updateFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { nested } from '../../fields/body';
import { record } from '../../api/response';
import { clearing, context, conversation, own } from './params';

/** PATCH /v1/lexi/conversations/{id}: docs.leadlex.com/api-reference/lexi/conversations-update */
export const update: SingleOperation<{ id: string; changes: IDataObject }> = {
	value: 'update',
	name: 'Update',
	action: 'Update Lexi conversation',
	description: 'Rename or archive a conversation, or change what it is about',
	fields: [...fieldsOf(conversation), updateFields({ ...own, ...context, ...clearing })],
	parse: (item) => {
		const id = item.values(conversation).conversation_id!;
		item.changes({ ...own, ...context, ...clearing });
		const { clear = [] } = item.values(clearing);
		const cleared = Object.fromEntries(clear.map((property) => [property, null]));
		const about = { ...item.values(context), ...cleared };
		return { id, changes: { ...item.values(own), ...nested('context', about) } };
	},
	request: ({ id, changes }) => ({
		method: 'PATCH',
		path: path`/v1/lexi/conversations/${id}`,
		body: changes,
		idempotent: true,
		repeatable: true,
	}),
	output: record,
};
