/** What all operations that create a custom object have in common. */
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

/** The fields of the definition in the field `definitionId`. */
export const definitionFields: INodeProperties = {
	displayName: 'Fields',
	name: 'fields',
	type: 'resourceMapper',
	noDataExpression: true,
	required: true,
	default: { mappingMode: 'defineBelow', value: null },
	// Before that, n8n would say in red that there are no fields
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

export const parseNew = (item: Item): NewCustomObject => ({
	definitionId: item.required('definitionId', toId),
	fields: item.required('fields', mappedFields(item.json)),
});

/** POST /customobjects/objects/{definitionId}: docs.sprinthub.com/topicos/api/api-como-criar-um-objeto-customizado */
export const creation = ({ definitionId, fields }: NewCustomObject): ApiRequest => ({
	method: 'POST',
	path: path`/customobjects/objects/${definitionId}`,
	body: fields,
});
