/** Other executions of n8n go on while a node works: nothing holds the event loop for long. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { rateLimited } from '../../tools/mockServers';
import type { Watch } from '../support/quiet';
import { watchEventLoop } from '../support/quiet';
import type { Provider, World } from '../support/world';
import { CREATE, createWorld, errorItems, people } from '../support/world';

let world: World;
beforeAll(async () => {
	world = await createWorld();
});
afterAll(() => world.stop());

/** Runs a node with 20,000 items, and watches from its start to the end of the run. */
async function watched(provider: Provider, parameters: INodeParameters) {
	const watch: Watch[] = [];
	const run = await world.engine.runNode(
		{
			type: `n8n-nodes-contactlink.${provider}`,
			parameters,
			onError: 'continueRegularOutput',
		},
		people(20_000),
		{ onNodeStart: (name) => name === 'Node' && watch.push(watchEventLoop()) },
	);
	watch[0].stop();
	expect(run.main[0]).toHaveLength(20_000);
	expect(errorItems(run)).toHaveLength(20_000);
	return watch[0].longestSilence();
}

test('while 20,000 items with five expressions each are read', async () => {
	const expression = (text: string) => `={{ $json.name + "${text}" }}`;
	const silence = await watched('leadLex', {
		resource: 'contact',
		operation: 'create',
		fullName: expression(''),
		additionalFields: {
			jobTitle: expression(' jobs'),
			company: expression(' and Sons'),
			phone: '={{ $json.phone.slice(1) }}',
			// No item can be read, so that nothing is sent
			createdDate: expression(' is no date'),
		},
	});
	expect(world.sandbox.leadLex.requests).toEqual([]);
	expect(silence).toBeLessThan(200);
}, 180_000);

test('while 20,000 items are held back by a rate limit', async () => {
	world.sandbox.voxworks.faults.add(rateLimited({ retryAfter: 3600 }, Infinity));
	expect(await watched('voxworks', CREATE.voxworks)).toBeLessThan(200);
	expect(world.sandbox.voxworks.requests.length).toBeLessThanOrEqual(100);
});
