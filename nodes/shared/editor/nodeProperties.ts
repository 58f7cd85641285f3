import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { boolean, integer, within } from '../operation/converters';
import type { Item } from '../operation/item';
import './requireN8nVersion';
import type { Api, Operation, Resource } from '../operation/types';
import { optionsField } from '../operation/runOptions';
import type { Params } from '../operation/fields';
import { fieldsOf } from '../operation/fields';

/**
 * All parameters of a node: Resource, Operation, the fields of each operation, and Options. n8n does
 * not save the resource that is the default, so it must stay what it was when another one comes to
 * stand first.
 */
export function nodeProperties(
	api: Api,
	resources: Resource[],
	defaultResource = resources[0].value,
): INodeProperties[] {
	return [
		{ ...resourceField(resources), default: defaultResource },
		...resources.map(operationField),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) =>
				[...noticeOf(operation), ...operation.fields].map((field) =>
					shownFor(resource, operation, field),
				),
			),
		),
		optionsField(api),
	];
}

/** A collection of optional fields, in the order of their labels. */
const collection =
	(displayName: string, name: string, placeholder: string) =>
	(table: Params, ...more: INodeProperties[]): INodeProperties => ({
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		options: [...fieldsOf(table), ...more].sort((one, other) =>
			labelOf(one) < labelOf(other) ? -1 : 1,
		),
	});

/** What it sorts by: no locale, as the first use of one takes 16 ms of each start of n8n. */
const labelOf = ({ displayName }: INodeProperties) => displayName.toLowerCase();

export const additionalFields = collection('Additional Fields', 'additionalFields', 'Add field');
export const updateFields = collection('Update Fields', 'updateFields', 'Add field');
export const filters = collection('Filters', 'filters', 'Add filter');

/** How many rows of a list are wanted. */
export const howMany: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** The number of rows that an item asks for; Infinity for all. */
export function limitOf(item: Item): number {
	if (item.required('returnAll', boolean)) return Infinity;
	return item.required('limit', within(integer, { minValue: 1 }));
}

function resourceField(resources: Resource[]): INodeProperties {
	return select({
		displayName: 'Resource',
		name: 'resource',
		options: resources.map(({ name, value }) => ({ name, value })),
	});
}

function operationField(resource: Resource): INodeProperties {
	const { value, operations } = resource;
	const field = select({
		displayName: 'Operation',
		name: 'operation',
		displayOptions: { show: { resource: [value] } },
		options: operations.map(({ name, value: operation, action, description }) => ({
			name,
			value: operation,
			action,
			description,
		})),
	});
	return { ...field, default: resource.default ?? field.default };
}

/** A choice that cannot be an expression, with the first option as its default. */
function select(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'displayOptions'> & {
		options: INodePropertyOptions[];
	},
): INodeProperties {
	return { ...field, type: 'options', noDataExpression: true, default: field.options[0].value };
}

const noticeOf = ({ notice }: Operation<unknown>): INodeProperties[] =>
	notice ? [{ displayName: notice, name: 'notice', type: 'notice', default: '' }] : [];

function shownFor(
	resource: Resource,
	operation: Operation<unknown>,
	field: INodeProperties,
): INodeProperties {
	const { show, ...displayOptions } = field.displayOptions ?? {};
	return {
		...field,
		displayOptions: {
			...displayOptions,
			show: { resource: [resource.value], operation: [operation.value], ...show },
		},
	};
}
