import type { SingleOperation } from '../../../shared/operation/types';
import { fieldsOf, params, required, string } from '../../../shared/operation/fields';
import type { Values } from '../../../shared/operation/fields';
import { recordWith } from '../../api/response';
import { upTo } from '../../fields/converters';

const list = params({
	name: required({
		...string('Name', 'e.g. February follow-up', { description: 'At most 255 characters' }),
		as: upTo(255),
	}),
});

/** POST /api/v1/create-list: docs.voxworks.ai/api-reference/lists/create-list */
export const create: SingleOperation<Values<typeof list>> = {
	value: 'create',
	name: 'Create',
	action: 'Create list',
	description: 'Create a new list of contacts',
	fields: fieldsOf(list),
	parse: (item) => item.values(list),
	request: (body) => ({ method: 'POST', path: '/api/v1/create-list', body }),
	output: recordWith('list'),
	recordId: ({ list_id }) => list_id,
};
