import { updateFields } from '../../../shared/operation/collections';
import type { SingleOperation } from '../../../shared/operation/types';
import type { Values } from '../../../shared/operation/fields';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { changes, target } from './fields';

/** PATCH /v1/notes/{id}: docs.leadlex.com/api-reference/notes/update */
export const update: SingleOperation<{ id: string; changes: Values<typeof changes> }> = {
	value: 'update',
	name: 'Update',
	action: 'Update note',
	description: 'Update a note, changing only the fields that are filled in',
	properties: [...propertiesOf(target), updateFields(changes)],
	autoMap: changes,
	parse: (item) => ({ id: item.read(target).note_id, changes: item.requireChanges(changes) }),
	request: (note) => ({
		method: 'PATCH',
		path: path`/v1/notes/${note.id}`,
		body: note.changes,
		// Setting the same values again has no further effect
		idempotent: true,
	}),
	output: (body, { id }) => ({ id, ...record(body) }),
};
