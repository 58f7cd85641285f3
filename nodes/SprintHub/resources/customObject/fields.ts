/** Shared by the operations that create a custom object. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toId } from '../../../shared/operation/converters';
import type { Item } from '../../../shared/operation/item';
import type { ApiRequest } from '../../../shared/operation/request';
import { path } from '../../../shared/operation/path';
import { mappedFields } from '../../fields/mappedFields';

export interface NewCustomObject {
	definitionId: string;
	fields: IDataObject;
}

/** The fields of the definition that is selected in the field `definitionId`. */
export const definitionFields: INodeProperties = {
	displayName: 'Fields',
	name: 'fields',
	type: 'resourceMapper',
	noDataExpression: true,
	required: true,
	default: { mappingMode: 'defineBelow', value: null },
	// Without a definition, n8n would show an error that there are no fields
	displayOptions: { hide: { definitionId: [''] } },
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
};

export const parseObject = (item: Item): NewCustomObject => ({
	definitionId: item.required('definitionId', toId),
	fields: item.required('fields', mappedFields(item.json)),
});

/** POST /customobjects/objects/{definitionId}: docs.sprinthub.com/topicos/api/api-como-criar-um-objeto-customizado */
export const createRequest = ({ definitionId, fields }: NewCustomObject): ApiRequest => ({
	method: 'POST',
	path: path`/customobjects/objects/${definitionId}`,
	body: fields,
});
