import { isDeepStrictEqual } from 'node:util';

import { describe, expect, test } from '@jest/globals';
import type { INodeProperties } from 'n8n-workflow';

import { isSafe } from '../../nodes/shared/http/failures';
import { isBulk } from '../../nodes/shared/run/bulk';
import { isBlank } from '../../nodes/shared/utils/guards';
import type { ApiRequest } from '../../nodes/shared/operation/request';
import { check, requestsOf } from '../support/contracts';
import type { OperationEntry } from '../support/package';
import { operations } from '../support/package';
import {
	allParameterSets,
	fullest,
	isRequired,
	isShown,
	readParams,
	sample,
	smallest,
	yieldedRequests,
} from '../support/parameterSamples';

/** Whether an operation sends one request: with steps, a request may depend on the response before. */
const isSingle = ({ operation }: OperationEntry) => !('steps' in operation);

describe.each(operations)('$title', (target) => {
	const { contract, operation } = target;
	const requestsFor = (parameters: Record<string, unknown>) => requestsOf(target, parameters);
	const requestsOrError = (parameters: Record<string, unknown>) => {
		try {
			return requestsFor(parameters);
		} catch (error) {
			return (error as Error).message;
		}
	};

	test.each([
		['smallest', smallest(operation)],
		['fullest', fullest(operation)],
	])('sends a documented request for its %s parameters', (_, parameters) => {
		const requests = requestsFor(parameters);
		if (isSingle(target)) expect(requests).toHaveLength(1);
		expect(requests.length).toBeGreaterThan(0);
		for (const request of requests) {
			const { operationId, errors } = check(contract, request);
			expect({ operationId, errors }).toEqual({ operationId: expect.any(String), errors: [] });
		}
	});

	const parameterSets = allParameterSets(operation);
	const collections = operation.properties.filter(({ type }) => type === 'collection');

	test('sends every parameter that is filled in', () => {
		const full = fullest(operation);
		for (const { name: collection } of collections) {
			const values = full[collection] as Record<string, unknown>;
			const shown = parameterSets.filter((parameters) => collection in parameters);
			for (const name of Object.keys(values)) {
				if (name === 'additionalBodyFields') values[name] = { other: 1 };
				const rest = Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
				// Some fields are sent only if other fields have a certain value
				const differs = shown.some((parameters) => {
					const filled = {
						...parameters,
						[collection]: { ...(parameters[collection] as object), [name]: values[name] },
					};
					const without = { ...parameters, [collection]: rest };
					return !isDeepStrictEqual(requestsOrError(without), requestsOrError(filled));
				});
				expect({ name, differs }).toEqual({ name, differs: true });
			}
		}
	});

	test.each<unknown>([undefined, null, ''])(
		'does not send optional parameters that are %p',
		(blank) => {
			const smallestParameters = smallest(operation);
			const optional = operation.properties.filter(({ name }) => !(name in smallestParameters));
			const blanks = Object.fromEntries<unknown>(
				optional.map((field) => {
					if (field.type !== 'collection') return [field.name, blank];
					const names = Object.keys(sample(field) as object);
					return [field.name, Object.fromEntries(names.map((name) => [name, blank]))];
				}),
			);
			expect(requestsFor({ ...blanks, ...smallestParameters })).toEqual(
				requestsFor(smallestParameters),
			);
		},
	);

	/** Returns parameters with which the editor shows a field. */
	const shownWith = (field: INodeProperties) =>
		parameterSets.find((parameters) => field.name in parameters && isShown(field, parameters))!;

	const required = operation.properties.filter(isRequired);
	for (const field of required) {
		const { name, displayName } = field;
		test(`refuses a blank ${displayName}`, () => {
			for (const blank of [undefined, null, '', '  ', [], { __rl: true, mode: 'id', value: '' }]) {
				expect(() => requestsFor({ ...shownWith(field), [name]: blank })).toThrow(
					`${displayName} is required`,
				);
			}
		});
	}

	const inPath = required.filter((field) => {
		const value = { ...shownWith(field), [field.name]: 'PROBE' };
		try {
			return requestsFor(value)[0].path.includes('PROBE');
		} catch {
			return false;
		}
	});
	for (const field of inPath) {
		const { name, displayName } = field;
		test(`puts ${displayName} into the path as one segment`, () => {
			const request = (id: string) => requestsFor({ ...shownWith(field), [name]: id })[0];
			const segments = ({ path }: ApiRequest) => path.split('/').map(decodeURIComponent);
			for (const id of [
				'lot 7/ü',
				'../x',
				'a?b#c',
				'100%',
				'%2e%2e',
				'Ω≈ç',
				'😀',
				'a\\b',
				'a\nb',
			]) {
				expect(segments(request(id))).toContain(id);
				expect(segments(request(id))).toHaveLength(segments(request('PROBE')).length);
			}
			for (const id of ['.', '..', ' .. ', '\ud800']) {
				expect(() => request(id)).toThrow(`${displayName} "${id.trim()}" cannot be used as an ID`);
			}
		});
	}

	if ('output' in operation) {
		test.each([{}, { data: null }, { data: [] }, { data: 'x' }, { data: { id: 1 } }, { id: null }])(
			'makes an item of the response %j',
			(body) => {
				const params = readParams(operation, fullest(operation));
				const json = operation.output(body, params);
				expect(JSON.parse(JSON.stringify(json))).toEqual(expect.any(Object));
				expect(Array.isArray(json)).toBe(false);
			},
		);
	}

	if (isBulk(operation)) {
		const { bulk } = operation;
		const plain = parameterSets.find((parameters) =>
			collections.every(({ name }) => !(name in parameters)),
		);
		const withOption = collections.flatMap(({ name, options = [] }) =>
			(options as INodeProperties[]).map((option) => ({
				...plain,
				[name]: { [option.name]: sample(option) },
			})),
		);
		const records = [smallest(operation), plain ?? {}, ...withOption].map((parameters) =>
			readParams(operation, parameters),
		);

		test('creates in a batch what the contract allows there, and nothing else', () => {
			const errorsOf = (record: unknown) =>
				check(contract, bulk.create.request([record])).errors.length;
			expect(records.map((record) => bulk.canCreate(record))).toEqual(
				records.map((record) => errorsOf(record) === 0),
			);
			expect(records.some((record) => bulk.canCreate(record))).toBe(true);
		});

		test('finds what exists with documented reads', () => {
			const reads = [
				...yieldedRequests(bulk.findAll(records)),
				...yieldedRequests(bulk.find(records[0])),
			];
			expect(reads.map((request) => check(contract, request).errors)).toEqual(reads.map(() => []));
			expect(reads.every(isSafe)).toBe(true);
			expect(reads.length).toBeGreaterThan(1);
		});
	}

	test('sends no missing value in path or body', () => {
		const [{ path, body }] = requestsFor(smallest(operation));
		expect(path).not.toMatch(/undefined|null|\[object/);
		expect(Object.values(body ?? {}).some(isBlank)).toBe(false);
	});
});

test('every essential operation exists', () => {
	expect(operations.map(({ title }) => title)).toEqual(
		expect.arrayContaining([
			'Voxworks: contact.create',
			'Voxworks: object.linkContact',
			'LeadLex: contact.create',
			'LeadLex: company.linkContacts',
			'SprintHub: contact.create',
			'SprintHub: customObject.create',
			'SprintHub: customObject.linkContact',
		]),
	);
});
