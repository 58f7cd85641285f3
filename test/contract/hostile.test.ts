/** Fuzzes the parameters: each operation sends a documented request or throws a clear UserError. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { ApiRequest } from '../../nodes/shared/operation/request';
import { check as checkIn, exampleResponse } from '../support/contracts';
import { operations } from '../support/package';
import { fullest, isRawBody, requestsFor, sample } from '../support/parameterSamples';

/** Random parameters per operation, and per field. */
const RUNS = 40;
const RUNS_PER_FIELD = 10;

/** Texts that often break parsers, and arbitrary ones. */
const nastyText = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.string({ unit: 'grapheme' }),
	fc.string({
		unit: fc.constantFrom('\0', '\n', '\r', '\t', '\u2028', '\u200b', '\ud800', '/', '.'),
	}),
	fc.constantFrom('..', '.', '%2e%2e', '../..', '//evil.example.com', 'https://evil.example.com/x'),
	fc.constantFrom(
		'__proto__',
		'constructor',
		'={{ 1 }}',
		'{"a":',
		'[]',
		'null',
		'NaN',
		'1e999',
		'-0',
	),
	fc.constantFrom('a@b', 'a@example.com\r\nX: y', '"a b"@example.com', 'ü@example.com', 'a@-x.com'),
	fc.constantFrom(
		'https://example.com/[x]',
		'https://ex ample.com',
		'https://example.com/%',
		'http://ü.de',
	),
	fc.constantFrom(
		'2026-13-45',
		'0000-00-00',
		'+275760-09-13T00:00:00.001Z',
		'12:00',
		'-1',
		'20260225',
	),
	fc.constant('x'.repeat(100_000)),
);

const anything = fc.oneof(
	{ arbitrary: nastyText, weight: 4 },
	{ arbitrary: fc.oneof(fc.double(), fc.integer(), fc.boolean(), fc.constant(null)), weight: 1 },
	{ arbitrary: fc.array(nastyText, { maxLength: 5 }), weight: 1 },
	{ arbitrary: fc.object({ key: nastyText, maxDepth: 3 }), weight: 1 },
	{ arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)), weight: 1 },
	{ arbitrary: fc.date(), weight: 1 },
	{
		arbitrary: fc.record({ __rl: fc.constant(true), mode: nastyText, value: nastyText }),
		weight: 1,
	},
);

/** Generates hostile values of a field: for each of its parts, and for the whole. */
function hostile(field: INodeProperties): fc.Arbitrary<unknown> {
	if (isRawBody(field)) return fc.oneof(nastyText, fc.constant({}));
	if (field.type === 'collection') {
		const parts = (field.options as INodeProperties[]).map((part) => [part.name, hostile(part)]);
		return fc.record(Object.fromEntries(parts) as Record<string, fc.Arbitrary<unknown>>, {
			requiredKeys: [],
		});
	}
	if (field.type === 'fixedCollection') {
		const [group] = field.options as INodePropertyCollection[];
		const parts = Object.fromEntries(group.values.map((part) => [part.name, hostile(part)]));
		const entry = fc.record(parts, { requiredKeys: [] });
		return fc.oneof(anything, fc.record({ [group.name]: fc.array(entry, { maxLength: 4 }) }));
	}
	if (field.type === 'resourceMapper') {
		const type = fc.constantFrom('string', 'number', 'boolean', 'dateTime', 'options');
		const schema = fc.array(
			fc.record({ id: nastyText, displayName: nastyText, required: fc.boolean(), type }),
			{ maxLength: 4 },
		);
		return fc.record({
			mappingMode: fc.constantFrom('defineBelow', 'autoMapInputData'),
			value: fc.oneof(anything, fc.dictionary(nastyText, anything)),
			schema,
		});
	}
	return fc.oneof(anything, fc.constant(sample(field)));
}

describe.each(operations)('$title', ({ contract, operation }) => {
	const check = (request: ApiRequest) => checkIn(contract, request);
	const respond = (request: ApiRequest) => exampleResponse(contract, request);
	const fields = Object.fromEntries(
		operation.properties.map((field) => [field.name, hostile(field)]),
	);

	test('sends a documented request to its own path, or says what is wrong', () => {
		let sent = 0;
		let rejected = 0;
		fc.assert(
			fc.property(fc.record(fields, { requiredKeys: [] }), (parameters) => {
				let requests: ApiRequest[];
				try {
					requests = requestsFor(operation, parameters, respond);
				} catch (error) {
					rejected++;
					expect(error).toBeInstanceOf(UserError);
					expect((error as Error).message).toMatch(/ (is|are|has|have|must|need|needs|cannot|>) ?/);
					return;
				}
				sent++;
				for (const request of requests) {
					const { operationId, errors } = check(request);
					expect({ operationId, errors }).toEqual({ operationId: expect.any(String), errors: [] });
					const { host, pathname } = new URL(`https://api.example.com${request.path}`);
					expect({ host, pathname }).toEqual({ host: 'api.example.com', pathname: request.path });
				}
			}),
			{ numRuns: RUNS },
		);
		expect(sent + rejected).toBe(RUNS);
		if (operation.properties.length > 0) expect(rejected).toBeGreaterThan(0);
	});

	for (const field of operation.properties) {
		test(`takes anything for ${field.displayName} alone, or says what is wrong`, () => {
			fc.assert(
				fc.property(hostile(field), (value) => {
					let requests: ApiRequest[] = [];
					try {
						requests = requestsFor(
							operation,
							{ ...fullest(operation), [field.name]: value },
							respond,
						);
					} catch (error) {
						expect(error).toBeInstanceOf(UserError);
					}
					for (const request of requests) expect(check(request).errors).toEqual([]);
				}),
				{ numRuns: RUNS_PER_FIELD },
			);
		});
	}
});
