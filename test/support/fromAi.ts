/** Builds the parameters that the editor stores for a tool whose fields are left to the model. */
import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { isShown } from './parameterSamples';

/** The operation that n8n adds to each resource. It only points to the HTTP Request node. */
const CUSTOM_CALL = '__CUSTOM_API_CALL__';
const TYPES = ['boolean', 'json', 'number'];

/** Returns the expression that the button beside a field inserts. Its key names the model's argument. */
export const fromAi = (label: string, type = 'string') =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${keyOf(label)}', \`\`, '${type}') }}`;

/** Returns the key that the editor derives from a label. */
export const keyOf = (label: string) => label.replace(/[^a-zA-Z0-9-]/g, '_').slice(0, 63);

export interface ToolOperation {
	/** Unique within the node. */
	name: string;
	parameters: INodeParameters;
	/** The arguments that the model has to give, in alphabetical order. */
	keys: string[];
}

/** Returns each operation of a node, with all initially visible fields left to the model. */
export function toolsOf(properties: INodeProperties[]): ToolOperation[] {
	const options = ({ options: all }: INodeProperties) => all as INodePropertyOptions[];
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap((field) => {
			const resource = field.displayOptions!.show!.resource![0] as string;
			return options(field)
				.filter(({ value }) => value !== CUSTOM_CALL)
				.map(({ value }) => toolOf(properties, resource, value as string));
		});
}

function toolOf(properties: INodeProperties[], resource: string, operation: string): ToolOperation {
	const selected = { resource, operation };
	const operationFields = properties.filter(
		({ name, displayOptions: { show = {} } = {} }) =>
			!(name in selected) &&
			(!show.resource || show.resource.includes(resource)) &&
			(!show.operation || show.operation.includes(operation)),
	);
	const keys = new Set<string>();
	const parameters = { ...selected, ...leftToModel(operationFields, keys, selected) };
	return { name: `${resource} ${operation}`, parameters, keys: [...keys].sort() };
}

/** Fields without that button keep their defaults. Fields that those defaults hide are left out. */
function leftToModel(
	fields: INodeProperties[],
	keys: Set<string>,
	selected: INodeParameters = {},
): INodeParameters {
	const defaults = Object.fromEntries(fields.map(({ name, default: value }) => [name, value]));
	const shown = fields.filter((field) =>
		isShown(field, { ...defaults, ...selected, '@tool': true }),
	);
	const entries = shown.flatMap((field): Array<[string, unknown]> => {
		const value = valueOf(field, keys);
		return value === undefined ? [] : [[field.name, value]];
	});
	return Object.fromEntries(entries) as INodeParameters;
}

function valueOf(field: INodeProperties, keys: Set<string>): unknown {
	const { displayName, type, options = [] } = field;
	switch (type) {
		case 'options':
		case 'notice':
		case 'resourceMapper':
			return undefined;
		case 'collection':
			return leftToModel(options as INodeProperties[], keys);
		case 'fixedCollection': {
			const [group] = options as Array<{ name: string; values: INodeProperties[] }>;
			return { [group.name]: [leftToModel(group.values, keys)] };
		}
	}
	keys.add(keyOf(displayName));
	const value = fromAi(displayName, TYPES.includes(type) ? type : 'string');
	if (type !== 'resourceLocator') return value;
	return { __rl: true, mode: field.modes!.at(-1)!.name, value };
}
