import type { IDataObject } from 'n8n-workflow';

import type { Fields } from '../../nodes/shared/operation/fields';
import { isObject } from '../../nodes/shared/utils/guards';

/** Moves the values of mapped fields from the parameters into columns with the labels of the fields. */
export function toColumns(
	parameters: IDataObject,
	autoMap: Fields,
): { rest: IDataObject; row: IDataObject } {
	const row: IDataObject = {};
	const labels = new Map(
		Object.values(autoMap).map(({ property }) => [property.name, property.displayName]),
	);
	const move = (values: IDataObject): IDataObject =>
		Object.fromEntries(
			Object.entries(values).flatMap(([name, value]) => {
				const label = labels.get(name);
				if (label === undefined) {
					const isCollection = isObject(value) && !('__rl' in value);
					return [[name, isCollection ? move(value) : value]];
				}
				row[label] = isObject(value) && '__rl' in value ? value.value : value;
				return [];
			}),
		);
	return { rest: move(parameters), row };
}
