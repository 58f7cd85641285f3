/** The operations of a contract, with every $ref and allOf resolved. */
import { followRef, isSchema, loadContract } from './validator';
import type { Contract, Schema } from './readContract';
import type { ContractName } from '../server/types';

export interface JsonSchema {
	type?: string | string[];
	properties?: Record<string, JsonSchema>;
	items?: JsonSchema;
	anyOf?: JsonSchema[];
	oneOf?: JsonSchema[];
	required?: string[];
	default?: unknown;
	const?: unknown;
	enum?: unknown[];
	examples?: unknown[];
	[keyword: string]: unknown;
}

export interface Parameter {
	name: string;
	in: 'path' | 'query' | 'header';
	required?: boolean;
	schema: JsonSchema;
	example?: unknown;
}

export interface Operation {
	operationId: string;
	/** Upper case. */
	method: string;
	path: string;
	summary: string;
	description: string;
	/** What the call costs, as the vendor says it. */
	credits?: string;
	/** What the vendor leaves open. */
	unknown: string[];
	parameters: Parameter[];
	body?: Media;
	/** The first documented success. Without a type, it has no content. */
	response: Media & { status: number; type?: string };
	/** Error codes that the page names, by status. Every documented status has an entry. */
	codes: Record<string, string[]>;
}

interface Media {
	schema: JsonSchema;
	example?: unknown;
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export function operationsOf(name: ContractName): Operation[] {
	const contract = loadContract(name);
	const plain = writerOf(contract);
	return Object.entries(contract.paths).flatMap(([path, item]) =>
		Object.keys(item)
			.filter((method) => METHODS.includes(method))
			.map((method) => {
				const written = plain(item[method]) as Written;
				const shared = plain(item.parameters ?? []) as Parameter[];
				return {
					operationId: written.operationId,
					method: method.toUpperCase(),
					path,
					summary: written.summary,
					description: written.description ?? '',
					credits: written['x-credits'],
					unknown: [written['x-unknown'] ?? []].flat(),
					parameters: [...shared, ...(written.parameters ?? [])],
					body: written.requestBody && mediaOf(written.requestBody),
					response: responseOf(written.responses),
					codes: Object.fromEntries(
						Object.entries(written.responses).map(([status, response]) => [
							status,
							response['x-codes'] ?? [],
						]),
					),
				};
			}),
	);
}

interface Written {
	operationId: string;
	summary: string;
	description?: string;
	'x-credits'?: string;
	'x-unknown'?: string | string[];
	parameters?: Parameter[];
	requestBody?: Content;
	responses: Record<string, Content & { 'x-codes'?: string[] }>;
}

interface Content {
	content?: Record<string, MediaWritten>;
}

type MediaWritten = Partial<Media> & { examples?: Record<string, { value: unknown }> };

function responseOf(responses: Written['responses']): Operation['response'] {
	const [status, response] = Object.entries(responses).find(([code]) => code.startsWith('2'))!;
	const type = Object.keys(response.content ?? {})[0];
	return { status: Number(status.replace('XX', '00')), type, ...mediaOf(response) };
}

function mediaOf({ content = {} }: Content): Media {
	const media: MediaWritten | undefined = Object.values(content)[0];
	const [sample] = Object.values(media?.examples ?? {});
	return { schema: media?.schema ?? {}, example: media?.example ?? sample?.value };
}

/** Returns a function that resolves $ref and allOf. Each target is resolved once. */
function writerOf(contract: Contract): (value: unknown) => unknown {
	const resolved = new Map<unknown, unknown>();

	function plain(value: unknown): unknown {
		if (Array.isArray(value)) return value.map(plain);
		if (!isSchema(value)) return value;
		const target = followRef(value, contract);
		if (!resolved.has(target)) resolved.set(target, joined(target));
		return resolved.get(target);
	}

	function joined(target: Schema): unknown {
		const written = Object.fromEntries(
			Object.entries(target).map(([key, property]) => [key, plain(property)]),
		);
		const { allOf, ...rest } = written;
		return Array.isArray(allOf) ? [...(allOf as Schema[]), rest].reduce(merged) : written;
	}

	return plain;
}

function merged(base: JsonSchema, override: JsonSchema): JsonSchema {
	return { ...base, ...override, properties: { ...base.properties, ...override.properties } };
}
