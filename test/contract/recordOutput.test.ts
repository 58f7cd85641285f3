/**
 * Finds in the contracts which operations read a record with more than ten properties, and holds the contract,
 * the simplified record and the list of Output Fields together.
 */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { isSafe } from '../../nodes/shared/http/failures';
import { createItem } from '../../nodes/shared/operation/item';
import { rowsOfOutcome } from '../../nodes/shared/operation/outcome';
import type { RecordType } from '../../nodes/shared/operation/recordOutput';
import { propertiesWithOutput, readOutputForm } from '../../nodes/shared/operation/recordOutput';
import type { ApiRequest } from '../../nodes/shared/operation/request';
import { RequestFailed } from '../../nodes/shared/operation/request';
import { outcomesOf } from '../../nodes/shared/run/outcomes';
import { plan } from '../../nodes/shared/run/plan';
import { isObject } from '../../nodes/shared/utils/guards';
import type { JsonSchema } from '../../tools/mockServers/contract/operations';
import { callsOf, check } from '../support/contracts';
import type { OperationEntry } from '../support/package';
import { operations } from '../support/package';
import { allParameterSets, parses, readParams } from '../support/parameterSamples';
import { apiOf } from '../support/runOperation';

/** Most fields that n8n's guidelines allow without Simplify, and in a simplified record. */
const MAX_FIELDS = 10;

/** Returns a value with every documented property. */
function fullestValue(schema: JsonSchema = {}): unknown {
	const members = [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
	const properties = members.flatMap((member) => Object.entries(member.properties ?? {}));
	if (properties.length > 0) {
		return Object.fromEntries(properties.map(([name, part]) => [name, fullestValue(part)]));
	}
	const items = members.find((member) => member.items)?.items;
	if (items) return [fullestValue(items)];
	const types = members.flatMap(({ type = [] }) => type);
	if (types.includes('object')) return {};
	return types.includes('array') ? [] : 'text';
}

/** Returns the response of a call with every documented property, as the transport passes it on. */
function fullestResponse({ contract }: OperationEntry, request: ApiRequest): IDataObject {
	const { operationId } = check(contract, request);
	const { response } = callsOf(contract).find((call) => call.operationId === operationId)!;
	const body = fullestValue(response.schema);
	// The totals of a sample are texts
	return isObject(body) ? { ...body, meta: {} } : { data: body as IDataObject[] };
}

/** Returns the rows that an operation reads if the API responds with every documented property. */
function rowsOf(target: OperationEntry, parameters: Record<string, unknown>): IDataObject[] {
	const { operation, node } = target;
	if (!parses(operation, parameters)) return [];
	const [job] = plan(operation, [{ itemIndex: 0, params: readParams(operation, parameters) }]);
	const steps = job.steps();
	try {
		let step = steps.next();
		for (let requests = 0; !step.done && requests < 3; requests++) {
			if (!step.value.every(isSafe)) return [];
			step = steps.next(step.value.map((request) => fullestResponse(target, request)));
		}
		if (!step.done) return [];
		const outcomes = outcomesOf(
			apiOf(node),
			operation,
			job,
			{ value: step.value, wrote: false },
			0,
		);
		if (!Array.isArray(outcomes)) return [];
		return outcomes.flatMap(rowsOfOutcome);
	} catch (error) {
		if (error instanceof RequestFailed) return [];
		throw error;
	}
}

/** Returns the documented properties of the records that an operation reads. */
function documentedProperties(target: OperationEntry): IDataObject {
	const rows = allParameterSets(target.operation).flatMap((parameters) =>
		rowsOf(target, parameters),
	);
	return Object.assign({}, ...rows.filter(isObject)) as IDataObject;
}

const reads = operations
	.filter(({ operation }) => /^(get|search)/.test(operation.value))
	.map((target) => ({ ...target, documented: documentedProperties(target) }));
const large = reads.filter(({ documented }) => Object.keys(documented).length > MAX_FIELDS);

test('finds the records of the operations that read', () => {
	const unknown = reads.filter(({ documented }) => Object.keys(documented).length === 0);
	// Their pages document no property of the record
	expect(unknown.map(({ title }) => title)).toEqual([
		'LeadLex: aiAnalysis.getLegalInsights',
		'Voxworks: call.get',
		'Voxworks: call.getAll',
		'Voxworks: call.getResult',
	]);
	expect(large.length).toBeGreaterThan(20);
});

test('exactly the operations whose record has more than ten properties have a record', () => {
	const withRecord = operations.filter(({ operation }) => operation.record);
	expect(withRecord.map(({ title }) => title)).toEqual(large.map(({ title }) => title));
});

const formOf = (record: RecordType, isTool: boolean, parameters: IDataObject) =>
	readOutputForm(
		createItem({
			properties: propertiesWithOutput({ properties: [], record }),
			json: {},
			timezone: 'UTC',
			isTool,
			readParameter: (name) => parameters[name] ?? '',
		}),
		record,
	);

describe.each(large)('$title', ({ operation, documented }) => {
	const record = operation.record!;
	const { id, flattened = {}, onRequest = [] } = record;
	const simplified = formOf(record, false, {});

	test('lists exactly the documented properties', () => {
		const list = propertiesWithOutput(operation).find(({ name }) => name === 'outputFields')!;
		const values = (list.options as INodePropertyOptions[]).map(({ value }) => value);
		expect([...values].sort()).toEqual(Object.keys(documented).sort());
		expect(new Set(values).size).toBe(values.length);
	});

	test('has a simplified record of at most ten plain values, with the ID first and the name', () => {
		const row = simplified(documented);
		const names = Object.keys(row).filter((name) => !onRequest.includes(name));
		expect(names[0]).toBe(id);
		expect(names.length).toBeLessThanOrEqual(MAX_FIELDS);
		expect(names).toHaveLength(record.simplified.length + Object.keys(flattened).length);
		expect(names.some((name) => /name|title/.test(name))).toBe(true);
		expect(names.filter((name) => typeof row[name] === 'object')).toEqual([]);
	});

	test('is simplified by default, and raw if the user asks for it', () => {
		expect(formOf(record, false, { simplify: true })(documented)).toEqual(simplified(documented));
		expect(formOf(record, false, { simplify: false })(documented)).toBe(documented);
		expect(formOf(record, true, { output: 'raw' })(documented)).toBe(documented);
		for (const parameters of [
			{},
			{ output: 'simplified', outputFields: [record.rest[0]] },
			{ output: 'selectedFields' },
			{ output: 'selectedFields', outputFields: [] },
		]) {
			expect(formOf(record, true, parameters)(documented)).toEqual(simplified(documented));
		}
	});

	test.each(Object.keys(documented))('returns %s and the ID if it is selected', (name) => {
		const form = formOf(record, true, { output: 'selectedFields', outputFields: [name] });
		expect(form(documented)).toEqual({ [id]: documented[id], [name]: documented[name] });
	});
});
