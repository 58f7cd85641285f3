import type { IDataObject } from 'n8n-workflow';

import { id } from '../../../shared/converters';
import type { SingleOperation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { definitionLocator } from '../../pickers';
import { record } from '../../values';
import { mappedFields } from './mappedFields';

interface NewCustomObject {
	definitionId: string;
	fields: IDataObject;
}

/** POST /customobjects/objects/{definitionId}: docs.sprinthub.com/topicos/api/api-como-criar-um-objeto-customizado */
export const create: SingleOperation<NewCustomObject> = {
	value: 'create',
	name: 'Create',
	action: 'Create custom object',
	description: 'Create a new custom object record, such as an order or a property',
	fields: [
		definitionLocator,
		{
			displayName: 'Fields',
			name: 'fields',
			type: 'resourceMapper',
			noDataExpression: true,
			required: true,
			default: { mappingMode: 'defineBelow', value: null },
			typeOptions: {
				loadOptionsDependsOn: ['definitionId.value'],
				resourceMapper: {
					resourceMapperMethod: 'getDefinitionFields',
					mode: 'add',
					fieldWords: { singular: 'field', plural: 'fields' },
					addAllFields: true,
					multiKeyMatch: false,
					supportAutoMap: true,
				},
			},
		},
	],
	parse: (item) => ({
		definitionId: item.required('definitionId', id),
		fields: item.required('fields', mappedFields(item.json)),
	}),
	request: ({ definitionId, fields }) => ({
		method: 'POST',
		path: path`/customobjects/objects/${definitionId}`,
		body: fields,
	}),
	output: record,
	recordId: ({ id }) => id,
};
