import { describe, expect, test } from '@jest/globals';

import { isBlank } from '../../nodes/shared/values';
import type { ApiRequest } from '../../nodes/shared/operation';
import type { ContractName, Validator } from '../../tools/mockServers/contract';
import { createValidator } from '../../tools/mockServers/contract';
import { operations } from '../support/package';
import { fullest, isRequired, readParams, requestsFor, sample, smallest } from '../support/samples';

const validators = new Map<ContractName, Validator>();

/** Query parameters that the credential adds. */
const CREDENTIAL_QUERY: Partial<Record<ContractName, object>> = { sprinthub: { i: 'yourcompany' } };

function check(contract: ContractName, { method, path, query, body }: ApiRequest) {
	if (!validators.has(contract)) validators.set(contract, createValidator(contract));
	return validators.get(contract)!.check({
		method,
		path,
		body,
		query: { ...query, ...CREDENTIAL_QUERY[contract] },
		headers: body ? { 'content-type': 'application/json' } : {},
	});
}

describe.each(operations)('$title', ({ contract, operation }) => {
	test.each([
		['smallest', smallest(operation)],
		['fullest', fullest(operation)],
	])('sends a documented request for its %s parameters', (_, parameters) => {
		const requests = requestsFor(operation, parameters);
		expect(requests.length).toBeGreaterThan(0);
		for (const request of requests) {
			const { operationId, errors } = check(contract, request);
			expect({ operationId, errors }).toEqual({ operationId: expect.any(String), errors: [] });
		}
	});

	test('sends every parameter that is filled in', () => {
		const full = fullest(operation);
		const additional = (full.additionalFields ?? {}) as Record<string, unknown>;
		for (const name of Object.keys(additional)) {
			const rest = Object.fromEntries(Object.entries(additional).filter(([key]) => key !== name));
			const without = requestsFor(operation, { ...full, additionalFields: rest });
			expect({ name, without }).not.toEqual({ name, without: requestsFor(operation, full) });
		}
	});

	test.each<unknown>([undefined, null, ''])(
		'does not send optional parameters that are %p',
		(blank) => {
			const least = smallest(operation);
			const optional = operation.fields.filter(({ name }) => !(name in least));
			const blanks = Object.fromEntries<unknown>(
				optional.map((field) => {
					if (field.name !== 'additionalFields') return [field.name, blank];
					const names = Object.keys(sample(field) as object);
					return [field.name, Object.fromEntries(names.map((name) => [name, blank]))];
				}),
			);
			expect(requestsFor(operation, { ...blanks, ...least })).toEqual(
				requestsFor(operation, least),
			);
		},
	);

	const required = operation.fields.filter(isRequired);
	for (const { name, displayName } of required) {
		test(`refuses a blank ${displayName}`, () => {
			for (const blank of [undefined, null, '', '  ', [], { __rl: true, mode: 'id', value: '' }]) {
				const parameters = { ...fullest(operation), [name]: blank };
				expect(() => requestsFor(operation, parameters)).toThrow(`${displayName} is required`);
			}
		});
	}

	const inPath = required.filter(({ name }) => {
		const value = { ...smallest(operation), [name]: 'PROBE' };
		try {
			return requestsFor(operation, value)[0].path.includes('PROBE');
		} catch {
			return false;
		}
	});
	for (const { name, displayName } of inPath) {
		test(`puts ${displayName} into the path as one segment`, () => {
			const request = (id: string) =>
				requestsFor(operation, { ...fullest(operation), [name]: id })[0];
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
			'makes an item of the answer %j',
			(body) => {
				const params = readParams(operation, fullest(operation));
				const json = operation.output(body, params);
				expect(JSON.parse(JSON.stringify(json))).toEqual(expect.any(Object));
				expect(Array.isArray(json)).toBe(false);
			},
		);
	}

	test('writes no value that is missing into path or body', () => {
		const [{ path, body }] = requestsFor(operation, smallest(operation));
		expect(path).not.toMatch(/undefined|null|\[object/);
		expect(Object.values(body ?? {}).some(isBlank)).toBe(false);
	});
});

test('every operation that the design names is there', () => {
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
