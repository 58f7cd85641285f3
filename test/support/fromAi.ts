/** What the editor writes into a node that is a tool, where somebody leaves a field to the model. */
import type { INodeParameters, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { isShown } from './parameterSamples';

/** n8n adds it to each resource, and offers the HTTP Request node in its place. */
const CUSTOM_CALL = '__CUSTOM_API_CALL__';
const TYPES = ['boolean', 'json', 'number'];

/** An expression of the button beside a field. n8n takes the key for the name of an argument. */
export const fromAi = (label: string, type = 'string') =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${keyOf(label)}', \`\`, '${type}') }}`;

/** As the editor makes it of a label. */
export const keyOf = (label: string) => label.replace(/[^a-zA-Z0-9-]/g, '_').slice(0, 63);

export interface ToolOperation {
	/** Unlike that of any other operation of the node. */
	name: string;
	parameters: INodeParameters;
	/** The arguments that the model has to give, in alphabetical order. */
	keys: string[];
}

/** Each operation of a node, with all that it shows at first left to the model. */
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
	const chosen = { resource, operation };
	const own = properties.filter(
		({ name, displayOptions: { show = {} } = {} }) =>
			!(name in chosen) &&
			(!show.resource || show.resource.includes(resource)) &&
			(!show.operation || show.operation.includes(operation)),
	);
	const keys = new Set<string>();
	const parameters = { ...chosen, ...leftToModel(own, keys, chosen) };
	return { name: `${resource} ${operation}`, parameters, keys: [...keys].sort() };
}

/** What has no button beside it keeps its default, and what that does not show is left out. */
function leftToModel(
	fields: INodeProperties[],
	keys: Set<string>,
	chosen: INodeParameters = {},
): INodeParameters {
	const defaults = Object.fromEntries(fields.map(({ name, default: value }) => [name, value]));
	const shown = fields.filter((field) => isShown(field, { ...defaults, ...chosen }));
	const left = shown.flatMap((field): Array<[string, unknown]> => {
		const value = valueOf(field, keys);
		return value === undefined ? [] : [[field.name, value]];
	});
	return Object.fromEntries(left) as INodeParameters;
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
