import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { target } from './fields';

/** DELETE /v1/notes/{id}: docs.leadlex.com/api-reference/notes/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete note',
	description: 'Permanently delete a note',
	properties: propertiesOf(target),
	parse: (item) => item.read(target).note_id,
	request: (id) => ({
		method: 'DELETE',
		path: path`/v1/notes/${id}`,
		// Deleting twice has no further effect
		idempotent: true,
	}),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
