import type { SingleOperation } from '../../../shared/operation/types';
import { propertiesOf, fields, maxLength, required, text } from '../../../shared/operation/fields';
import type { Values } from '../../../shared/operation/fields';
import { recordWith } from '../../api/response';

const list = fields({
	name: required(maxLength(255, text('Name', 'e.g. February follow-up'))),
});

/** POST /api/v1/create-list: docs.voxworks.ai/api-reference/lists/create-list */
export const create: SingleOperation<Values<typeof list>> = {
	value: 'create',
	name: 'Create',
	action: 'Create list',
	description: 'Create a new list of contacts',
	properties: propertiesOf(list),
	autoMap: list,
	parse: (item) => item.read(list),
	request: (body) => ({ method: 'POST', path: '/api/v1/create-list', body }),
	output: recordWith('list'),
	recordId: ({ list_id }) => list_id,
};
