/**
 * Other executions of n8n go on while a node works: nothing holds the event loop for long. How long
 * depends on the machine, so it is held against the work of the whole run; the benchmark has the figure.
 */
import { expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import { rateLimited } from '../../../tools/mockServers';
import { countCollected } from '../../support/garbageCollection';
import type { EventLoopMonitor } from '../../support/eventLoopMonitor';
import { monitorEventLoop } from '../../support/eventLoopMonitor';
import { useWorld } from '../../support/useWorld';
import type { Provider } from '../../support/world';
import { CREATE, errorItems, people } from '../../support/world';

const world = useWorld();

/** The longest silence of a run, as a part of all that was computed from the node's start to the end. */
async function longestSilence(count: number, provider: Provider, parameters: INodeParameters) {
	const watch: EventLoopMonitor[] = [];
	const run = await world.engine.runNode(
		{
			type: `n8n-nodes-contactlink.${provider}`,
			parameters,
			onError: 'continueRegularOutput',
		},
		people(count),
		{ onNodeStart: (name) => name === 'Node' && watch.push(monitorEventLoop()) },
	);
	watch[0].stop();
	expect(run.main[0]).toHaveLength(count);
	expect(errorItems(run)).toHaveLength(count);
	return watch[0].maxBlocked() / watch[0].cpuTime();
}

test('reading items with five expressions each does not block the event loop', async () => {
	const expression = (text: string) => `={{ $json.name + "${text}" }}`;
	const silence = await longestSilence(2_000, 'leadLex', {
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
	expect(silence).toBeLessThan(1 / 3);
});

test('holding items back for a rate limit does not block the event loop', async () => {
	world.sandbox.voxworks.faults.add(rateLimited({ retryAfter: 3600 }, Infinity));
	expect(await longestSilence(20_000, 'voxworks', CREATE.voxworks)).toBeLessThan(1 / 3);
	expect(world.sandbox.voxworks.requests.length).toBeLessThanOrEqual(100);
});

/** What is kept of every request makes n8n stand still when it frees memory. */
test('no abort signal of a completed request stays in memory', async () => {
	const seen = new WeakSet<AbortSignal>();
	const signals: Array<WeakRef<AbortSignal>> = [];
	const { addEventListener } = EventTarget.prototype;
	// Jest's own spies would keep them
	AbortSignal.prototype.addEventListener = function (...how: Parameters<typeof addEventListener>) {
		if (!seen.has(this)) signals.push(new WeakRef(this));
		seen.add(this);
		addEventListener.apply(this, how);
	};
	let kept: Promise<number> | undefined;
	const countKept = async () => {
		const all = [...signals];
		return all.length - (await countCollected(all));
	};
	const watching = setInterval(() => {
		if (world.sandbox.voxworks.requests.length > 700) kept ??= countKept();
	}, 1);
	try {
		await world.run('voxworks', CREATE.voxworks, people(1000));
	} finally {
		clearInterval(watching);
		Reflect.deleteProperty(AbortSignal.prototype, 'addEventListener');
	}
	expect(signals.length).toBeGreaterThanOrEqual(1000);
	// Those under way have theirs
	expect(await kept).toBeLessThan(150);
});
