/** Each operation once by itself, for records that are there: with the least parameters, and in every way. */
import { describe, expect, test } from '@jest/globals';

import { operations, providers } from '../../support/package';
import { allParameterSets, parses, smallest } from '../../support/parameterSamples';
import { parametersForFixtures } from '../../support/operationFixtures';
import { preparedProvider } from '../../support/preparedProvider';
import { useWorld } from '../../support/useWorld';

const world = useWorld();

describe.each(providers)('is accepted by the mock server with %s', (node) => {
	const prepared = preparedProvider(node, world);

	describe.each(operations.filter((one) => one.node === node))(
		'$resource $operation.value',
		(found) => {
			const { operation } = found;
			test.each([
				['the least parameters', () => [smallest(operation)]],
				[
					'every combination of its fields',
					() => allParameterSets(operation).filter((way) => parses(operation, way)),
				],
			])('is accepted by the mock server with %s', async (_, ways) => {
				for (const parameters of ways()) {
					const known = parametersForFixtures(found, parameters, prepared.ids());
					const run = await prepared.run(found, known);
					const requests = prepared.requests();
					expect({ parameters: known, error: run.error?.message }).toEqual({
						parameters: known,
						error: undefined,
					});
					expect(requests.length).toBeGreaterThan(0);
					for (const { operationId, status } of requests) {
						expect(operationId).toBeDefined();
						expect(status).toBeLessThan(300);
					}
					for (const { json, pairedItem } of run.main[0]) {
						expect(pairedItem).toEqual({ item: 0 });
						expect(Object.keys(json).length).toBeGreaterThan(0);
						expect(json).not.toHaveProperty('error');
					}
				}
			});
		},
	);
});
