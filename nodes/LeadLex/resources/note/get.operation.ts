import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { noteRecord } from '../../fields/records';
import { record } from '../../api/response';
import { target } from './fields';

/** GET /v1/notes/{id}: docs.leadlex.com/api-reference/notes/get */
export const get: SingleOperation<string> = {
	value: 'get',
	name: 'Get',
	action: 'Get note',
	description: 'Get a note with its content',
	properties: propertiesOf(target),
	record: noteRecord,
	parse: (item) => item.read(target).note_id,
	request: (id) => ({ method: 'GET', path: path`/v1/notes/${id}` }),
	output: record,
};
