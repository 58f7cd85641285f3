import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { record } from '../../api/response';
import { which } from './fields';

/** DELETE /v1/notes/{id}: docs.leadlex.com/api-reference/notes/delete */
export const remove: SingleOperation<string> = {
	value: 'delete',
	name: 'Delete',
	action: 'Delete note',
	description: 'Delete a note for good',
	properties: propertiesOf(which),
	parse: (item) => item.read(which).note_id,
	request: (id) => ({
		method: 'DELETE',
		path: path`/v1/notes/${id}`,
		// What is gone stays gone
		idempotent: true,
	}),
	output: (body, id) => ({ id, deleted: true, ...record(body) }),
};
