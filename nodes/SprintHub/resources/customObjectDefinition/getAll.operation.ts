import { additionalFields, howMany, limitOf } from '../../../shared/editor/nodeProperties';
import type { StepsOperation } from '../../../shared/operation/types';
import { params, string } from '../../../shared/operation/fields';
import { all } from '../../api/paging';
import { DEFINITIONS } from '../../api/selection';

const selection = params({
	query: string('Selection', 'e.g. {definitions{id,name,fields{label,alias}}}', {
		description: 'Which properties to return, as SprintHub writes it. Leave it out for all.',
	}),
});

/** GET /customobjects/def: docs.sprinthub.com/topicos/api/api-obtendo-objetos-customizados-do-lead */
export const getAll: StepsOperation<{ query: string; limit: number }> = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many custom object definitions',
	description: 'Get the kinds of custom objects with the fields of each',
	fields: [...howMany, additionalFields(selection)],
	parse: (item) => ({ query: DEFINITIONS, ...item.values(selection), limit: limitOf(item) }),
	steps: ({ query, limit }) =>
		all({ method: 'GET', path: '/customobjects/def', query: { query } }, limit, 'definitions'),
};
