import type { INodeProperties } from 'n8n-workflow';

import type { Fields } from '../../shared/operation/fields';
import { propertiesOf } from '../../shared/operation/fields';

/** Returns the fields, shown only while the choice beside them has one of these values. */
export const showWhen = (
	choice: string,
	values: string[],
	fields: INodeProperties[],
): INodeProperties[] =>
	fields.map((field) => ({ ...field, displayOptions: { show: { [choice]: values } } }));

/** Returns the fields of each table, shown for its value of the choice. Tables may share field names. */
export const fieldsPerChoice = (
	choice: string,
	tables: Record<string, Fields>,
): INodeProperties[] =>
	Object.entries(tables).flatMap(([value, table]) =>
		showWhen(choice, [value], propertiesOf(table)),
	);
