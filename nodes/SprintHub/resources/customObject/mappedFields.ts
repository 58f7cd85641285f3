import type { IDataObject, ResourceMapperValue } from 'n8n-workflow';

import type { Reader } from '../../../shared/fields';
import { isBlank, isObject } from '../../../shared/fields';

/**
 * The values of a resource mapper: as mapped by the user, or, when mapped automatically, the fields
 * of the incoming item that have the name of a field of the definition. Blank ones are left out.
 */
export const mappedFields =
	(incoming: IDataObject): Reader<IDataObject> =>
	(value) => {
		const { mappingMode, value: mapped, schema = [] } = value as ResourceMapperValue;
		const source = mappingMode === 'autoMapInputData' ? incoming : mapped;
		if (!isObject(source)) throw new Error('has no values');

		const known = new Map(schema.map((field) => [field.id, field]));
		for (const { id, displayName, required } of schema) {
			if (required && isBlank(source[id])) throw new Error(`> ${displayName} is required`);
		}
		const chosen = Object.entries(source).filter(
			([alias, entry]) =>
				!isBlank(entry) && (mappingMode !== 'autoMapInputData' || known.has(alias)),
		);
		if (chosen.length === 0) throw new Error('has no values');
		return Object.fromEntries<IDataObject[string]>(chosen);
	};
