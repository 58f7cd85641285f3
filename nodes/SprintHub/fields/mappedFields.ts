import type { IDataObject, ResourceMapperField, ResourceMapperValue } from 'n8n-workflow';

import type { Converter } from '../../shared/operation/converters';
import { toBoolean, toNumber, toOneOf, toText } from '../../shared/operation/converters';
import { toDate, toDayOrTime } from '../../shared/operation/dates';
import { isBlank, isObject } from '../../shared/utils/guards';

/** A field of a definition as n8n saves it with the workflow. */
export interface DefinitionField extends ResourceMapperField {
	/** Set for days, because n8n has one type for days and times. Older workflows do not have it. */
	dateOnly?: true;
}

/**
 * Reads the values of a resource mapper: those that the user mapped or, in automatic mode, the fields
 * of the input item that are named like a field of the definition. Each is converted to its field's
 * type; blank ones are left out.
 */
export const mappedFields =
	(inputJson: IDataObject): Converter<IDataObject> =>
	(value, timezone) => {
		const { mappingMode, value: mapped, ...rest } = value as ResourceMapperValue;
		const schema: DefinitionField[] = rest.schema ?? [];
		const isAutomatic = mappingMode === 'autoMapInputData';
		const source = isAutomatic ? inputJson : mapped;
		if (!isObject(source)) throw new Error('has no values');

		const values = new Map(Object.entries(source).filter(([, entry]) => !isBlank(entry)));
		const fields = new Map(schema.map((field) => [field.id, field]));
		for (const { id, displayName, required } of schema) {
			if (required && !values.has(id)) throw new Error(`> ${displayName} is required`);
		}
		const converted = [...values]
			.filter(([alias]) => !isAutomatic || fields.has(alias))
			.map(([alias, entry]) => [alias, convertValue(fields.get(alias), entry, timezone)] as const);
		if (converted.length === 0) throw new Error('has no values');
		return Object.fromEntries(converted);
	};

function convertValue(
	field: DefinitionField | undefined,
	value: IDataObject[string],
	timezone: string,
): IDataObject[string] {
	if (!field) return value;
	let problem: string;
	try {
		return converterOf(field)(value, timezone);
	} catch (error) {
		problem = (error as Error).message;
	}
	throw new Error(`> ${field.displayName} ${problem}`);
}

function converterOf({
	type,
	dateOnly,
	options = [],
}: DefinitionField): Converter<string | number | boolean> {
	switch (type) {
		case 'number':
			return toNumber;
		case 'boolean':
			return toBoolean;
		case 'dateTime':
			return dateOnly ? toDate : toDayOrTime;
		case 'options':
			return toOneOf(...options.map((option) => String(option.value)));
		default:
			return toText;
	}
}
