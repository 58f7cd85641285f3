/**
 * Checks whether a request is one that the vendor documents.
 *
 * OpenAPI lets unknown body fields pass unless a schema forbids them. For us an undocumented field
 * is a mistake, so request bodies are closed before the contract is used.
 */
import addFormats from 'ajv-formats';
import OpenAPIBackend from 'openapi-backend';
import type { Document, Operation, ValidationResult } from 'openapi-backend';
import type { ContractName } from '../server/types';
import { readContract } from './readContract';
import type { Contract, Schema } from './readContract';

export type { ContractName };

export interface ContractRequest {
	method: string;
	/** The raw path: every parameter is one percent-encoded segment. */
	path: string;
	query?: Record<string, unknown>;
	headers?: Record<string, unknown>;
	body?: unknown;
}

export interface Verdict {
	/** Undefined if the contract has no such path and method. */
	operationId?: string;
	/** Empty if the request is valid. Each error begins with its field: `body.email must match …`. */
	errors: string[];
	/** Path parameters, decoded and converted to the type in the contract. */
	params: Record<string, unknown>;
	query: Record<string, unknown>;
}

export interface Validator {
	check(request: ContractRequest): Verdict;
	/** Returns how a response differs from the schema of its status. Without a schema, there are no errors. */
	checkResponse(operationId: string, status: number, body: unknown): string[];
	operationIds: string[];
}

const methods = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options'];

export interface ContractOptions {
	/**
	 * Whether to accept undocumented fields where the vendor's page was cut off (`x-unknown` at the
	 * schema). The mock servers do, since users may send fields that only the full page shows.
	 */
	openWhereCutOff?: boolean;
}

/** Returns the contract with closed request bodies and an operationId on every operation. */
export function loadContract(name: ContractName, options: ContractOptions = {}): Contract {
	const contract = structuredClone(read(name));
	for (const [route, item] of Object.entries(contract.paths)) {
		for (const method of methods) {
			const operation = item[method] as Schema | undefined;
			if (!operation) continue;
			// One vendor page shows no operationId, and openapi-backend checks nothing without one
			operation.operationId ??= `${method} ${route}`;
			if (!operation.requestBody) continue;
			operation.requestBody = closeBody(operation.requestBody, contract, options);
		}
	}
	return contract;
}

/** Contracts that were read before. */
const contracts = new Map<ContractName, Contract>();

function read(name: ContractName): Contract {
	const contract = contracts.get(name) ?? readContract(name);
	contracts.set(name, contract);
	return contract;
}

function closeBody(requestBody: unknown, contract: Contract, options: ContractOptions): Schema {
	const body = followRef(requestBody as Schema, contract);
	const content = Object.entries(body.content as Record<string, Schema>);
	return {
		...body,
		content: Object.fromEntries(
			content.map(([type, media]) => [
				type,
				{ ...media, schema: media.schema && close(media.schema as Schema, contract, options) },
			]),
		),
	};
}

/**
 * Returns a closed copy of a schema. The copy has no $ref, because responses share the same components
 * and must stay open. A member of an allOf sees fields of its siblings, so it stays open too.
 */
function close(
	reference: Schema,
	contract: Contract,
	options: ContractOptions,
	inAllOf = false,
): Schema {
	const schema = structuredClone(followRef(reference, contract));
	const isOpen = inAllOf || (options.openWhereCutOff && 'x-unknown' in schema);
	for (const keyword of ['items', 'additionalProperties', 'not']) {
		if (isSchema(schema[keyword])) schema[keyword] = close(schema[keyword], contract, options);
	}
	for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
		const members = schema[keyword] as Schema[] | undefined;
		if (members) {
			schema[keyword] = members.map((member) =>
				close(member, contract, options, keyword === 'allOf'),
			);
		}
	}
	if (isSchema(schema.properties)) {
		schema.properties = Object.fromEntries(
			Object.entries(schema.properties).map(([key, value]) => [
				key,
				close(value as Schema, contract, options),
			]),
		);
		if (!isOpen) schema.additionalProperties ??= false;
	}
	return schema;
}

export function isSchema(value: unknown): value is Schema {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function followRef(value: Schema, contract: Contract): Schema {
	if (typeof value.$ref !== 'string') return value;
	const target = value.$ref
		.split('/')
		.slice(1)
		.reduce<unknown>((schema, key) => (schema as Schema)[key], contract);
	return followRef(target as Schema, contract);
}

/** To optimize the code of a schema takes longer than the few values that it checks. */
export const UNOPTIMIZED = { optimize: false };

export function createValidator(name: ContractName, options?: ContractOptions): Validator {
	const contract = loadContract(name, options);
	const secretKeys = securityQueryKeys(contract);
	const api = new OpenAPIBackend({
		definition: contract as unknown as Document,
		// The library's own check of the document knows OpenAPI 3.0 only and would reject ours
		quick: true,
		strict: false,
		coerceTypes: true,
		// Each validator would compile the meta-schema anew. A test checks the schemas of the contracts once
		ajvOpts: {
			strict: false,
			allErrors: true,
			validateSchema: false,
			meta: false,
			code: UNOPTIMIZED,
		},
		customizeAjv: (ajv) => addFormats(ajv),
	});
	// With quick and a definition in memory, init() is done when it returns
	void api.init();
	if (!api.router) throw new Error(`The contract ${name} could not be loaded`);

	const operations = api.router.getOperations();
	// The router builds this list again for each request, which is slow with 141 operations
	api.router.getOperations = () => operations;

	function check(request: ContractRequest): Verdict {
		const rejected = (error: string): Verdict => ({ errors: [error], params: {}, query: {} });
		const query = withoutKeys(request.query ?? {}, secretKeys);
		const sent = {
			method: request.method,
			path: request.path,
			headers: (request.headers ?? {}) as Record<string, string>,
			query: query as Record<string, string>,
			body: asSent(request.body),
		};
		const operation = api.router.matchOperation(sent);
		if (!operation?.operationId) {
			return rejected(`${request.method.toUpperCase()} ${request.path} is not documented`);
		}
		const { operationId } = operation;
		try {
			const result: ValidationResult = api.validateRequest(sent, operation);
			const coerced = (result.coerced ?? {}) as { params?: Schema; query?: Schema };
			const errors = [...bodyErrors(operation, sent), ...(result.errors ?? []).map(readable)];
			return { operationId, errors, params: coerced.params ?? {}, query: coerced.query ?? {} };
		} catch (error) {
			// decodeURIComponent throws on a lone % in the path
			if (error instanceof URIError) return { ...rejected('path is not encoded'), operationId };
			throw error;
		}
	}

	function checkResponse(operationId: string, status: number, body: unknown): string[] {
		const isEmpty = body === undefined || body === '';
		const result = api.validateResponse(isEmpty ? null : body, operationId, status);
		return (result.errors ?? []).map((error) => `${error.instancePath} ${error.message}`.trim());
	}

	return {
		check,
		checkResponse,
		operationIds: operations.map((operation) => operation.operationId ?? ''),
	};
}

/** Checks what openapi-backend does not: a body where none is documented, and its media type. */
function bodyErrors(
	operation: Operation,
	sent: { headers: Record<string, unknown>; body: unknown },
): string[] {
	if (sent.body === undefined) return [];
	const documented = (operation.requestBody as Schema | undefined)?.content;
	if (!documented) return ['body is not documented for this operation'];
	const header = Object.entries(sent.headers).find(([key]) => key.toLowerCase() === 'content-type');
	const type = header && String(header[1]).split(';')[0].trim();
	return !type || type in (documented as Schema) ? [] : [`body must not be sent as ${type}`];
}

/** Returns the names of API keys in the query, which a contract does not list among its parameters. */
function securityQueryKeys(contract: Contract): string[] {
	return Object.values(contract.components?.securitySchemes ?? {})
		.filter((scheme) => scheme.type === 'apiKey' && scheme.in === 'query')
		.map((scheme) => scheme.name ?? '');
}

function withoutKeys(query: Record<string, unknown>, keys: string[]): Record<string, unknown> {
	return Object.fromEntries(
		Object.entries(query).filter(([key, value]) => value !== undefined && !keys.includes(key)),
	);
}

/** Returns the body as JSON carries it: undefined fields are not sent. */
function asSent(body: unknown): unknown {
	return body === undefined || typeof body === 'string' ? body : JSON.parse(JSON.stringify(body));
}

type SchemaError = NonNullable<ValidationResult['errors']>[number];

function readable({ instancePath, keyword, params, message }: SchemaError): string {
	const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
	const place = [...instancePath.split('/').slice(1), missingProperty ?? additionalProperty]
		.filter((part) => part !== undefined)
		.map((part) => (part === 'requestBody' ? 'body' : part))
		.join('.');
	if (keyword === 'required') return `${place} is required`;
	if (keyword === 'additionalProperties') return `${place} is not documented`;
	if (keyword === 'parse') return `body is not JSON: ${message}`;
	return `${place} ${message}`;
}
