import { beforeAll, beforeEach } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { FoundOperation } from './package';
import { providerOf } from './world';
import type { World } from './world';
import type { Ground } from './operationFixtures';
import { groundOf, restore } from './operationFixtures';

const IMAGE = { data: 'aW1hZ2U=', mimeType: 'image/png', fileName: 'card.png' };

/** A provider with the records of a walk, which are as new before each test. For use in a `describe`. */
export function preparedProvider(node: string, world: World) {
	const provider = providerOf(node);
	let ground: Ground;
	beforeAll(async () => {
		ground = await groundOf(world, provider);
	});
	beforeEach(() => restore(ground));
	return {
		provider,
		/** Those of the records, for `knownParameters`. */
		ids: () => ground.ids,
		requests: () => ground.walk.server().requests,
		/** Runs an operation for the records as new. Its requests alone are on record then. */
		async run({ title, resource, operation }: FoundOperation, parameters: IDataObject, item = {}) {
			restore(ground, title);
			ground.walk.server().requests.length = 0;
			const all = { resource, operation: operation.value, ...parameters } as INodeParameters;
			return await world.run(provider, all, [item], {}, { binary: { data: IMAGE } });
		},
	};
}
