/** Each operation once by itself, for records that are there: with the least parameters, and in every way. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';

import { operations, providers } from '../support/package';
import type { Ids, Walk } from '../support/records';
import { prepare, walksOf } from '../support/records';
import { everyWay, parses, smallest } from '../support/samples';
import type { Provider, World } from '../support/world';
import { createWorld } from '../support/world';
import { BEFORE, knownParameters } from './everyOperation';

const IMAGE = { data: 'aW1hZ2U=', mimeType: 'image/png', fileName: 'card.png' };

let world: World;
beforeAll(async () => {
	world = await createWorld();
});
afterAll(() => world.stop());

describe.each(providers)('%s', (node) => {
	const provider = (node[0].toLowerCase() + node.slice(1)) as Provider;
	let walk: Walk;
	let ids: Ids;
	let prepared: object;
	beforeAll(async () => {
		walk = walksOf(world.sandbox)[provider];
		ids = await prepare(walk);
		prepared = structuredClone(walk.stand().state);
	});
	beforeEach(() => {
		world.reset();
		Object.assign(walk.stand().state, structuredClone(prepared));
	});

	describe.each(operations.filter((one) => one.node === node))(
		'$resource $operation.value',
		(found) => {
			const { title, resource, operation } = found;
			test.each([
				['the least parameters', () => [smallest(operation)]],
				[
					'every way to fill it in',
					() => everyWay(operation).filter((way) => parses(operation, way)),
				],
			])('%s', async (_, ways) => {
				for (const parameters of ways()) {
					const { state, requests } = walk.stand();
					Object.assign(state, structuredClone(prepared));
					requests.length = 0;
					walk.before?.[BEFORE[title]]?.(ids);
					const known = knownParameters(found, parameters, ids);
					const run = await world.run(
						provider,
						{ resource, operation: operation.value, ...known },
						[{}],
						{},
						{ binary: { data: IMAGE } },
					);
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
