import type {
	FieldType,
	IDataObject,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	ResourceMapperFields,
} from 'n8n-workflow';

import { isExpression, safeItems, safeName } from '../../shared/editor/listSearch';
import { isObject, objectsIn } from '../../shared/utils/guards';
import { idKey } from '../../shared/utils/text';
import type { DefinitionField } from '../fields/mappedFields';
import { readDefinitions } from './definitions';

/** Returns the fields of the selected definition for the resource mapper. */
export async function getDefinitionFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const selected = this.getCurrentNodeParameter('definitionId', { extractValue: true });
	const definition = (await readDefinitions(this)).find(({ id }) => idKey(id) === idKey(selected));
	const fields = objectsIn(definition?.fields).map(toMapperField);
	// n8n saves the fields with the workflow
	return { fields: fields.filter(({ id }) => !isExpression(id)) };
}

function toMapperField({ alias, label, type, required, properties }: IDataObject): DefinitionField {
	const options = toOptions(properties);
	const typeName = String(type).toLowerCase();
	return {
		id: String(alias),
		displayName: safeName(String(label ?? alias)),
		required: required === true || required === 1,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		type: options ? 'options' : (FIELD_TYPES[typeName] ?? 'string'),
		...(options ? { options } : {}),
		...(typeName === 'date' ? { dateOnly: true } : {}),
	};
}

/** SprintHub does not document its field types: a type that is not listed here is entered as text. */
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

/** Returns the choices of a field that has some: `properties` holds them as a list of texts or of pairs. */
function toOptions(properties: unknown): INodePropertyOptions[] | undefined {
	const choices = isObject(properties) ? (properties.options ?? properties.list) : properties;
	if (!Array.isArray(choices)) return undefined;
	const options = (choices as unknown[]).map((choice) => {
		const { label, value } = isObject(choice) ? choice : { label: choice, value: choice };
		return { name: String(label ?? value), value: String(value ?? label) };
	});
	const offered = safeItems(options);
	return offered.length > 0 ? offered : undefined;
}
