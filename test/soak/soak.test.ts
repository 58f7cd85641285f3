/** A short run of `npm run soak`, and that its tables hold. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import type { World } from '../support/world';
import { createWorld } from '../support/world';
import { DOUBTS } from './allowedInDoubt';
import { brokenIn, inDoubt } from './report';
import { soak } from './soak';
import { ALIKE, writing } from './operations';

/** One of each kind: creates, batches, links, imports, merges, deletes, and several requests for an item. */
const SHORT = [
	...['LeadLex: company.linkContacts', 'LeadLex: contact.create', 'LeadLex: contact.createMany'],
	...['LeadLex: contact.deleteMany', 'LeadLex: contact.import', 'LeadLex: contact.merge'],
	...['LeadLex: contact.upsert', 'LeadLex: deal.delete', 'LeadLex: document.create'],
	...['SprintHub: contact.create', 'SprintHub: contact.setTags'],
	...['SprintHub: customObject.createAndLink'],
	...['Voxworks: contact.create', 'Voxworks: list.addContacts'],
];

let world: World;
beforeAll(async () => {
	world = await createWorld();
});
afterAll(() => world.stop());

test('no record is lost or doubled while the API misbehaves', async () => {
	const nodeOf = (title: string) => title.split(':')[0];
	const named = new Set(SHORT.map(nodeOf));
	// All of a provider that is new here
	const only = (title: string) => SHORT.includes(title) || !named.has(nodeOf(title));
	const report = await soak(world, { items: 1000, seed: 2, only });
	expect(brokenIn(report)).toEqual([]);
	expect(report.items).toBeGreaterThan(1000);
	// The faults did reach the node
	expect(report.succeeded).toBeGreaterThan(250);
	expect(inDoubt(report)).toBeGreaterThan(2);
	expect(report.refused).toBeGreaterThan(0);
	expect(report.stoppedBefore).toBeGreaterThan(0);
	expect(report.foundByLooking).toBeGreaterThan(0);
	expect(report.cancelledRuns).toBeGreaterThan(0);
	expect(report.forgeries).toBeGreaterThan(0);
	expect(report.failedPolls).toBeGreaterThan(0);
	expect(report.executions).toBeGreaterThan(0);
}, 120_000);

test('what is soaked, alike or in doubt writes, and is there', () => {
	const titles = writing.map(({ title }) => title);
	expect(titles).toEqual(
		expect.arrayContaining([...SHORT, ...Object.keys({ ...ALIKE, ...DOUBTS })]),
	);
	expect(titles.length).toBeGreaterThan(75);
});
