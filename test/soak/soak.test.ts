/** A short run of `npm run soak`. */
import { expect, test } from '@jest/globals';

import { createWorld } from '../support/world';
import { broken, soak } from './soak';

test('no record is lost or doubled while the API misbehaves', async () => {
	const world = await createWorld();
	try {
		const report = await soak(world, { itemsPerSubject: 600, seed: 1 });
		expect(broken(report)).toEqual([]);
		expect(report.items).toBe(3000);
		// The faults did reach the node
		expect(report.succeeded).toBeGreaterThan(500);
		expect(report.uncertain).toBeGreaterThan(5);
		expect(report.refused).toBeGreaterThan(0);
		expect(report.stoppedBefore).toBeGreaterThan(0);
		expect(report.foundByLooking).toBeGreaterThan(0);
		expect(report.cancelledRuns).toBeGreaterThan(0);
	} finally {
		await world.stop();
	}
}, 120_000);
