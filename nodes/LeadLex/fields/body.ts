/** Helpers to build request bodies. */
import type { IDataObject } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { Item } from '../../shared/operation/item';
import type { Fields, Values } from '../../shared/operation/fields';
import { propertiesOf } from '../../shared/operation/fields';

/** Reads a table of fields of which at least one must be filled in. Throws a UserError that lists their labels. */
export function atLeastOne<P extends Fields>(item: Item, table: P): Values<P> {
	const values = item.read(table);
	if (Object.keys(values).length > 0) return values;
	const labels = propertiesOf(table).map(({ displayName }) => displayName);
	throw new UserError(`${labels.slice(0, -1).join(', ')} or ${labels.at(-1)} is required`);
}

/** Returns the values as one property of the body, or nothing if no value is filled in. */
export const nestUnlessEmpty = (property: string, values: IDataObject): IDataObject =>
	Object.keys(values).length > 0 ? { [property]: values } : {};
