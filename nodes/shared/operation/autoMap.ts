/**
 * Data to Send: the fields of a record to create or update are filled in below, or taken from the columns of
 * the item that have their names.
 */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { isBlank, isObject } from '../utils/guards';
import { wordKey } from '../utils/text';
import type { Fields } from './fields';
import { fields, options, propertiesOf } from './fields';
import type { ItemSource } from './item';

const AUTO_MAP = 'autoMapInputData';

const choice = fields({
	data_to_send: options(
		'Data to Send',
		{
			defineBelow: {
				name: 'Define Below',
				description: 'Fill in each field below',
			},
			[AUTO_MAP]: {
				name: 'Auto-Map Input Data',
				description:
					'Take each value from the column of the item that has the name of the field, in any spelling. Other columns are ignored.',
			},
		},
		{
			description: 'Where the values come from',
			noDataExpression: true,
			displayOptions: { hide: { '@tool': [true] } },
		},
	),
});

/** The name of the parameter. Tools do not have it: a model has no columns. */
export const DATA_TO_SEND = choice.data_to_send.property.name;

export const isAutoMapped = (dataToSend: unknown): boolean => dataToSend === AUTO_MAP;

interface AutoMappable {
	properties: INodeProperties[];
	autoMap?: Fields;
}

/** Returns what the editor shows for an operation. Fields that can be mapped are below the choice, which hides them. */
export function propertiesWithDataToSend({ properties, autoMap }: AutoMappable): INodeProperties[] {
	if (!autoMap) return properties;
	const names = parameterNames(autoMap);
	const isMapped = ({ name }: INodeProperties) => names.has(name);
	const holdsMapped = (property: INodeProperties) =>
		isMapped(property) || optionsOf(property).some(isMapped);
	const start = properties.findIndex(holdsMapped);
	return [
		...properties.slice(0, start),
		...propertiesOf(choice),
		columnsNotice(autoMap),
		...properties.slice(start).flatMap((property) => {
			if (!holdsMapped(property)) return [property];
			const unmapped = optionsOf(property).filter((option) => !isMapped(option));
			const hidden = withCondition(property, 'hide');
			// What no column can hold stays in a collection of the same name
			return unmapped.length === 0
				? [hidden]
				: [hidden, withCondition({ ...property, options: unmapped }, 'show')];
		}),
	];
}

/** Says which columns are read, because the fields are hidden. */
const columnsNotice = (table: Fields): INodeProperties =>
	withCondition(
		{
			displayName: `The columns with these names are sent: ${propertiesOf(table)
				.map(({ displayName }) => displayName)
				.join(', ')}`,
			name: 'columnsNotice',
			type: 'notice',
			default: '',
		},
		'show',
	);

const parameterNames = (table: Fields): Set<string> =>
	new Set(propertiesOf(table).map(({ name }) => name));

const optionsOf = ({ type, options: list = [] }: INodeProperties) =>
	type === 'collection' ? (list as INodeProperties[]) : [];

function withCondition(property: INodeProperties, when: 'show' | 'hide'): INodeProperties {
	const { displayOptions = {} } = property;
	const condition = { ...displayOptions[when], [DATA_TO_SEND]: [AUTO_MAP] };
	return { ...property, displayOptions: { ...displayOptions, [when]: condition } };
}

export interface ColumnMap {
	/** Returns a source whose mapped fields are read from the columns. Throws a UserError if two are for one field. */
	apply(source: ItemSource): ItemSource;
	/** The columns of all items so far that are no field. */
	readonly ignored: ReadonlySet<string>;
}

/** Returns the columns of all items of a run, by the fields that they are for. */
export function createColumnMap(table: Fields): ColumnMap {
	const ignored = new Set<string>();
	const mapped = parameterNames(table);
	const fieldOf = createFieldFinder(table);

	const valuesOf = (json: IDataObject): Map<string, unknown> => {
		const columns = new Map<string, string>();
		const values = new Map<string, unknown>();
		for (const [column, value] of Object.entries(json)) {
			const field = fieldOf(column);
			if (!field) {
				ignored.add(column);
				continue;
			}
			const first = columns.get(field.name);
			if (first !== undefined) throw twoColumnsError(field, first, column);
			columns.set(field.name, column);
			if (!isBlank(value)) values.set(field.name, value);
		}
		return values;
	};

	const apply = (source: ItemSource): ItemSource => {
		const values = valuesOf(source.json);
		const isCollection = (name: string) =>
			source.properties.some(
				(property) => property.name === name && optionsOf(property).length > 0,
			);
		return {
			...source,
			isColumn: (name) => mapped.has(name),
			readParameter(name) {
				if (mapped.has(name)) return values.get(name);
				const below = source.readParameter(name);
				if (!isCollection(name)) return below;
				// n8n keeps what was filled in before the choice hid the field
				const unmapped = Object.entries(isObject(below) ? below : {}).filter(
					([option]) => !mapped.has(option),
				);
				return Object.fromEntries([...unmapped, ...values]);
			},
		};
	};
	return { apply, ignored };
}

const twoColumnsError = ({ displayName }: INodeProperties, first: string, second: string) =>
	new UserError(`${displayName} has two columns, "${first}" and "${second}". Remove one of them`);

/** Returns a function that finds the field of a column, by the API's name, the parameter or the label. */
function createFieldFinder(table: Fields) {
	const properties = new Map<string, INodeProperties>();
	for (const [key, { property }] of Object.entries(table)) {
		for (const name of [key, property.name, property.displayName]) {
			properties.set(wordKey(name), property);
		}
	}
	// Most items have the same columns
	const byColumn = new Map<string, INodeProperties | undefined>();
	return (column: string): INodeProperties | undefined => {
		if (!byColumn.has(column)) byColumn.set(column, properties.get(wordKey(column)));
		return byColumn.get(column);
	};
}
