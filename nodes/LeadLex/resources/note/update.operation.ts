import { updateFields } from '../../../shared/editor/nodeProperties';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { fieldsOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { changes, which } from './params';

/** PATCH /v1/notes/{id}: docs.leadlex.com/api-reference/notes/update */
export const update: SingleOperation<{ id: string; changes: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update note',
	description: 'Update the fields of a note that are filled in',
	fields: [...fieldsOf(which), updateFields(changes)],
	parse: (item) => ({ id: item.values(which).note_id!, changes: item.changes(changes) }),
	request: (note) => ({
		method: 'PATCH',
		path: path`/v1/notes/${note.id}`,
		body: note.changes,
		// The same values again
		repeatable: true,
	}),
	output: record,
};
