import type { INodeProperties } from 'n8n-workflow';

import type { Fields } from '../../shared/operation/fields';
import { propertiesOf } from '../../shared/operation/fields';

/** Fields that are shown only while a choice beside them has one of these values. */
export const showWhen = (
	choice: string,
	values: string[],
	fields: INodeProperties[],
): INodeProperties[] =>
	fields.map((field) => ({ ...field, displayOptions: { show: { [choice]: values } } }));

/** The fields of a table for each value of a choice. Some may have the same name in several tables. */
export const fieldsPerChoice = (
	choice: string,
	tables: Record<string, Fields>,
): INodeProperties[] =>
	Object.entries(tables).flatMap(([value, table]) =>
		showWhen(choice, [value], propertiesOf(table)),
	);
