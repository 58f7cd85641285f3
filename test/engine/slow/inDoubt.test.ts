/** Tests writes in doubt: how look-ups resolve them, and when they stay in doubt. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { emptyResponse, rateLimited, serverError } from '../../../tools/mockServers';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import {
	byId,
	CONTINUE_ON_FAIL,
	CREATE,
	errorItems,
	hintsOf,
	ON_ERROR,
	pairedItems,
	people,
	RETRY_ON_FAIL,
	successItems,
} from '../../support/world';

const world = useWorld();
const { requests, addFault } = serverHelpers(world, 'leadLex');

const IN_DOUBT = 'LeadLex may have processed this.';

/** Faults that leave a write in doubt although the server executed it. */
const FAULTS_IN_DOUBT: Array<[string, Fault]> = [
	['a reset', { connection: 'reset', when: 'after' }],
	['a timeout', { connection: 'hang', when: 'after' }],
	['a truncated response', { connection: 'truncate' }],
	['500', { ...serverError(), when: 'after' }],
	['an unreadable response', { when: 'after', response: { status: 200, body: 'Hello' } }],
];

describe('link contacts', () => {
	const options = { requestTimeout: 1000 };
	const link: INodeParameters = {
		resource: 'company',
		operation: 'linkContacts',
		companyId: { __rl: true, mode: 'id', value: 'co-001' },
		contactIds: '={{ $json.id }}',
		options,
	};
	const run = async (ids: string[], settings = {}) =>
		await world.run(
			'leadLex',
			link,
			ids.map((id) => ({ id })),
			{ ...CONTINUE_ON_FAIL, ...settings },
		);
	const linked = (items: Array<{ json: IDataObject }>) =>
		items.map(({ json }) => [json.contact_id, json.linked]);
	const existing = (...ids: string[]) => {
		const { contacts } = world.sandbox.leadLex.state;
		for (const id of ids) contacts.set(id, { id, related_company_id: null });
	};

	test.each(ON_ERROR)('fails only the missing contact, with %s', async (onError) => {
		existing('a');
		const result = await run(['nobody', 'a'], { onError });
		expect(requests('GET').map(({ path, status }) => [path, status])).toEqual([
			['/v1/contacts/nobody', 404],
		]);
		if (onError === 'stopWorkflow') {
			expect(result.error!.message).toBe('Contact nobody was not linked');
			expect(result.error!.description).toContain('1 of 2 were written to LeadLex');
		} else {
			expect(linked(successItems(result))).toEqual([['a', true]]);
			const [failed, ...otherErrors] = errorItems(result);
			expect(failed.json.error).toBe('Contact nobody was not linked');
			expect(otherErrors).toEqual([]);
		}
	});

	describe('when the look-up fails after its first page', () => {
		const ids = ['c-1', 'c-150', 'c-210', 'nobody', 'no one'];
		const members = Array.from({ length: 230 }, (_, index) => `c-${index}`);
		beforeEach(() => {
			existing(...members);
			world.sandbox.leadLex.state.contactIdsByCompany.set('co-001', new Set(members));
			// Reading the second page fails
			addFault({ match: { method: 'GET' }, skip: 1, ...serverError(3) });
		});

		test('confirms the links on that page and leaves only the others in doubt', async () => {
			const result = await run(ids);
			expect(pairedItems(result)).toEqual([0, 1, 2, 3, 4]);
			expect(linked(successItems(result))).toEqual([['c-1', true]]);
			const failed = errorItems(result);
			expect(failed).toHaveLength(4);
			for (const { json } of failed) {
				expect(json.error).toMatch(/^LeadLex carried out only part of this request/);
				expect(json.message).toBe(
					`${IN_DOUBT} You can run this item again: doing it twice changes nothing.`,
				);
			}
		});

		test('resends only the others on Retry On Fail', async () => {
			const result = await run(['nobody', ...ids], { ...RETRY_ON_FAIL, maxTries: 2 });
			expect(linked(successItems(result)).map(([id]) => id)).toEqual(['c-1', 'c-150', 'c-210']);
			const bodies = requests('POST').map(
				({ body }) => (body as { contact_ids: string[] }).contact_ids,
			);
			expect(bodies).toEqual([
				['nobody', 'c-1', 'c-150', 'c-210', 'no one'],
				['nobody', 'c-150', 'c-210', 'no one'],
			]);
		});
	});

	test.each(FAULTS_IN_DOUBT)(
		'resends the links after %s and returns them as linked',
		async (_, fault) => {
			existing('a', 'b');
			addFault({ ...fault, match: { method: 'POST' }, times: 2 });
			const result = await run(['a', 'b']);
			expect(linked(result.main[0])).toEqual([
				['a', true],
				['b', true],
			]);
			expect(requests('POST')).toHaveLength(3);
			expect(requests('GET')).toHaveLength(0);
		},
	);

	test('looks the links up at once after a response without a count', async () => {
		existing('a', 'b');
		addFault({ ...emptyResponse(200), match: { method: 'POST' } });
		const result = await run(['a', 'b']);
		expect(linked(result.main[0])).toEqual([
			['a', true],
			['b', true],
		]);
		expect(requests('POST')).toHaveLength(1);
	});

	test.each(FAULTS_IN_DOUBT)(
		'sends the links three times, then looks them up, after %s',
		async (_, fault) => {
			existing('a', 'b');
			addFault({ ...fault, match: { method: 'POST' }, times: 3 });
			const result = await run(['a', 'nobody', 'b']);
			expect(requests('POST')).toHaveLength(3);
			expect(requests('GET').length).toBeGreaterThan(0);
			expect(linked(successItems(result))).toEqual([
				['a', true],
				['b', true],
			]);
			const [{ json }] = errorItems(result);
			expect(json.message).toMatch(/You can run this item again.* It was not there \d+ s later\.$/);
		},
	);

	test('looks the links up when a retry is rejected after an attempt in doubt', async () => {
		existing('a');
		addFault({ ...serverError(), match: { method: 'POST' }, when: 'after' });
		addFault({ match: { method: 'POST' }, response: { status: 403 } });
		const result = await run(['a']);
		expect(requests('POST').map(({ status }) => status)).toEqual([500, 403]);
		expect(linked(result.main[0])).toEqual([['a', true]]);
	});

	test.each(ON_ERROR)(
		'leaves links in doubt when the rate limit is reached, with %s',
		async (onError) => {
			existing('a', 'b');
			addFault({ ...serverError(), match: { method: 'POST' }, when: 'after' });
			addFault(rateLimited({ retryAfter: 60 }, Infinity));
			const parameters = { ...link, options: { maxRateLimitWait: 0 } };
			const result = await world.run('leadLex', parameters, [{ id: 'a' }], { onError });
			const description = result.error?.description ?? errorItems(result)[0].json.message;
			expect(description).toContain(IN_DOUBT);
			expect(description).not.toMatch(/Nothing was/);
		},
	);

	test('leaves links in doubt when the server is gone', async () => {
		const server = createServer((_, response) => {
			response.writeHead(500, { Connection: 'close' }).end(() => server.close());
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const unreachable = await world.withCredentials({
			leadLex: { baseUrl: `http://127.0.0.1:${port}` },
		});
		const { error } = await unreachable.run('leadLex', link, [{ id: 'a' }]);
		expect(error!.description).toContain(IN_DOUBT);
		expect(error!.description).not.toMatch(/Nothing was/);
	});

	test('resends links in doubt on Retry On Fail, since linking is idempotent', async () => {
		existing('a');
		addFault({ match: { method: 'POST' }, ...serverError(3) });
		const { main } = await run(['a'], RETRY_ON_FAIL);
		expect(linked(main[0])).toEqual([['a', true]]);
		expect(requests('POST')).toHaveLength(4);
	});
});

describe('create contacts with an email', () => {
	const options = { requestTimeout: 1000, maxConcurrentRequests: 1 };
	const create: INodeParameters = {
		resource: 'contact',
		operation: 'create',
		email: '={{ $json.email }}',
		additionalFields: { tags: 'VIP', customFields: '={{ { at: $itemIndex } }}' },
		options,
	};
	const mail = (...names: string[]) => names.map((name) => ({ email: `${name}@example.com` }));
	const contacts = () => [...world.sandbox.leadLex.state.contacts.values()];
	const first = { match: { method: 'POST', body: 'ann@' } };

	test.each(FAULTS_IN_DOUBT)(
		'looks the contact up after %s and returns it as created',
		async (_, fault) => {
			addFault({ ...fault, ...first });
			const { main } = await world.run('leadLex', create, mail('ann', 'bob'), RETRY_ON_FAIL);
			expect(main[0].map(({ json }) => json)).toEqual(contacts());
			expect(requests('POST')).toHaveLength(2);
		},
	);

	test('stays in doubt and says so when the contact is not found', async () => {
		addFault({ connection: 'reset', ...first });
		const result = await world.run('leadLex', create, mail('ann', 'bob'), {
			...RETRY_ON_FAIL,
			...CONTINUE_ON_FAIL,
		});
		expect(errorItems(result).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		const [{ json }] = errorItems(result);
		expect(json.message).toMatch(/may have processed this\..* It was not there \d+ s later\.$/);
		expect(successItems(result)).toHaveLength(1);
		expect(requests('POST')).toHaveLength(2);
		expect(hintsOf(result)).toContainEqual({
			message: expect.stringMatching(/^1 item is in doubt: LeadLex may have processed it/),
			type: 'warning',
			location: 'outputPane',
		});
	});

	test('stays in doubt when the look-up fails', async () => {
		addFault({ connection: 'reset', when: 'after', ...first });
		addFault({ match: { method: 'GET' }, ...serverError(Infinity) });
		const result = await world.run('leadLex', create, mail('ann'), CONTINUE_ON_FAIL);
		const [{ json }] = errorItems(result);
		expect(json.message).toContain(IN_DOUBT);
		expect(json.message).not.toMatch(/not there/);
	});

	test.each<[string, Fault]>([
		['both were created', { connection: 'reset', when: 'after', times: 2 }],
		['neither was created', { connection: 'reset', times: 2 }],
	])('leaves both of two equal contacts in doubt: %s', async (_, fault) => {
		addFault({ ...fault, ...first });
		const result = await world.run('leadLex', create, mail('ann', 'ann', 'bob'), CONTINUE_ON_FAIL);
		expect(successItems(result).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 2 }]);
		const ids = contacts()
			.filter(({ email }) => email === 'ann@example.com')
			.map(({ id }) => id);
		for (const { json } of errorItems(result)) {
			expect(json.message).toContain(IN_DOUBT);
			if (ids.length > 0) expect(json.message).toContain(`These may be it: ${ids.join(', ')}.`);
		}
		expect(requests('POST')).toHaveLength(3);
	});

	test('leaves both of two equal contacts in doubt when only one was created', async () => {
		addFault({ connection: 'reset', when: 'after', ...first });
		addFault({ connection: 'reset', ...first });
		const result = await world.run('leadLex', create, mail('ann', 'ann'), CONTINUE_ON_FAIL);
		expect(successItems(result)).toEqual([]);
		for (const { json } of errorItems(result)) {
			expect(json.message).toContain(`These may be it: ${contacts()[0].id}.`);
		}
	});

	test('never returns the record of another item', async () => {
		addFault({ connection: 'reset', skip: 1, ...first });
		const result = await world.run('leadLex', create, mail('ann', 'ann'), CONTINUE_ON_FAIL);
		expect(successItems(result).map(({ json }) => json)).toEqual(contacts());
		expect(errorItems(result)).toMatchObject([
			{ json: { message: expect.stringMatching(/It was not there/) }, pairedItem: { item: 1 } },
		]);
	});

	test('finds the contact beside an equal one of another item', async () => {
		addFault({ connection: 'reset', when: 'after', skip: 1, ...first });
		const { main } = await world.run('leadLex', create, mail('ann', 'ann'), CONTINUE_ON_FAIL);
		expect(main[0].map(({ json }) => json)).toEqual(contacts());
	});

	test('ignores contacts from before the run', async () => {
		await world.run('leadLex', create, mail('ann'));
		// A look-up begins up to two seconds early, because the header `Date` and stored times may be whole seconds
		contacts()[0].created_date = new Date(Date.now() - 3000).toISOString();
		addFault({ connection: 'reset', ...first });
		const result = await world.run('leadLex', create, mail('ann'), CONTINUE_ON_FAIL);
		expect(errorItems(result)[0].json.message).toMatch(/It was not there/);
	});

	test("looks contacts up by the vendor's clock", async () => {
		const hour = 3600_000;
		const date = new Date(Date.now() - hour).toUTCString();
		addFault({ response: { status: 200, headers: { Date: date }, body: { data: { id: 'x' } } } });
		addFault({ connection: 'reset', match: { method: 'POST' } });
		await world.run('leadLex', create, mail('bob', 'ann'), CONTINUE_ON_FAIL);
		const since = Date.parse(requests('GET')[0].query.created_after);
		expect(Math.abs(Date.now() - hour - since)).toBeLessThan(10_000);
	});

	test("reads the vendor's clock first when no response has come", async () => {
		const hour = 3600_000;
		const date = new Date(Date.now() - hour).toUTCString();
		const response = { status: 200, headers: { Date: date }, body: { data: { contacts: [] } } };
		addFault({ connection: 'reset', match: { method: 'POST' } });
		addFault({ response, match: { method: 'GET' }, times: 2 });
		await world.run('leadLex', create, mail('ann'), CONTINUE_ON_FAIL);
		const since = Date.parse(requests('GET')[1].query.created_after);
		expect(Math.abs(Date.now() - hour - since)).toBeLessThan(10_000);
	});

	test('does not stop the node when the look-up finds the contact', async () => {
		addFault({ connection: 'reset', when: 'after', ...first });
		const items = mail('bob', 'ann', 'eve', 'kim', 'joe');
		const { main, error } = await world.run('leadLex', create, items);
		expect(error).toBeUndefined();
		expect(main[0].map(({ json }) => json.email)).toEqual(items.map(({ email }) => email));
		expect(contacts()).toHaveLength(5);
	});

	test('stops the node when the contact stays in doubt', async () => {
		addFault({ connection: 'reset', ...first });
		const { error } = await world.run('leadLex', create, mail('bob', 'ann', 'eve'));
		expect(error).toMatchObject({ context: { itemIndex: 1 } });
		expect(error!.description).toMatch(/It was not there \d+ s later\. 1 of 3 were written/);
		expect(requests('POST')).toHaveLength(2);
	});

	test('does not look up contacts with a created date of their own', async () => {
		addFault({ connection: 'reset', when: 'after', ...first });
		const dated = { ...create, additionalFields: { createdDate: '2025-01-01T00:00:00Z' } };
		const result = await world.run('leadLex', dated, mail('ann'), CONTINUE_ON_FAIL);
		expect(errorItems(result)[0].json.message).toBe(
			`${IN_DOUBT} Check there before running this item again.`,
		);
		expect(requests('GET')).toEqual([]);
	});
});

test('Retry On Fail sends the other contacts when one without an email is in doubt', async () => {
	addFault({ match: { body: 'Person 0' }, connection: 'reset', when: 'after' });
	addFault({ match: { body: 'Person 1' }, response: { status: 400 } });
	const result = await world.run('leadLex', CREATE.leadLex, people(3), {
		...RETRY_ON_FAIL,
		...CONTINUE_ON_FAIL,
	});
	expect(errorItems(result).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
	expect(errorItems(result)[0].json.message).toContain(IN_DOUBT);
	expect(requests('GET')).toEqual([]);
	const names = requests('POST').map(({ body }) => (body as { full_name: string }).full_name);
	expect(names.sort()).toEqual(['Person 0', 'Person 1', 'Person 1', 'Person 2']);
});

describe('create without a response', () => {
	const CAMPAIGN = 'campaign-1';
	const named: Array<[string, INodeParameters]> = [
		['company', { name: '={{ $json.name }}' }],
		['campaign', { name: '={{ $json.name }}', listId: byId('list-1'), template: 'Hi' }],
		['campaignStep', { campaignId: byId(CAMPAIGN), subject: '={{ $json.name }}', body: 'Hi' }],
		['list', { name: '={{ $json.name }}' }],
		['note', { attachTo: 'company', companyId: byId('co-001'), title: '={{ $json.name }}' }],
		['task', { attachTo: 'contact', contactId: byId('contact-1'), title: '={{ $json.name }}' }],
		['deal', { name: '={{ $json.name }}' }],
	];
	beforeEach(() => {
		const { campaigns, contacts, lists } = world.sandbox.leadLex.state;
		contacts.set('contact-1', { id: 'contact-1', full_name: 'Ana' });
		lists.set('list-1', { id: 'list-1', name: 'List' });
		campaigns.set(CAMPAIGN, { id: CAMPAIGN, name: 'Campaign', list_id: 'list-1' });
	});
	/** Returns the record with this ID. Maps of related data can have the same key, so the ID is compared. */
	const recordOf = (id: unknown): IDataObject | undefined =>
		Object.values(world.sandbox.leadLex.state)
			.filter((records) => records instanceof Map)
			.flatMap((records) => [...(records as Map<unknown, IDataObject>).values()])
			.find((record) => record.id === id);
	const run = (resource: string, parameters: INodeParameters, names: string[]) =>
		world.run(
			'leadLex',
			{ resource, operation: 'create', ...parameters },
			names.map((name) => ({ name })),
			{ ...CONTINUE_ON_FAIL, ...RETRY_ON_FAIL },
		);

	test.each(named)('finds the %s in its list', async (resource, parameters) => {
		addFault({ match: { method: 'POST', body: 'Two' }, connection: 'reset', when: 'after' });
		const { main } = await run(resource, parameters, ['One', ' Two ', 'Three']);
		expect(main[0].map(({ json }) => json.error)).toEqual([undefined, undefined, undefined]);
		expect(new Set(main[0].map(({ json }) => json.id)).size).toBe(3);
		expect(requests('POST')).toHaveLength(3);
	});

	test.each(named)('does not mistake another %s for it', async (resource, parameters) => {
		addFault({ match: { method: 'POST', body: 'Two' }, connection: 'reset' });
		addFault({ match: { method: 'POST', body: 'Three' }, connection: 'reset', when: 'after' });
		const result = await run(resource, parameters, ['One', 'Two', 'Three']);
		expect(errorItems(result).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		expect(errorItems(result)[0].json.message).toMatch(/It was not there/);
		expect(requests('POST')).toHaveLength(3);
	});

	test.each(named)(
		'does not mistake a %s from before the run for it',
		async (resource, parameters) => {
			const { main } = await run(resource, parameters, ['Two']);
			const record = recordOf(main[0][0].json.id)!;
			for (const key of ['created_at', 'created_date']) {
				if (key in record) record[key] = '2026-01-01T00:00:00Z';
			}
			addFault({ match: { method: 'POST', body: 'Two' }, connection: 'reset' });
			const result = await run(resource, parameters, ['Two']);
			expect(errorItems(result)[0].json.message).toMatch(/It was not there/);
		},
	);
});

describe('Retry On Fail of a write in doubt', () => {
	const contact = { __rl: true, mode: 'id', value: 'a' };
	const run = async (operation: string, parameters: INodeParameters = {}) => {
		world.sandbox.leadLex.state.contacts.set('a', { id: 'a', full_name: 'Ana' });
		const all = { resource: 'contact', operation, contactId: contact, ...parameters };
		return await world.run('leadLex', all, [{}], {
			...CONTINUE_ON_FAIL,
			...RETRY_ON_FAIL,
			maxTries: 2,
		});
	};

	test('returns a record as deleted when it is already gone', async () => {
		addFault({ ...serverError(3), match: { method: 'DELETE' }, when: 'after' });
		const { main } = await run('delete');
		expect(main[0].map(({ json }) => json)).toEqual([{ id: 'a', deleted: true }]);
		expect(requests('DELETE').map(({ status }) => status)).toEqual([500, 500, 500, 404]);
	});

	test('leaves an update in doubt when its retry is rejected', async () => {
		addFault({ ...serverError(3), match: { method: 'PATCH' }, when: 'after' });
		addFault({ match: { method: 'PATCH' }, response: { status: 403 } });
		const result = await run('update', { updateFields: { jobTitle: 'CEO' } });
		expect(errorItems(result)[0].json.message).toContain(IN_DOUBT);
		expect(requests('PATCH').map(({ status }) => status)).toEqual([500, 500, 500, 403]);
	});
});
