import type {
	FieldType,
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeProperties,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

import { isObject } from '../../shared/utils/guards';
import { matching, readForEditor } from '../../shared/editor/listSearch';
import { sprintHub } from '../api';
import { rowsOf } from '../api/paging';
import type { DefinitionField } from '../fields/mappedFields';
import { DEFINITIONS } from '../api/selection';

/** A custom object definition, picked from the list of all, or given by its ID. */
export const definitionLocator: INodeProperties = {
	displayName: 'Definition',
	name: 'definitionId',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'What kind of custom object to create',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a definition...',
			typeOptions: { searchListMethod: 'searchDefinitions', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 7' },
	],
};

/** GET /customobjects/def: docs.sprinthub.com/topicos/api/api-obtendo-objetos-customizados-do-lead */
async function definitions(ctx: ILoadOptionsFunctions): Promise<IDataObject[]> {
	const body = await readForEditor(ctx, sprintHub, {
		method: 'GET',
		path: '/customobjects/def',
		query: { query: DEFINITIONS },
	});
	return rowsOf(body, 'definitions');
}

/** SprintHub has no search for definitions, so the list is filtered here. */
export async function searchDefinitions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const all = (await definitions(this)).map(({ id, name }) => ({
		name: String(name ?? id),
		value: String(id),
	}));
	return { results: matching(all, filter) };
}

/** GET /tags: docs.sprinthub.com/en/topics/api/api-getting-and-modifying-lead-tags */
export async function getTags(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const body = await readForEditor(this, sprintHub, { method: 'GET', path: '/tags' });
	// Under which name the tag's own stands is not documented: a contact's tags have it in `tag`
	return rowsOf(body).map(({ id, tag, name }) => ({
		name: String(tag ?? name ?? id),
		value: String(id),
	}));
}

/** The fields of the chosen definition, for the resource mapper. */
export async function getDefinitionFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const chosen = this.getCurrentNodeParameter('definitionId', { extractValue: true });
	const definition = (await definitions(this)).find(({ id }) => String(id) === String(chosen));
	return { fields: ((definition?.fields ?? []) as IDataObject[]).map(toMapperField) };
}

function toMapperField({ alias, label, type, required, properties }: IDataObject): DefinitionField {
	const options = optionsOf(properties);
	const word = String(type).toLowerCase();
	return {
		id: String(alias),
		displayName: String(label ?? alias),
		required: required === true || required === 1,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type: options ? 'options' : (FIELD_TYPES[word] ?? 'string'),
		...(options ? { options } : {}),
		...(word === 'date' ? { dateOnly: true } : {}),
	};
}

/** SprintHub does not list its type words: one that is not here is entered as text. */
const FIELD_TYPES: Record<string, FieldType> = {
	number: 'number',
	integer: 'number',
	decimal: 'number',
	currency: 'number',
	boolean: 'boolean',
	checkbox: 'boolean',
	date: 'dateTime',
	datetime: 'dateTime',
};

/** The choices of a field that has some: `properties` holds them as a list of texts or of pairs. */
function optionsOf(properties: unknown): INodePropertyOptions[] | undefined {
	const list = isObject(properties) ? (properties.options ?? properties.list) : properties;
	if (!Array.isArray(list) || list.length === 0) return undefined;
	return (list as unknown[]).map((entry) => {
		const { label, value } = isObject(entry) ? entry : { label: entry, value: entry };
		return { name: String(label ?? value), value: String(value ?? label) };
	});
}
