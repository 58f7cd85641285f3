/** Tests Create or Update Many of LeadLex: its requests, and that no fault creates a contact twice. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { addContact } from '../../../tools/mockServers/leadlex/contactRecords';
import { contactsWithEmail } from '../../../tools/mockServers';
import { FAULTS, REQUEST_TIMEOUT } from '../../soak/faults';
import { monitorEventLoop } from '../../support/eventLoopMonitor';
import { seededRandom } from '../../support/seededRandom';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import { CONTINUE_ON_FAIL, errorItems, jsonOf, ON_ERROR, pairedItems } from '../../support/world';

const world = useWorld();
const { state, requests, bodies, addFault } = serverHelpers(world, 'leadLex');

interface Person extends IDataObject {
	email: string;
	name?: string;
	title?: string;
	company?: string;
	priority?: string;
}

const parameters: INodeParameters = {
	resource: 'contact',
	operation: 'upsertMany',
	email: '={{ $json.email }}',
	fullName: '={{ $json.name }}',
	additionalFields: {
		jobTitle: '={{ $json.title }}',
		company: '={{ $json.company }}',
		priority: '={{ $json.priority }}',
	},
};
const run = async (people: Person[], settings = {}, options: INodeParameters = {}) =>
	await world.run('leadLex', { ...parameters, options }, people, settings);

const person = (index: number, values: Partial<Person> = {}): Person => ({
	email: `p${index}@example.com`,
	name: `Person ${index}`,
	title: 'GC',
	...values,
});
const range = <T>(count: number, make: (index: number) => T) =>
	Array.from({ length: count }, (_, index) => make(index));

/** Adds contacts to the sandbox without requests. */
function seed(people: Person[]): void {
	for (const { name, email, title, company } of people) {
		addContact({ full_name: name, email, job_title: title, company }, state());
	}
}

describe('Create or Update Many', () => {
	test('needs 65 requests for 250 items with 200 emails, of which 100 exist and 60 differ', async () => {
		seed(range(400, (index) => person(index)));
		const people = range(250, (index) => {
			const number = index % 200;
			if (number >= 100) return person(1000 + number, { company: 'Acme' });
			return person(number, number < 60 ? { title: 'CLO', company: 'Acme' } : {});
		});
		const result = await run(people);
		expect(result.error).toBeUndefined();
		expect(requests()).toHaveLength(4 + 1 + 60);
		expect(bodies('PATCH')[0]).toMatchObject({ job_title: 'CLO', company_name: 'Acme' });
		expect(pairedItems(result)).toEqual(range(250, (index) => index));
		expect(jsonOf(result)).toMatchObject(
			people.map(({ email, title }, index) => ({
				...{ id: expect.any(String), email, job_title: title },
				created: index >= 100 && index < 200,
			})),
		);
		expect(state().contacts.size).toBe(500);
	});

	test('needs no write for what it has written before', async () => {
		const people = range(20, (index) =>
			person(index, { company: 'Acme', ...(index === 3 && { priority: 'high', name: 'Doe, Jo' }) }),
		);
		await run(people);
		expect(requests().map(({ operationId }) => operationId)).toEqual([
			...['listContacts', 'bulkCreateContacts', 'createContact'],
		]);
		expect(requests()[2].body).toMatchObject({ full_name: 'Doe, Jo', priority: 'high' });
		const again = await run(people);
		expect(
			requests()
				.map(({ operationId }) => operationId)
				.slice(3),
		).toEqual(['listContacts']);
		expect(jsonOf(again).every(({ created }) => created === false)).toBe(true);
	});

	test('says how many were written when it stops, and writes nothing after', async () => {
		seed([person(1)]);
		addFault({ match: { method: 'PATCH' }, response: { status: 400 } });
		const people = [person(1, { title: 'CLO' }), person(2), person(3), person(1, { title: 'CFO' })];
		const { error } = await run(people);
		expect(error?.context?.itemIndex).toBe(0);
		expect(error?.description).toContain('2 of 4 were written');
		expect(requests('PATCH')).toHaveLength(1);
	});

	test('fails what the rate limit leaves no time for, and writes none of it', async () => {
		world.server('leadLex').limit({ requests: 3, perMs: 60_000 });
		seed([person(1), person(2), person(3), person(4)]);
		const people = range(6, (index) => person(index + 1, { title: 'CLO' }));
		const result = await run(people, CONTINUE_ON_FAIL, { maxRateLimitWait: 0 });
		const failed = errorItems(result);
		expect(jsonOf(result)).toHaveLength(6);
		expect(failed).toHaveLength(3);
		expect(failed[0].json.message).toContain('Nothing was written for this item');
		expect(contactsWithEmail(state(), 'p5@example.com')).toHaveLength(1);
	});

	test('ends within a second when it is cancelled', async () => {
		seed(range(40, (index) => person(index)));
		const stop = new AbortController();
		addFault({ match: { method: 'PATCH' }, times: 40, delayMs: 5000 });
		const people = range(40, (index) => person(index, { title: 'CLO' }));
		const running = world.run('leadLex', parameters, people, CONTINUE_ON_FAIL, {
			signal: stop.signal,
		});
		while (requests('PATCH').length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
		const loop = monitorEventLoop();
		stop.abort();
		await running;
		loop.stop();
		expect(loop.elapsed()).toBeLessThan(1000);
		expect(requests('PATCH').length).toBeLessThan(40);
	});
});

describe('Create or Update Many while LeadLex misbehaves', () => {
	test.each(range(12, (seed) => seed))(
		'creates no contact twice and loses none, seed %i',
		async (number) => {
			const random = seededRandom(number + 1);
			const pick = (count: number) => Math.floor(random.next() * count);
			seed(range(60, (index) => person(index)));
			// The node learns the rate limit: without a response, it assumes that of the smallest plan
			await run([person(0)]);
			const people = range(60, () => {
				const index = 30 + pick(60);
				return person(index, {
					...(random.next() < 0.3 && { title: 'CLO' }),
					...(random.next() < 0.1 && { priority: 'high' }),
					...(random.next() < 0.1 && { name: '' }),
				});
			});
			for (let fault = 0; fault < 3; fault++) {
				const name = random.pick(Object.keys(FAULTS));
				addFault({ ...FAULTS[name]('leadLex'), skip: pick(fault === 0 ? 4 : 20) });
			}
			const result = await run(
				people,
				{
					onError: random.pick(ON_ERROR),
					retryOnFail: random.next() < 0.5,
					maxTries: 3,
					waitBetweenTries: 1,
				},
				{ requestTimeout: REQUEST_TIMEOUT, maxConcurrentRequests: 5, maxRateLimitWait: 5 },
			);
			const counts = people.map(({ email }) => contactsWithEmail(state(), email).length);
			expect(Math.max(...counts)).toBe(1);
			for (const [index, json] of jsonOf(result).entries()) {
				const item = pairedItems(result)[index];
				const [contact] = contactsWithEmail(state(), people[item].email);
				// A fault answers with this ID
				if (json.error === undefined && json.id !== 'c-1') expect(contact.id).toBe(json.id);
			}
			if (!result.error)
				expect(pairedItems(result).sort((a, b) => a - b)).toEqual(range(60, (index) => index));
		},
	);
});
