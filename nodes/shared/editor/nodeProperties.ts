import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Api } from '../operation/api';
import { propertiesWithDataToSend } from '../operation/autoMap';
import { propertiesWithOutput } from '../operation/recordOutput';
import { optionsProperty } from '../operation/runOptions';
import type { Operation, Resource } from '../operation/types';
import './requireN8nVersion';

/**
 * Returns all parameters of a node: Resource, Operation, the properties of each operation, and Options.
 * n8n does not save the default resource, so it must stay the same when another one is listed before it.
 */
export function nodeProperties(
	api: Api,
	resources: Resource[],
	defaultResource = resources[0].value,
): INodeProperties[] {
	return [
		{ ...resourceProperty(resources), default: defaultResource },
		...resources.map(operationProperty),
		...resources.flatMap((resource) =>
			resource.operations.flatMap((operation) =>
				propertiesOfOperation(operation).map((property) =>
					showForOperation(resource, operation, property),
				),
			),
		),
		optionsProperty(api),
	];
}

function resourceProperty(resources: Resource[]): INodeProperties {
	return select({
		displayName: 'Resource',
		name: 'resource',
		options: resources.map(({ name, value }) => ({ name, value })),
	});
}

function operationProperty(resource: Resource): INodeProperties {
	const { value, operations } = resource;
	const property = select({
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
	return { ...property, default: resource.default ?? property.default };
}

/** A choice that cannot be an expression, with the first option as its default. */
function select(
	property: Pick<INodeProperties, 'displayName' | 'name' | 'displayOptions'> & {
		options: INodePropertyOptions[];
	},
): INodeProperties {
	return {
		...property,
		type: 'options',
		noDataExpression: true,
		default: property.options[0].value,
	};
}

/** Returns all parameters that belong to an operation. */
export const propertiesOfOperation = (operation: Operation<unknown>): INodeProperties[] => [
	...noticeProperties(operation),
	...propertiesWithOutput({ ...operation, properties: propertiesWithDataToSend(operation) }),
];

const noticeProperties = ({ notice }: Operation<unknown>): INodeProperties[] =>
	notice ? [{ displayName: notice, name: 'notice', type: 'notice', default: '' }] : [];

function showForOperation(
	resource: Resource,
	operation: Operation<unknown>,
	property: INodeProperties,
): INodeProperties {
	const { show, ...displayOptions } = property.displayOptions ?? {};
	return {
		...property,
		displayOptions: {
			...displayOptions,
			show: { resource: [resource.value], operation: [operation.value], ...show },
		},
	};
}
