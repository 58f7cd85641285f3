import type { SingleOperation } from '../../../shared/operation/types';
import { definitionLocator } from '../../methods/listSearch';
import { record } from '../../fields/converters';
import type { NewCustomObject } from './params';
import { creation, definitionFields, parseNew } from './params';

/** POST /customobjects/objects/{definitionId}: docs.sprinthub.com/topicos/api/api-como-criar-um-objeto-customizado */
export const create: SingleOperation<NewCustomObject> = {
	value: 'create',
	name: 'Create',
	action: 'Create custom object',
	description: 'Create a new custom object record, such as an order or a property',
	fields: [definitionLocator, definitionFields],
	parse: parseNew,
	request: creation,
	output: record,
	recordId: ({ id }) => id,
};
