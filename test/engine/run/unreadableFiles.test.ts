/** Every operation that sends a file of the item, with a file that n8n has removed. */
import { beforeEach, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import type { PreparedState } from '../../support/operationFixtures';
import { parametersForFixtures, preparedStateOf, restore } from '../../support/operationFixtures';
import { operations } from '../../support/package';
import { allParameterSets, parses, readParams } from '../../support/parameterSamples';
import { useWorld } from '../../support/useWorld';
import { providerOf } from '../../support/world';

const world = useWorld();
const preparedStates = new Map<string, PreparedState>();

/** More than the smallest plan of LeadLex allows in a minute. */
const ITEMS = 12;
const FILE = { mimeType: 'image/png', fileName: 'card.png' };
const READABLE = { data: { ...FILE, data: 'aW1hZ2U=' } };
const REMOVED = { data: { ...FILE, data: 'filesystem-v2', id: 'filesystem-v2:removed' } };

/** The operations, each with parameters with which it sends a file. */
const withFile = operations.flatMap((entry) => {
	const parameterSet = allParameterSets(entry.operation).find(
		(candidate) =>
			parses(entry.operation, candidate) &&
			String(JSON.stringify(readParams(entry.operation, candidate))).includes(READABLE.data.data),
	);
	return parameterSet ? { ...entry, parameterSet } : [];
});

beforeEach(() => world.reset());

test.each(withFile)(
	'$title sends nothing for a file that cannot be read, and holds up no other run',
	async (entry) => {
		const provider = providerOf(entry.node);
		const prepared = preparedStates.get(provider) ?? (await preparedStateOf(world, provider));
		preparedStates.set(provider, prepared);
		restore(prepared, entry.title);
		const server = world.server(provider);
		server.requests.length = 0;
		const { resource, operation } = entry;
		const parameters = {
			resource,
			operation: operation.value,
			...parametersForFixtures(entry, entry.parameterSet, prepared.ids),
		} as INodeParameters;
		const items = Array.from({ length: ITEMS }, () => ({}));
		const failed = await world.run(
			provider,
			parameters,
			items,
			{ onError: 'continueRegularOutput' },
			{ binary: REMOVED },
		);
		expect(failed.main[0].map(({ json }) => json.error)).toEqual(
			Array(ITEMS).fill('The file of this item could not be read'),
		);
		expect(server.requests).toEqual([]);

		const next = await world.run(provider, parameters, [{}], {}, { binary: READABLE });
		expect(next.error).toBeUndefined();
		expect(server.requests.length).toBeGreaterThan(0);
	},
	30_000,
);

test('covers the operations that take a file', () => {
	expect(withFile.length).toBeGreaterThan(2);
});
