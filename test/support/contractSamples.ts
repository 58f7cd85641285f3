/** Builds sample requests from the contract of a call. */
import type { JsonSchema, Operation } from '../../tools/mockServers/contract/operations';

/** Returns the required properties of a body, with the values of the vendor's example if there is one. */
export function smallestBody({ body }: Operation): unknown {
	if (!body) return undefined;
	const example = body.example as Record<string, unknown> | undefined;
	const required = requiredIn(body.schema);
	// Most APIs reject an empty body, even if no property is marked as required
	if (required.length === 0) return example;
	const value = (name: string) => example?.[name] ?? sample(body.schema.properties![name]);
	return Object.fromEntries(required.map((name) => [name, value(name)]));
}

export function smallestQuery({ parameters }: Operation): Record<string, unknown> {
	const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
	return Object.fromEntries(required.map(sampleEntry));
}

/** Returns every documented query parameter. */
export function fullestQuery({ parameters }: Operation): Record<string, unknown> {
	const all = parameters.filter((parameter) => parameter.in === 'query');
	return Object.fromEntries(all.map(sampleEntry));
}

/** Returns the required properties. Of alternatives, the first is enough. */
function requiredIn({ required = [], anyOf }: JsonSchema): string[] {
	return [...required, ...(anyOf?.[0].required ?? [])];
}

const sampleEntry = (parameter: Operation['parameters'][number]): [string, unknown] => [
	parameter.name,
	parameter.example ?? sample(parameter.schema),
];

function sample(schema: JsonSchema): unknown {
	const documented = schema.const ?? schema.enum?.[0] ?? schema.examples?.[0] ?? schema.default;
	if (documented !== undefined) return documented;
	switch ([schema.type].flat()[0]) {
		case 'integer':
		case 'number':
			return schema.minimum ?? 1;
		case 'boolean':
			return true;
		case 'array':
			return [sample(schema.items!)];
		case 'object':
			return Object.fromEntries(
				requiredIn(schema).map((name) => [name, sample(schema.properties![name])]),
			);
		default:
			return texts[schema.format as string] ?? 'text';
	}
}

const texts: Record<string, string> = {
	email: 'ana@example.com',
	uri: 'https://example.com',
	'date-time': '2026-02-25T09:00:00Z',
};
