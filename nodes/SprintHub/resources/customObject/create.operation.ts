import type { SingleOperation } from '../../../shared/operation/types';
import { definitionLocator } from '../../fields/definition';
import { record } from '../../api/response';
import type { NewCustomObject } from './fields';
import { createRequest, definitionFields, parseObject } from './fields';

/** POST /customobjects/objects/{definitionId}: docs.sprinthub.com/topicos/api/api-como-criar-um-objeto-customizado */
export const create: SingleOperation<NewCustomObject> = {
	value: 'create',
	name: 'Create',
	action: 'Create custom object',
	description: 'Create a new custom object record, such as an order or a property',
	properties: [definitionLocator, definitionFields],
	parse: parseObject,
	request: createRequest,
	output: record,
	recordId: ({ id }) => id,
};
