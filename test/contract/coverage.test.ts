/** Compares the operations with the contracts: every documented call and property is offered, or excluded with a reason. */
import { describe, expect, test } from '@jest/globals';
import type { INodeProperties } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { isSafe } from '../../nodes/shared/http/failures';
import type { ApiRequest } from '../../nodes/shared/operation/request';
import { isObject } from '../../nodes/shared/utils/guards';
import type { ContractName } from '../../tools/mockServers/contract/validator';
import type { JsonSchema, Operation } from '../../tools/mockServers/contract/operations';
import { callsOf, check, requestsOf } from '../support/contracts';
import type { OperationEntry } from '../support/package';
import { operations, providers } from '../support/package';
import { allParameterSets, fullest, isRequired } from '../support/parameterSamples';
import {
	EXCLUDED_CALLS,
	EXCLUDED_PROPERTIES,
	STRICTER_THAN_CONTRACT,
	TWO_WRITES,
} from './exclusions';

/** The values that were sent, by the path of their property. Entries of a list share the path of the list. */
type SentProperties = Map<string, Set<unknown>>;

function collectProperties(value: unknown, path: string, properties: SentProperties): void {
	if (path !== '') {
		const values = properties.get(path) ?? new Set();
		properties.set(path, isObject(value) || Array.isArray(value) ? values : values.add(value));
	}
	if (Array.isArray(value)) for (const entry of value) collectProperties(entry, path, properties);
	if (!isObject(value)) return;
	for (const [name, part] of Object.entries(value))
		collectProperties(part, path ? `${path}.${name}` : name, properties);
}

/** Returns, by `operationId`, the query and body properties that the operations can send. */
function sentPropertiesOf(targets: OperationEntry[]): Map<string, SentProperties> {
	const sentProperties = new Map<string, SentProperties>();
	for (const { contract, operation } of targets) {
		for (const request of allParameterSets(operation).flatMap((parameters) =>
			requestsFor(contract, operation, parameters),
		)) {
			const { operationId = 'none' } = check(contract, request);
			const properties = sentProperties.get(operationId) ?? new Map<string, Set<unknown>>();
			sentProperties.set(operationId, properties);
			collectProperties(request.query ?? {}, '', properties);
			collectProperties(request.body ?? {}, '', properties);
		}
	}
	return sentProperties;
}

function requestsFor(
	contract: ContractName,
	operation: OperationEntry['operation'],
	parameters: Record<string, unknown>,
): ApiRequest[] {
	try {
		return requestsOf({ contract, operation }, parameters);
	} catch (error) {
		// These parameters lack a field that is required only with them
		if (error instanceof UserError) return [];
		throw error;
	}
}

/** Parameters of paging, which the fields Return All and Limit replace. */
const PAGING = ['page', 'per_page', 'cursor', 'i', 'apitoken'];

interface Property {
	name: string;
	schema: JsonSchema;
	required: boolean;
}

function propertiesOf({ parameters, body }: Operation): Property[] {
	const query = parameters.filter(
		(parameter) => parameter.in === 'query' && !PAGING.includes(parameter.name),
	);
	return [
		...query.map(({ name, schema, required = false }) => ({ name, schema, required })),
		...propertiesIn(body?.schema),
	];
}

function propertiesIn(schema: JsonSchema = {}, before = ''): Property[] {
	const members = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
	const required = members.flatMap((member) => member.required ?? []);
	const entries = members.flatMap(({ properties = {} }) => Object.entries(properties));
	return [...new Map(entries)].flatMap(([name, part]) => [
		{ name: before + name, schema: part, required: required.includes(name) },
		...propertiesIn(part, `${before}${name}.`),
		...propertiesIn(part.items, `${before}${name}.`),
	]);
}

const isNullable = ({ type, anyOf = [], oneOf = [] }: JsonSchema): boolean =>
	[type].flat().includes('null') || [...anyOf, ...oneOf].some(isNullable);

describe.each(providers)('%s', (node) => {
	const contract = node.toLowerCase();
	const calls = callsOf(contract);
	const nodeOperations = operations.filter((target) => target.node === node);
	const sentProperties = sentPropertiesOf(nodeOperations);
	const exclusions = EXCLUDED_CALLS[node] ?? {};

	test('offers every documented call as an operation, or excludes it with a reason', () => {
		const missing = calls
			.map(({ operationId }) => operationId)
			.filter((id) => !sentProperties.has(id));
		expect(missing.sort()).toEqual(Object.keys(exclusions).sort());
		for (const reason of Object.values(exclusions)) expect(reason).toMatch(/\w+ \w+/);
	});

	const coveredCalls = calls.filter(({ operationId }) => sentProperties.has(operationId));

	test.each(coveredCalls.map((call) => [call.operationId, call] as const))(
		'%s: sends every documented property, or excludes it with a reason',
		(id, call) => {
			const missing = propertiesOf(call).filter(({ name }) => !sentProperties.get(id)!.has(name));
			const reasons = EXCLUDED_PROPERTIES[`${node}: ${id}`] ?? {};
			expect(missing.map(({ name }) => name).sort()).toEqual(Object.keys(reasons).sort());
		},
	);

	test.each(coveredCalls.map((call) => [call.operationId, call] as const))(
		'%s: offers exactly the documented values of every choice',
		(id, call) => {
			for (const { name, schema } of propertiesOf(call)) {
				const values = (schema.enum ?? schema.items?.enum)?.filter((value) => value !== null);
				const sent = sentProperties.get(id)!.get(name);
				if (!values || !sent) continue;
				const texts = (options: Iterable<unknown>) => [...options].map(String).sort();
				expect({ name, values: texts(sent) }).toEqual({ name, values: texts(values) });
			}
		},
	);

	test('offers to empty each property that the vendor says an update empties by null', () => {
		for (const call of coveredCalls.filter(({ method }) => ['PATCH', 'PUT'].includes(method))) {
			const sent = sentProperties.get(call.operationId)!;
			const nullable = propertiesOf(call).filter(({ schema }) => isNullable(schema));
			const names = nullable.map(({ name }) => name);
			const offered = [...sent].filter(([, values]) => values.has(null)).map(([name]) => name);
			const id = call.operationId;
			expect({ id, offered: offered.sort() }).toEqual({ id, offered: names.sort() });
		}
	});

	describe.each(nodeOperations)('$title', ({ title, operation }) => {
		test('sends at most one write, as the last request', () => {
			if (title in TWO_WRITES) return;
			for (const parameters of allParameterSets(operation)) {
				const requests = requestsFor(contract, operation, parameters);
				expect(requests.slice(0, -1).filter((request) => !isSafe(request))).toEqual([]);
			}
		});

		test('requires only what the vendor requires', () => {
			const stricter = operation.properties
				.filter(isRequired)
				.filter((field) => isOptional(contract, operation, field))
				.map(({ name }) => name);
			expect(stricter).toEqual(STRICTER_THAN_CONTRACT[title] ?? []);
		});
	});
});

/** Whether a field sets a property that is optional in the contract. */
function isOptional(
	contract: ContractName,
	operation: OperationEntry['operation'],
	field: INodeProperties,
): boolean {
	const sent = (value: unknown) => {
		const parameters = { ...fullest(operation), [field.name]: value };
		const [request] = requestsFor(contract, operation, parameters).slice(-1);
		const properties: SentProperties = new Map();
		collectProperties({ ...request.query, ...request.body }, '', properties);
		return { request, properties };
	};
	if (field.type !== 'string' && field.type !== 'resourceLocator') return false;
	let probe;
	try {
		probe = sent('PROBE');
	} catch {
		return false;
	}
	const filled = [...probe.properties].filter(([, values]) => values.has('PROBE'));
	if (filled.length === 0) return false;
	const { operationId } = check(contract, probe.request);
	const call = callsOf(contract).find((candidate) => candidate.operationId === operationId)!;
	const required = propertiesOf(call).filter((property) => property.required);
	return !filled.some(([name]) => required.some((property) => property.name === name));
}
