import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { ADDITIONAL_FIELDS } from './fields';
import type { Api, Operation, Resource } from './operation';
import { optionsField } from './options';

/** All parameters of a node: Resource, Operation, the fields of each operation, and Options. */
export function nodeProperties(api: Api, resources: Resource[]): INodeProperties[] {
	return [
		resourceField(resources),
		...resources.map(operationField),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) =>
				operation.fields.map((field) => shownFor(resource, operation, field)),
			),
		),
		optionsField(api),
	];
}

/** The collection of an operation's optional fields, which stand in the order of their labels. */
export function additionalFields(...options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: ADDITIONAL_FIELDS,
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options,
	};
}

function resourceField(resources: Resource[]): INodeProperties {
	return select({
		displayName: 'Resource',
		name: 'resource',
		options: resources.map(({ name, value }) => ({ name, value })),
	});
}

function operationField({ value: resource, operations }: Resource): INodeProperties {
	return select({
		displayName: 'Operation',
		name: 'operation',
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		})),
	});
}

/** A choice that cannot be an expression, with the first option as its default. */
function select(
	field: Pick<INodeProperties, 'displayName' | 'name' | 'displayOptions'> & {
		options: INodePropertyOptions[];
	},
): INodeProperties {
	return { ...field, type: 'options', noDataExpression: true, default: field.options[0].value };
}

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
