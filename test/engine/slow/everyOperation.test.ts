/** Runs each operation on existing records, with its required parameters and with every set of fields. */
import { describe, expect, test } from '@jest/globals';

import { operations, providers } from '../../support/package';
import { allParameterSets, parses, smallest } from '../../support/parameterSamples';
import { parametersForFixtures } from '../../support/operationFixtures';
import { preparedProvider } from '../../support/preparedProvider';
import { useWorld } from '../../support/useWorld';

const world = useWorld();

describe.each(providers)('%s', (node) => {
	const prepared = preparedProvider(node, world);

	describe.each(operations.filter((entry) => entry.node === node))(
		'$resource $operation.value',
		(entry) => {
			const { operation } = entry;
			test.each([
				['the least parameters', () => [smallest(operation)]],
				[
					'every combination of its fields',
					() => allParameterSets(operation).filter((parameters) => parses(operation, parameters)),
				],
			])('is accepted by the mock server with %s', async (_, parameterSets) => {
				for (const parameters of parameterSets()) {
					const parametersWithIds = parametersForFixtures(entry, parameters, prepared.ids());
					const run = await prepared.run(entry, parametersWithIds);
					const requests = prepared.requests();
					expect({ parameters: parametersWithIds, error: run.error?.message }).toEqual({
						parameters: parametersWithIds,
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
