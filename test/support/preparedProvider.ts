import { beforeAll, beforeEach } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { OperationEntry } from './package';
import { providerOf } from './world';
import type { World } from './world';
import type { PreparedState } from './operationFixtures';
import { preparedStateOf, restore } from './operationFixtures';

const IMAGE = { data: 'aW1hZ2U=', mimeType: 'image/png', fileName: 'card.png' };

/** Prepares the fixtures of a provider and restores them before each test. For use in a `describe`. */
export function preparedProvider(node: string, world: World) {
	const provider = providerOf(node);
	let preparedState: PreparedState;
	beforeAll(async () => {
		preparedState = await preparedStateOf(world, provider);
	});
	beforeEach(() => restore(preparedState));
	return {
		provider,
		/** The IDs of the fixtures, for `parametersForFixtures`. */
		ids: () => preparedState.ids,
		requests: () => preparedState.fixtures.server().requests,
		/** Restores the fixtures and runs an operation. Afterwards, `requests` holds its requests only. */
		async run({ title, resource, operation }: OperationEntry, parameters: IDataObject, item = {}) {
			restore(preparedState, title);
			preparedState.fixtures.server().requests.length = 0;
			const all = { resource, operation: operation.value, ...parameters } as INodeParameters;
			return await world.run(provider, all, [item], {}, { binary: { data: IMAGE } });
		},
	};
}
