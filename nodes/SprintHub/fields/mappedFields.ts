import type { IDataObject, ResourceMapperField, ResourceMapperValue } from 'n8n-workflow';

import type { Converter } from '../../shared/operation/converters';
import { toBoolean, toNumber, toOneOf, toText } from '../../shared/operation/converters';
import { toDate, toDayOrTime } from '../../shared/operation/dates';
import { isBlank, isObject } from '../../shared/utils/guards';

/** A field of a definition as n8n keeps it in the workflow. */
export interface DefinitionField extends ResourceMapperField {
	/** n8n has one type for days and for moments. Missing in workflows saved before it was told. */
	dateOnly?: true;
}

/**
 * The values of a resource mapper: as mapped by the user, or, when mapped automatically, the fields
 * of the incoming item that have the name of a field of the definition. Each is converted to its
 * field's type; blank ones are left out.
 */
export const mappedFields =
	(incoming: IDataObject): Converter<IDataObject> =>
	(value, timezone) => {
		const { mappingMode, value: mapped, ...rest } = value as ResourceMapperValue;
		const schema: DefinitionField[] = rest.schema ?? [];
		const automatic = mappingMode === 'autoMapInputData';
		const source = automatic ? incoming : mapped;
		if (!isObject(source)) throw new Error('has no values');

		const values = new Map(Object.entries(source).filter(([, entry]) => !isBlank(entry)));
		const fields = new Map(schema.map((field) => [field.id, field]));
		for (const { id, displayName, required } of schema) {
			if (required && !values.has(id)) throw new Error(`> ${displayName} is required`);
		}
		const chosen = [...values]
			.filter(([alias]) => !automatic || fields.has(alias))
			.map(([alias, entry]) => [alias, converted(fields.get(alias), entry, timezone)] as const);
		if (chosen.length === 0) throw new Error('has no values');
		return Object.fromEntries(chosen);
	};

function converted(
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
