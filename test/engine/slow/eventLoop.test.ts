/**
 * Checks that a node does not block the event loop for long, so that other executions of n8n continue. The time depends
 * on the machine, so it is compared with the CPU time of the whole run; the benchmark measures it in milliseconds.
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

/** Returns the longest time for which a run blocked the event loop, as a share of its CPU time. */
async function longestBlockedShare(count: number, provider: Provider, parameters: INodeParameters) {
	const monitors: EventLoopMonitor[] = [];
	const run = await world.engine.runNode(
		{
			type: `n8n-nodes-contactlink.${provider}`,
			parameters,
			onError: 'continueRegularOutput',
		},
		people(count),
		{ onNodeStart: (name) => name === 'Node' && monitors.push(monitorEventLoop()) },
	);
	monitors[0].stop();
	expect(run.main[0]).toHaveLength(count);
	expect(errorItems(run)).toHaveLength(count);
	return monitors[0].maxBlocked() / monitors[0].cpuTime();
}

test('reading items with five expressions each does not block the event loop', async () => {
	const expression = (text: string) => `={{ $json.name + "${text}" }}`;
	const blockedShare = await longestBlockedShare(2_000, 'leadLex', {
		resource: 'contact',
		operation: 'create',
		fullName: expression(''),
		additionalFields: {
			jobTitle: expression(' jobs'),
			company: expression(' and Sons'),
			phone: '={{ $json.phone.slice(1) }}',
			// An invalid date fails every item, so that no request is sent
			createdDate: expression(' is no date'),
		},
	});
	expect(world.sandbox.leadLex.requests).toEqual([]);
	expect(blockedShare).toBeLessThan(1 / 3);
});

test('holding items back for a rate limit does not block the event loop', async () => {
	world.sandbox.voxworks.faults.add(rateLimited({ retryAfter: 3600 }, Infinity));
	expect(await longestBlockedShare(20_000, 'voxworks', CREATE.voxworks)).toBeLessThan(1 / 3);
	expect(world.sandbox.voxworks.requests.length).toBeLessThanOrEqual(100);
});

/** Memory that every request leaves behind makes n8n pause when it is collected. */
test('no abort signal of a completed request stays in memory', async () => {
	const listenedTo = new WeakSet<AbortSignal>();
	const signals: Array<WeakRef<AbortSignal>> = [];
	const { addEventListener } = EventTarget.prototype;
	// A spy of Jest would keep the signals in memory
	AbortSignal.prototype.addEventListener = function (
		...listener: Parameters<typeof addEventListener>
	) {
		if (!listenedTo.has(this)) signals.push(new WeakRef(this));
		listenedTo.add(this);
		addEventListener.apply(this, listener);
	};
	let remaining: Promise<number> | undefined;
	const countRemaining = async () => {
		const all = [...signals];
		return all.length - (await countCollected(all));
	};
	const polling = setInterval(() => {
		if (world.sandbox.voxworks.requests.length > 700) remaining ??= countRemaining();
	}, 1);
	try {
		await world.run('voxworks', CREATE.voxworks, people(1000));
	} finally {
		clearInterval(polling);
		Reflect.deleteProperty(AbortSignal.prototype, 'addEventListener');
	}
	expect(signals.length).toBeGreaterThanOrEqual(1000);
	// Requests in flight still need theirs
	expect(await remaining).toBeLessThan(150);
});
