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

		const values = new Map(Object.entries(source).filter(([, entry]) => !isBlank(entry)));
		for (const { id, displayName, required } of schema) {
			if (required && !values.has(id)) throw new Error(`> ${displayName} is required`);
		}
		if (mappingMode === 'autoMapInputData') {
			const known = new Set(schema.map(({ id }) => id));
			for (const alias of values.keys()) if (!known.has(alias)) values.delete(alias);
		}
		if (values.size === 0) throw new Error('has no values');
		return Object.fromEntries<IDataObject[string]>(values);
	};
