import type { IDataObject } from 'n8n-workflow';

import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { nestUnlessEmpty } from '../../fields/body';
import { record } from '../../api/response';
import { clearing, context, conversation, own } from './fields';

/** PATCH /v1/lexi/conversations/{id}: docs.leadlex.com/api-reference/lexi/conversations-update */
export const update: SingleOperation<{ id: string; changes: IDataObject }> = {
	value: 'update',
	name: 'Update',
	action: 'Update Lexi conversation',
	description: 'Rename or archive a conversation, or change what it is about',
	properties: [...propertiesOf(conversation), updateFields({ ...own, ...context, ...clearing })],
	parse: (item) => {
		const id = item.read(conversation).conversation_id;
		item.requireChanges({ ...own, ...context, ...clearing });
		const { clear = [] } = item.read(clearing);
		const cleared = Object.fromEntries(clear.map((property) => [property, null]));
		const about = { ...item.read(context), ...cleared };
		return { id, changes: { ...item.read(own), ...nestUnlessEmpty('context', about) } };
	},
	request: ({ id, changes }) => ({
		method: 'PATCH',
		path: path`/v1/lexi/conversations/${id}`,
		body: changes,
		idempotencyKey: true,
		idempotent: true,
	}),
	output: record,
};
