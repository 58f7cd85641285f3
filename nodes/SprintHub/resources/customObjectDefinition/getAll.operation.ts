import {
	additionalFields,
	returnAllOrLimit,
	readLimit,
} from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { fields, text } from '../../../shared/operation/fields';
import { readList } from '../../api/paging';
import { DEFINITIONS } from '../../api/selection';

const selection = fields({
	query: text('Selection', 'e.g. {definitions{id,name,fields{label,alias}}}', {
		description: 'Which properties to return, in the syntax of SprintHub. Leave empty for all.',
	}),
});

/** GET /customobjects/def: docs.sprinthub.com/topicos/api/api-obtendo-objetos-customizados-do-lead */
export const getAll: StepsOperation<{ query: string; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many custom object definitions',
	description: 'Get the kinds of custom objects with the fields of each',
	properties: [...returnAllOrLimit, additionalFields(selection)],
	parse: (item) => ({ query: DEFINITIONS, ...item.read(selection), limit: readLimit(item) }),
	safe: true,
	steps: ({ query, limit }) =>
		readList({ method: 'GET', path: '/customobjects/def', query: { query } }, limit, 'definitions'),
};
