/** Smallest valid requests, made of what the contract says of a call. */
import type { JsonSchema, Operation } from '../../tools/mockServers/contract/operations';

/** What must be sent, from the vendor's example where there is one. */
export function smallestBody({ body }: Operation): unknown {
	if (!body) return undefined;
	const example = body.example as Record<string, unknown> | undefined;
	const required = requiredIn(body.schema);
	// Where nothing is said to be required, an empty body would be nonsense
	if (required.length === 0) return example;
	const value = (name: string) => example?.[name] ?? sample(body.schema.properties![name]);
	return Object.fromEntries(required.map((name) => [name, value(name)]));
}

export function smallestQuery({ parameters }: Operation): Record<string, unknown> {
	const required = parameters.filter((one) => one.in === 'query' && one.required);
	return Object.fromEntries(required.map((one) => [one.name, one.example ?? sample(one.schema)]));
}

/** Every documented parameter at once. */
export function fullestQuery({ parameters }: Operation): Record<string, unknown> {
	const all = parameters.filter((one) => one.in === 'query');
	return Object.fromEntries(all.map((one) => [one.name, one.example ?? sample(one.schema)]));
}

/** One of several ways is enough. */
function requiredIn({ required = [], anyOf }: JsonSchema): string[] {
	return [...required, ...(anyOf?.[0].required ?? [])];
}

function sample(schema: JsonSchema): unknown {
	const given = schema.const ?? schema.enum?.[0] ?? schema.examples?.[0] ?? schema.default;
	if (given !== undefined) return given;
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
