import { returnAllOrLimit } from '../../../shared/operation/collections';
import type { StepsOperation } from '../../../shared/operation/types';
import { propertiesOf } from '../../../shared/operation/fields';
import { path } from '../../../shared/operation/path';
import { readList } from '../../api/paging';
import { target } from './fields';
import type { ListOfContact } from './list';
import { parseList } from './list';

/** GET /lead/customobjects/{leadId}: docs.sprinthub.com/topicos/api/api-obtendo-objetos-customizados-do-lead */
export const getCustomObjects: StepsOperation<ListOfContact> = {
	value: 'getCustomObjects',
	name: 'Get Custom Objects',
	action: 'Get custom objects of contact',
	description: 'Get the custom objects that are linked to a contact',
	properties: [...propertiesOf(target), ...returnAllOrLimit],
	parse: parseList,
	safe: true,
	steps: ({ contactId, limit }) =>
		readList({ method: 'GET', path: path`/lead/customobjects/${contactId}` }, limit),
};
