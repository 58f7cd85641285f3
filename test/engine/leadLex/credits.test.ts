/** Tests LeadLex calls that use credits: no credit is used twice or without a result. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { serverError } from '../../../tools/mockServers';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import {
	byId,
	CONTINUE_ON_FAIL,
	errorItems,
	hintsOf,
	ON_ERROR,
	pairedItems,
	RETRY_ON_FAIL,
	successItems,
} from '../../support/world';

const world = useWorld();
const { requests, bodies, idempotencyKeys, addFault } = serverHelpers(world, 'leadLex');

const existing = (...ids: string[]) => {
	for (const id of ids) world.sandbox.leadLex.state.contacts.set(id, { id });
};

const enrich: INodeParameters = {
	resource: 'enrichment',
	operation: 'enrichContact',
	contactId: byId('={{ $json.id }}'),
};

describe('the Idempotency-Key', () => {
	test.each<[string, Fault]>([
		['no response', { connection: 'reset', when: 'after' }],
		['500', { ...serverError(), when: 'after' }],
		['a truncated response', { connection: 'truncate' }],
	])('stays the same when a request is retried after %s', async (_, fault) => {
		existing('a', 'b');
		addFault({ ...fault, match: { body: '"a"' } });
		const { main, error } = await world.run('leadLex', enrich, [{ id: 'a' }, { id: 'b' }]);
		expect(error).toBeUndefined();
		expect(main[0]).toHaveLength(2);
		const keyOf = (id: string) =>
			requests()
				.filter(({ body }) => (body as IDataObject).contact_id === id)
				.map(({ headers }) => headers['idempotency-key']);
		expect(keyOf('a')).toEqual([
			expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
			keyOf('a')[0],
		]);
		expect(keyOf('b')).toEqual([expect.not.stringMatching(keyOf('a')[0] as string)]);
		expect(requests().filter(({ executed }) => executed)).toHaveLength(2);
	});

	test('differs between equal items and between runs', async () => {
		existing('a');
		await world.run('leadLex', enrich, [{ id: 'a' }, { id: 'a' }]);
		await world.run('leadLex', enrich, [{ id: 'a' }]);
		expect(new Set(idempotencyKeys()).size).toBe(3);
	});

	test.each(ON_ERROR)('stays the same across Retry On Fail with %s', async (onError) => {
		existing('a');
		addFault({ ...serverError(3), when: 'after' });
		const result = await world.run('leadLex', enrich, [{ id: 'a' }], { ...RETRY_ON_FAIL, onError });
		expect(successItems(result)).toHaveLength(1);
		expect(idempotencyKeys()).toHaveLength(4);
		expect(new Set(idempotencyKeys()).size).toBe(1);
		expect(requests().filter(({ executed }) => executed)).toHaveLength(1);
	});

	test.each(ON_ERROR)(
		'stays the same across Retry On Fail if an expression gives another value, with %s',
		async (onError) => {
			addFault({ ...serverError(3), when: 'after' });
			const subject = '=Report of {{ $now.toISO() }}';
			const mail = { resource: 'email', operation: 'send', to: 'jane@example.com', subject };
			const all = { ...mail, bodyText: 'Hello' };
			const result = await world.run('leadLex', all, [{}], { ...RETRY_ON_FAIL, onError });
			expect(successItems(result)).toHaveLength(1);
			expect(requests()).toHaveLength(4);
			expect(new Set(idempotencyKeys()).size).toBe(1);
			expect(new Set(bodies().map((body) => body.subject)).size).toBe(1);
			expect(requests().filter(({ executed }) => executed)).toHaveLength(1);
		},
	);

	test('still advises to check before running an item again', async () => {
		existing('a');
		addFault(serverError(3));
		const result = await world.run('leadLex', enrich, [{ id: 'a' }], CONTINUE_ON_FAIL);
		expect(result.main[0][0].json.message).toContain(
			'LeadLex may have processed this. Check there before running this item again.',
		);
	});
});

test('returns the remaining credits', async () => {
	existing('a');
	const { main } = await world.run('leadLex', enrich, [{ id: 'a' }]);
	expect(main[0][0].json).toMatchObject({
		contact: { id: 'a', job_title: 'General Counsel' },
		fields_updated: expect.arrayContaining(['job_title']),
		credits_remaining: 4871,
	});
});

test.each<[string, INodeParameters, object]>([
	[
		'enrichCompany',
		{ domain: 'acme.com', additionalFields: { fields: '["size", "industry"]', overwrite: 'true' } },
		{ domain: 'acme.com', fields: ['size', 'industry'], overwrite: true },
	],
	[
		'enrichContact',
		{ contactId: byId('a'), additionalFields: { fields: 'phone, location' } },
		{ contact_id: 'a', fields: ['phone', 'location'] },
	],
	[
		'enrichEmail',
		{ email: 'jane@acme.com', additionalFields: { verify: true, include: ['person'] } },
		{ email: 'jane@acme.com', verify: true, include: ['person'] },
	],
	['enrich', { resource: 'email', domain: 'acme.com' }, { domain: 'acme.com' }],
])('%s sends the documented body for %j', async (operation, parameters, body) => {
	existing('a');
	const all = { resource: 'enrichment', operation, ...parameters };
	const { main, error } = await world.run('leadLex', all, [{}]);
	expect(error).toBeUndefined();
	expect(bodies()).toEqual([body]);
	expect(main[0]).toMatchObject([{ json: { credits_remaining: expect.any(Number) } }]);
});

test('requires something to look for', async () => {
	for (const [resource, operation, message] of [
		['email', 'enrich', 'Email or Domain is required [item 0]'],
		['enrichment', 'enrichCompany', 'Company or Domain is required [item 0]'],
		['prospect', 'reveal', 'Member ID or Document ID is required [item 0]'],
	]) {
		const { error } = await world.run('leadLex', { resource, operation }, [{}]);
		expect(error!.message).toBe(message);
	}
	expect(requests()).toEqual([]);
});

test('reveals a prospect once, also after no response', async () => {
	const reveal = { resource: 'prospect', operation: 'reveal', memberId: '={{ $json.id }}' };
	const { main } = await world.run('leadLex', reveal, [{ id: 12345 }]);
	expect(bodies()).toEqual([{ member_id: '12345' }]);
	expect(main[0][0].json).toMatchObject({ full_name: 'Jane Doe 1', email_verified: true });
	addFault({ connection: 'reset', when: 'after' });
	const { error } = await world.run('leadLex', reveal, [{ id: 12346 }], RETRY_ON_FAIL);
	expect(error!.description).toContain('Check there before running this item again');
	expect(requests()).toHaveLength(2);
});

test('advises what to do when credits are used up', async () => {
	const message = 'Your workspace has no Lexi credits remaining';
	const body = { error: { code: 'insufficient_credits', message } };
	addFault({ response: { status: 402, body }, times: Infinity });
	existing('a');
	const { error } = await world.run('leadLex', enrich, [{ id: 'a' }]);
	expect(error).toMatchObject({ message, httpCode: '402' });
	expect(error!.description).toContain('top them up in LeadLex');
	expect(requests()).toHaveLength(1);
});

test.each([
	['a contact', enrich, 409, 'no credit was used'],
	[
		'an email',
		{ resource: 'email', operation: 'enrich', email: 'a@b.com' },
		404,
		'no credit was used',
	],
	[
		'notes',
		{ resource: 'aiAnalysis', operation: 'analyzeNotes', contactId: byId('a') },
		409,
		'Add a note',
	],
])('explains a response that nothing is known about %s', async (_, parameters, status, advice) => {
	addFault({ response: { status } });
	const { error } = await world.run('leadLex', parameters, [{ id: 'a' }]);
	expect(error!.description).toContain(advice);
});

describe('Prospect > Search', () => {
	const search = (filters: INodeParameters, limits: INodeParameters = { returnAll: true }) =>
		world.run('leadLex', { resource: 'prospect', operation: 'search', filters, ...limits }, [{}]);
	const requestedPages = () => bodies().map(({ page }) => page);

	test.each([
		[{ returnAll: true }, 60, [1, 2, 3]],
		[{ limit: 30 }, 30, [1, 2]],
		[{ limit: 25 }, 25, [1]],
		[{ limit: '10' }, 10, [1]],
	])('requests no more pages than %j needs', async (limits, count, pages) => {
		const { main } = await search({ name: 'Jane' }, limits);
		expect(main[0]).toHaveLength(count);
		expect(new Set(main[0].map(({ json }) => json.member_id)).size).toBe(count);
		expect(requestedPages()).toEqual(pages);
	});

	test('accepts filters as lists, JSON text and comma-separated text', async () => {
		await search({
			titles: '["General Counsel", "Head of Legal"]',
			location: 'Germany; United States',
			headcount: ['51-200'],
			minRevenue: '1000000',
		});
		expect(bodies()[0]).toEqual({
			titles: ['General Counsel', 'Head of Legal'],
			location: ['Germany', 'United States'],
			headcount: ['51-200'],
			min_revenue: 1_000_000,
			page: 1,
		});
	});

	test('is retried after no response, since it is safe', async () => {
		addFault({ connection: 'reset' });
		const { main } = await search({ titles: 'CEO' });
		expect(main[0]).toHaveLength(12);
		expect(requestedPages()).toEqual([1, 1]);
	});

	test('ends after one request when there are no matches', async () => {
		const { main } = await search({ name: 'Nobody' });
		expect([main[0], requestedPages()]).toEqual([[], [1]]);
	});

	test('requires a filter', async () => {
		const { error } = await search({ titles: '' });
		expect(error!.message).toBe('Filters must contain at least one filter [item 0]');
		expect(requests()).toEqual([]);
	});

	test('reads page by page when the response has no page count', async () => {
		const page = (...members: string[]) => ({
			response: {
				status: 200,
				body: { data: { results: members.map((member_id) => ({ member_id })) } },
			},
		});
		for (const members of [['a', 'b'], ['c', 'd'], []]) addFault(page(...members));
		const { main } = await search({ name: 'Jane' });
		expect([main[0].length, requestedPages()]).toEqual([4, [1, 2, 3]]);
	});
});

describe('Prospect > Reveal Many', () => {
	const reveal: INodeParameters = {
		resource: 'prospect',
		operation: 'revealMany',
		memberIds: '={{ $json.member_id }}',
		companyIds: '={{ $json.company_id }}',
	};
	/** Returns items with the IDs of prospects, of which the sandbox has 60. */
	const people = (count: number) =>
		Array.from({ length: count }, (_, index) => ({
			member_id: 12_345 + index,
			company_id: '67890',
		}));
	const run = (items: IDataObject[], settings = {}, parameters = reveal) =>
		world.run('leadLex', parameters, items, settings);
	const sizes = () => bodies().map(({ prospects }) => (prospects as object[]).length);
	const row = (member_id: string, fields: object = { status: 'success' }) => ({
		member_id,
		...fields,
	});
	const responseWith = (...results: object[]): Fault => ({
		when: 'after',
		response: { status: 200, body: { data: { results } } },
	});

	test('sends 25 prospects per request and returns an item for each', async () => {
		const result = await run(people(60));
		expect(sizes()).toEqual([25, 25, 10]);
		expect(pairedItems(result)).toEqual(people(60).map((_, item) => item));
		for (const [index, { json }] of result.main[0].entries()) {
			expect(json).toMatchObject({
				member_id: String(12_345 + index),
				email: expect.stringContaining('@'),
				status: 'success',
			});
		}
		expect(bodies()[0].prospects).toContainEqual({ member_id: '12345', company_id: '67890' });
		expect(idempotencyKeys()).toEqual([undefined, undefined, undefined]);
	});

	test('accepts lists and reveals a prospect once that several items name', async () => {
		const { main } = await run([
			{ member_id: '["12345", 12346]', company_id: ['67890', '67891'] },
			{ member_id: '12347, 12345' },
		]);
		expect(bodies()).toEqual([
			{
				prospects: [
					{ member_id: '12345', company_id: '67890' },
					{ member_id: '12346', company_id: '67891' },
					{ member_id: '12347' },
				],
			},
		]);
		expect(main[0].map(({ json, pairedItem }) => [json.member_id, pairedItem])).toEqual([
			['12345', { item: 0 }],
			['12346', { item: 0 }],
			['12347', { item: 1 }],
			['12345', { item: 1 }],
		]);
	});

	test('requires a company for each person or for none', async () => {
		const { error } = await run([{ member_id: '1, 2', company_id: '3' }]);
		expect(error!.message).toBe('Company IDs must have as many entries as Member IDs [item 0]');
		expect(requests()).toEqual([]);
	});

	test.each(ON_ERROR)('fails only the prospect that was not revealed, with %s', async (onError) => {
		const result = await run([{ member_id: 'nobody' }, { member_id: '12345' }], { onError });
		const message = 'Prospect nobody was not revealed: HTTP 404';
		if (onError === 'stopWorkflow') expect(result.error!.message).toBe(message);
		else {
			expect(errorItems(result)).toMatchObject([
				{ json: { error: message }, pairedItem: { item: 0 } },
			]);
			expect(successItems(result)).toMatchObject([{ pairedItem: { item: 1 } }]);
		}
	});

	test('matches rows in any order and leaves missing ones in doubt', async () => {
		addFault(responseWith(row('3'), row('1', { status: 'failed' })));
		const result = await run(
			['1', '2', '3'].map((member_id) => ({ member_id })),
			{ ...CONTINUE_ON_FAIL, ...RETRY_ON_FAIL },
		);
		expect(result.main[0].map(({ json }) => json.member_id ?? json.error)).toEqual([
			'Prospect 1 was not revealed: HTTP 404',
			'LeadLex did not say whether it revealed prospect 2',
			'3',
		]);
		expect(hintsOf(result)[0].message).toContain('1 item is in doubt');
		// Only the failed prospect is sent again, and refused again
		const later = bodies()
			.slice(1)
			.map(({ prospects }) => prospects);
		for (const prospects of later) expect(prospects).toEqual([{ member_id: '1' }]);
	});

	test.each<[string, Fault]>([
		['no response', { connection: 'reset', when: 'after' }],
		['a timeout', { connection: 'hang', when: 'after' }],
		['500', { ...serverError(), when: 'after' }],
		['an unreadable response', { when: 'after', response: { status: 200, body: 'Hello' } }],
	])('leaves the prospects in doubt after %s and does not resend them', async (_, fault) => {
		for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
			world.reset();
			addFault({ ...fault, times: Infinity });
			const options = { requestTimeout: 400 };
			const result = await run(people(2), { ...RETRY_ON_FAIL, onError }, { ...reveal, options });
			expect(requests()).toHaveLength(1);
			const description = result.error?.description ?? result.main[0][1].json.message;
			expect(description).toContain('Check there before running this item again');
		}
	});
});

describe('Prospect > Save', () => {
	const save: INodeParameters = {
		resource: 'prospect',
		operation: 'save',
		name: '={{ $json.name }}',
		additionalFields: {
			email: '={{ $json.email }}',
			companyName: '={{ $json.company }}',
			listId: byId('={{ $json.list }}'),
		},
	};
	const run = (items: IDataObject[], settings = {}) => world.run('leadLex', save, items, settings);

	test('batches items of the same list and reports who was saved before', async () => {
		const { contacts, contactIdsByEmail, lists } = world.sandbox.leadLex.state;
		contacts.set('c', { id: 'c', email: 'jane@example.com' });
		contactIdsByEmail.set('jane@example.com', ['c']);
		lists.set('l', { id: 'l', name: 'Leads' });
		const { main } = await run([
			{ name: 'Jane Doe', email: 'Jane@example.com', list: 'l' },
			{ name: 'Kai Bauer', email: 'kai@example.com', list: 'l' },
			{ name: 'Ana Souza' },
			{ name: 'Kai Bauer', company: 'Acme', list: 'l' },
		]);
		expect(bodies()).toEqual([
			{
				prospects: [
					{ name: 'Jane Doe', email: 'Jane@example.com' },
					{ name: 'Kai Bauer', email: 'kai@example.com' },
					{ name: 'Kai Bauer', company_name: 'Acme' },
				],
				list_id: 'l',
			},
			{ prospects: [{ name: 'Ana Souza' }] },
		]);
		expect(main[0].map(({ json }) => json)).toEqual([
			{ name: 'Jane Doe', email: 'Jane@example.com', created: false },
			expect.objectContaining({ id: expect.any(String), email: 'kai@example.com', created: true }),
			expect.objectContaining({ full_name: 'Ana Souza', created: true }),
			expect.objectContaining({ company_name: 'Acme', created: true }),
		]);
	});

	test('leaves prospects in doubt that the response does not name, and saves nobody twice', async () => {
		const otherContact = { id: 'x', full_name: 'Somebody Else' };
		addFault({
			when: 'after',
			response: { status: 200, body: { data: { created: 1, contacts: [otherContact] } } },
		});
		const result = await run([{ name: 'Jane Doe', email: 'jane@example.com' }], {
			...CONTINUE_ON_FAIL,
			...RETRY_ON_FAIL,
		});
		expect(result.main[0][0].json.error).toBe(
			'LeadLex did not say whether it saved prospect Jane Doe',
		);
		expect(requests()).toHaveLength(1);
	});
});

describe('Business Card > Scan', () => {
	const scan: INodeParameters = { resource: 'enrichment', operation: 'scanBusinessCard' };
	const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]);
	const binary = {
		data: { data: bytes.toString('base64'), mimeType: 'image/png', fileName: 'card.png' },
	};

	test('resends the file of the item with the same Idempotency-Key', async () => {
		addFault({ connection: 'reset', when: 'after' });
		const result = await world.run('leadLex', scan, [{}], {}, { binary });
		expect(bodies()).toEqual(Array(2).fill({ image_base64: bytes.toString('base64') }));
		expect(new Set(idempotencyKeys()).size).toBe(1);
		expect(result.main[0][0].json).toMatchObject({
			fields: { email: 'jane@acme.com' },
			credits_remaining: 4868,
		});
	});

	test('resends the file of the item with the same Idempotency-Key on Retry On Fail', async () => {
		addFault({ ...serverError(3), when: 'after' });
		const { main } = await world.run('leadLex', scan, [{}], RETRY_ON_FAIL, { binary });
		expect(bodies()).toEqual(Array(4).fill({ image_base64: bytes.toString('base64') }));
		expect(new Set(idempotencyKeys()).size).toBe(1);
		expect(main[0]).toHaveLength(1);
	});

	test('sends the URL of an image with the chosen options', async () => {
		const parameters = {
			...scan,
			imageSource: 'url',
			imageUrl: 'https://example.com/jane.jpg',
			additionalFields: { createContact: 'true', language: 'de' },
		};
		await world.run('leadLex', parameters, [{}]);
		expect(bodies()).toEqual([
			{ image_url: 'https://example.com/jane.jpg', create_contact: true, language: 'de' },
		]);
	});

	test.each([
		[
			{ binaryPropertyName: 'card' },
			'Input Binary Field must name a field of the item that contains a file',
		],
		[{ binaryPropertyName: '={{ $json.none }}' }, 'Input Binary Field is required'],
		[{ imageSource: 'url', imageUrl: '' }, 'Image URL is required'],
		[{ imageSource: 'url', imageUrl: 'jane.jpg' }, 'Image URL must be a full address'],
	])('refuses %j before anything is sent', async (parameters, message) => {
		const { error } = await world.run('leadLex', { ...scan, ...parameters }, [{}], {}, { binary });
		expect(error!.message).toContain(message);
		expect(requests()).toEqual([]);
	});
});
