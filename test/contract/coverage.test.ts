/** What a vendor documents is within reach, or left out with a reason; and nothing is asked for that it does not. */
import { describe, expect, test } from '@jest/globals';
import type { INodeProperties } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { isSafe } from '../../nodes/shared/http/failures';
import type { ApiRequest } from '../../nodes/shared/operation/request';
import { isObject } from '../../nodes/shared/utils/guards';
import type { ContractName } from '../../tools/mockServers/contract/validator';
import type { JsonSchema, Operation } from '../../tools/mockServers/contract/operations';
import { callsOf, check, requestsOf } from '../support/contracts';
import type { FoundOperation } from '../support/package';
import { operations, providers } from '../support/package';
import { everyWay, fullest, isRequired } from '../support/parameterSamples';
import { LEFT_OUT_CALLS, LEFT_OUT_PROPERTIES, STRICTER, TWO_WRITES } from './exclusions';

/** What is sent, flattened: lists by their entries, with the values that were seen. */
type Reached = Map<string, Set<unknown>>;

function collect(value: unknown, at: string, into: Reached): void {
	if (at !== '') {
		const seen = into.get(at) ?? new Set();
		into.set(at, isObject(value) || Array.isArray(value) ? seen : seen.add(value));
	}
	if (Array.isArray(value)) for (const entry of value) collect(entry, at, into);
	if (!isObject(value)) return;
	for (const [name, part] of Object.entries(value))
		collect(part, at ? `${at}.${name}` : name, into);
}

/** By `operationId`: the query and body properties that our operations send in any way. */
function reachedBy(all: FoundOperation[]): Map<string, Reached> {
	const reached = new Map<string, Reached>();
	for (const { contract, operation } of all) {
		for (const request of everyWay(operation).flatMap((way) => sentFor(contract, operation, way))) {
			const { operationId = 'none' } = check(contract, request);
			const properties = reached.get(operationId) ?? new Map<string, Set<unknown>>();
			reached.set(operationId, properties);
			collect(request.query ?? {}, '', properties);
			collect(request.body ?? {}, '', properties);
		}
	}
	return reached;
}

function sentFor(
	contract: ContractName,
	operation: FoundOperation['operation'],
	parameters: Record<string, unknown>,
): ApiRequest[] {
	try {
		return requestsOf({ contract, operation }, parameters);
	} catch (error) {
		// One of several fields is needed in this way to fill them in
		if (error instanceof UserError) return [];
		throw error;
	}
}

/** What goes through pages, which Return All and Limit stand for. */
const PAGING = ['page', 'per_page', 'cursor', 'i', 'apitoken'];

interface Property {
	name: string;
	schema: JsonSchema;
	required: boolean;
}

function propertiesOf({ parameters, body }: Operation): Property[] {
	const query = parameters.filter((one) => one.in === 'query' && !PAGING.includes(one.name));
	return [
		...query.map(({ name, schema, required = false }) => ({ name, schema, required })),
		...propertiesIn(body?.schema),
	];
}

function propertiesIn(schema: JsonSchema = {}, before = ''): Property[] {
	const members = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
	const required = members.flatMap((member) => member.required ?? []);
	const own = members.flatMap(({ properties = {} }) => Object.entries(properties));
	return [...new Map(own)].flatMap(([name, part]) => [
		{ name: before + name, schema: part, required: required.includes(name) },
		...propertiesIn(part, `${before}${name}.`),
		...propertiesIn(part.items, `${before}${name}.`),
	]);
}

describe.each(providers)('%s', (node) => {
	const contract = node.toLowerCase();
	const calls = callsOf(contract);
	const ours = operations.filter((one) => one.node === node);
	const reached = reachedBy(ours);
	const left = LEFT_OUT_CALLS[node] ?? {};

	test('every documented call is an operation, or left out with a reason', () => {
		const missing = calls.map(({ operationId }) => operationId).filter((id) => !reached.has(id));
		expect(missing.sort()).toEqual(Object.keys(left).sort());
		for (const reason of Object.values(left)) expect(reason).toMatch(/\w+ \w+/);
	});

	const made = calls.filter(({ operationId }) => reached.has(operationId));

	test.each(made.map((call) => [call.operationId, call] as const))(
		'%s: every documented property is reached, or left out with a reason',
		(id, call) => {
			const missing = propertiesOf(call).filter(({ name }) => !reached.get(id)!.has(name));
			const reasons = LEFT_OUT_PROPERTIES[`${node}: ${id}`] ?? {};
			expect(missing.map(({ name }) => name).sort()).toEqual(Object.keys(reasons).sort());
		},
	);

	test.each(made.map((call) => [call.operationId, call] as const))(
		'%s: the choices are those that are documented',
		(id, call) => {
			for (const { name, schema } of propertiesOf(call)) {
				const values = (schema.enum ?? schema.items?.enum)?.filter((value) => value !== null);
				const sent = reached.get(id)!.get(name);
				if (!values || !sent) continue;
				const texts = (all: Iterable<unknown>) => [...all].map(String).sort();
				expect({ name, values: texts(sent) }).toEqual({ name, values: texts(values) });
			}
		},
	);

	describe.each(ours)('$title', ({ title, operation }) => {
		test('writes at most once, and last', () => {
			if (title in TWO_WRITES) return;
			for (const way of everyWay(operation)) {
				const requests = sentFor(contract, operation, way);
				expect(requests.slice(0, -1).filter((request) => !isSafe(request))).toEqual([]);
			}
		});

		test('requires only what the vendor requires', () => {
			const stricter = operation.properties
				.filter(isRequired)
				.filter((field) => isOptional(contract, operation, field))
				.map(({ name }) => name);
			expect(stricter).toEqual(STRICTER[title] ?? []);
		});
	});
});

/** Whether a field fills in a property that the vendor does not require. */
function isOptional(
	contract: ContractName,
	operation: FoundOperation['operation'],
	field: INodeProperties,
): boolean {
	const sent = (value: unknown) => {
		const parameters = { ...fullest(operation), [field.name]: value };
		const [request] = sentFor(contract, operation, parameters).slice(-1);
		const properties: Reached = new Map();
		collect({ ...request.query, ...request.body }, '', properties);
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
	const call = callsOf(contract).find((one) => one.operationId === operationId)!;
	const required = propertiesOf(call).filter((one) => one.required);
	return !filled.some(([name]) => required.some((one) => one.name === name));
}
