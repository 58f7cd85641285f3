/** Runs a short soak and checks the tables of the soak. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';

import type { World } from '../support/world';
import { createWorld } from '../support/world';
import { ALLOWED_IN_DOUBT } from './allowedInDoubt';
import { violationsIn, totalInDoubt } from './report';
import { soak } from './soak';
import { INDISTINGUISHABLE, writeOperations } from './operations';

/** One operation of each kind: create, batch, link, import, merge, delete, several requests per item. */
const SHORT = [
	...['LeadLex: company.linkContacts', 'LeadLex: contact.create', 'LeadLex: contact.createMany'],
	...['LeadLex: contact.deleteMany', 'LeadLex: contact.import', 'LeadLex: contact.merge'],
	...['LeadLex: contact.upsert', 'LeadLex: contact.upsertMany'],
	...['LeadLex: deal.delete', 'LeadLex: document.create'],
	...['SprintHub: contact.create', 'SprintHub: contact.setTags'],
	...['SprintHub: customObject.createAndLink'],
	...['Voxworks: contact.create', 'Voxworks: list.addContacts'],
];

let world: World;
beforeAll(async () => {
	world = await createWorld();
});
afterAll(() => world.stop());

test('no record is lost or duplicated while the API misbehaves', async () => {
	const nodeOf = (title: string) => title.split(':')[0];
	const coveredNodes = new Set(SHORT.map(nodeOf));
	// All operations of a provider that SHORT does not cover
	const only = (title: string) => SHORT.includes(title) || !coveredNodes.has(nodeOf(title));
	const report = await soak(world, { items: 1000, seed: 2, only });
	expect(violationsIn(report)).toEqual([]);
	expect(report.items).toBeGreaterThan(1000);
	// The faults reached the node
	expect(report.succeeded).toBeGreaterThan(250);
	expect(totalInDoubt(report)).toBeGreaterThan(2);
	expect(report.refused).toBeGreaterThan(0);
	expect(report.notReported).toBeGreaterThan(0);
	expect(report.resolvedByLookUp).toBeGreaterThan(0);
	expect(report.cancelledRuns).toBeGreaterThan(0);
	expect(report.forgeries).toBeGreaterThan(0);
	expect(report.failedPolls).toBeGreaterThan(0);
	expect(report.executions).toBeGreaterThan(0);
}, 120_000);

test('the tables of the soak list existing write operations only', () => {
	const titles = writeOperations.map(({ title }) => title);
	expect(titles).toEqual(
		expect.arrayContaining([
			...SHORT,
			...Object.keys({ ...INDISTINGUISHABLE, ...ALLOWED_IN_DOUBT }),
		]),
	);
	expect(titles.length).toBeGreaterThan(75);
});
