/** A short run of `npm run soak`. */
import { expect, test } from '@jest/globals';

import { createWorld } from '../support/world';
import { broken, soak } from './soak';

test('no record is lost or doubled while the API misbehaves', async () => {
	const world = await createWorld();
	try {
		const report = await soak(world, { itemsPerSubject: 300, seed: 2 });
		expect(broken(report)).toEqual([]);
		expect(report.items).toBe(1500);
		// The faults did reach the node
		expect(report.succeeded).toBeGreaterThan(250);
		expect(report.uncertain).toBeGreaterThan(2);
		expect(report.refused).toBeGreaterThan(0);
		expect(report.stoppedBefore).toBeGreaterThan(0);
		expect(report.foundByLooking).toBeGreaterThan(0);
		expect(report.cancelledRuns).toBeGreaterThan(0);
	} finally {
		await world.stop();
	}
}, 120_000);
