/** Tests LeadLex contacts and counts their requests. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { responseWithoutId, contactsWithEmail, serverError } from '../../../tools/mockServers';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import {
	byId,
	CONTINUE_ON_FAIL,
	errorItems,
	hintsOf,
	jsonOf,
	pairedItems,
} from '../../support/world';

const world = useWorld();
const { state, requests, bodies, idempotencyKeys, addFault } = serverHelpers(world, 'leadLex');

const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };
const run = async (
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	settings = {},
) => await world.run('leadLex', { resource: 'contact', operation, ...parameters }, items, settings);

const RESET: Fault = { connection: 'reset', when: 'after' };

/** Adds contacts to the sandbox without requests. Returns their IDs. */
function seed(count: number, fields: (index: number) => object = () => ({})): string[] {
	return Array.from({ length: count }, (_, index) => {
		const id = `contact-${index}`;
		const email = `p${index}@example.com`;
		state().contacts.set(id, { id, full_name: `Person ${index}`, email, ...fields(index) });
		state().contactIdsByEmail.set(email, [id]);
		return id;
	});
}

describe('Create Many', () => {
	const create: INodeParameters = {
		fullName: '={{ $json.name }}',
		email: '={{ $json.email }}',
		additionalFields: { tags: '={{ $json.tags }}', company: '={{ $json.company }}' },
	};
	const people = (count: number) =>
		Array.from({ length: count }, (_, index) => ({
			name: `Person ${index}`,
			email: index % 2 ? `p${index}@example.com` : '',
		}));
	const responseWith = (contacts: IDataObject[], created = contacts.length): Fault => ({
		response: { status: 200, body: { data: { created, contacts } } },
	});

	test('creates 1,000 contacts with 2 requests and returns an item for each', async () => {
		const items = people(1000);
		const result = await run('createMany', create, items);
		expect(result.error).toBeUndefined();
		expect(requests()).toHaveLength(2);
		expect(state().contacts.size).toBe(1000);
		expect(pairedItems(result)).toEqual(items.map((_, item) => item));
		expect(jsonOf(result).map(({ full_name }) => full_name)).toEqual(items.map(({ name }) => name));
		for (const { id, full_name } of jsonOf(result)) {
			expect(state().contacts.get(String(id))).toMatchObject({ full_name });
		}
	});

	test('sends only fields that are filled in, and both of two equal items', async () => {
		const ana = { name: 'Souza, Ana', email: 'ana@example.com', tags: 'VIP, new' };
		const result = await run('createMany', create, [ana, { name: 'Bob', company: 'Acme' }, ana]);
		const sentAna = { full_name: 'Souza, Ana', email: ana.email, tags: ['VIP', 'new'] };
		expect(bodies('POST')).toEqual([
			{ contacts: [sentAna, { full_name: 'Bob', company: 'Acme' }, sentAna] },
		]);
		expect(new Set(jsonOf(result).map(({ id }) => id)).size).toBe(3);
	});

	test('matches the contacts when the response has another order', async () => {
		const items = [
			{ name: 'Müller, Hans' },
			{ name: 'Ana', email: 'Ana@example.com' },
			{ name: 'Bob', email: 'bob@example.com' },
		];
		addFault(
			responseWith([
				{ id: '3', full_name: 'Bob', email: 'bob@example.com' },
				{ id: '1', full_name: 'Hans Müller', email: null },
				{ id: '2', full_name: 'Ana', email: 'ana@example.com' },
			]),
		);
		expect(jsonOf(await run('createMany', create, items)).map(({ id }) => id)).toEqual([
			...['1', '2', '3'],
		]);
	});

	test('fails only the contact that is missing from the response', async () => {
		addFault(
			responseWith([
				{ id: '1', full_name: 'Person 0' },
				{ id: '3', full_name: 'Person 2' },
			]),
		);
		const items = [{ name: 'Person 0' }, { name: 'Person 1' }, { name: 'Person 2' }];
		const result = await run('createMany', create, items, CONTINUE_ON_FAIL);
		expect(jsonOf(result)).toEqual([
			{ id: '1', full_name: 'Person 0' },
			{
				error: 'LeadLex did not create this contact',
				message: expect.stringMatching(/^Nothing was written/),
			},
			{ id: '3', full_name: 'Person 2' },
		]);
	});

	test.each<[string, Fault, string[]]>([
		['one of two that look alike', responseWith([{ id: '1', full_name: 'Ana' }]), ['Ana', 'Ana']],
		['a name that nobody has', responseWith([{ id: '1', full_name: 'X' }]), ['Ana']],
		['another count', responseWith([], 1), ['Ana', 'Bob']],
		['nothing', responseWithoutId(), ['Ana', 'Bob']],
	])('leaves the contacts in doubt when the response holds %s', async (_, fault, names) => {
		addFault(fault);
		const items = names.map((name) => ({ name }));
		const result = await run('createMany', create, items, {
			...CONTINUE_ON_FAIL,
			...RETRY_ON_FAIL,
		});
		expect(errorItems(result)).toHaveLength(names.length);
		for (const { json } of errorItems(result)) {
			expect(json.error).toBe('LeadLex did not say which record it created');
		}
		expect(hintsOf(result)[0].message).toContain('in doubt');
		expect(requests()).toHaveLength(1);
	});

	test('looks up a batch without a response by email and does not resend it', async () => {
		addFault(RESET);
		const result = await run('createMany', create, people(3), {
			...CONTINUE_ON_FAIL,
			...RETRY_ON_FAIL,
		});
		expect(jsonOf(result)).toEqual([
			expect.objectContaining({ message: expect.stringContaining('may have processed this') }),
			expect.objectContaining({ id: expect.any(String), email: 'p1@example.com' }),
			expect.objectContaining({ message: expect.stringContaining('may have processed this') }),
		]);
		// The response to the first read tells LeadLex's time
		expect(requests().map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
		expect(state().contacts.size).toBe(3);
	});

	test('creates all contacts but the one for which LeadLex refuses its batch', async () => {
		addFault({ match: { body: 'Person 77@' }, times: Infinity, response: { status: 400 } });
		const items = people(100).map(({ name, email }) => ({ name: `${name}@`, email }));
		const result = await run('createMany', create, items, CONTINUE_ON_FAIL);
		expect(state().contacts.size).toBe(99);
		expect(pairedItems(result)).toEqual(items.map((_, item) => item));
		expect(errorItems(result)).toEqual([
			{
				json: {
					error: expect.any(String),
					message: expect.stringContaining('Correct the values of this item'),
				},
				pairedItem: { item: 77 },
			},
		]);
		expect(requests().length).toBeLessThanOrEqual(15);
	});

	test('stops at the contact for which LeadLex refuses its batch', async () => {
		addFault({ match: { body: 'Person 77@' }, times: Infinity, response: { status: 400 } });
		const items = people(100).map(({ name, email }) => ({ name: `${name}@`, email }));
		const result = await run('createMany', create, items);
		expect(result.error).toMatchObject({ context: { itemIndex: 77 } });
		expect(result.error?.description).toContain('77 of 100 were written');
		expect(state().contacts.size).toBe(77);
	});
});

describe('Create or Update', () => {
	const upsert: INodeParameters = {
		email: '={{ $json.email }}',
		fullName: '={{ $json.name }}',
		additionalFields: { jobTitle: '={{ $json.title }}', company: '={{ $json.company }}' },
	};

	test('needs at most 450 requests for 250 items with 200 emails', async () => {
		const items = Array.from({ length: 250 }, (_, index) => ({
			email: index % 2 ? `P${index % 200}@example.com` : `p${index % 200}@example.com`,
			name: `Person ${index}`,
		}));
		const result = await run('upsert', upsert, items);
		expect(result.error).toBeUndefined();
		expect(requests().length).toBeLessThanOrEqual(450);
		expect(state().contacts.size).toBe(200);
		expect(jsonOf(result).map(({ created }) => created)).toEqual(
			items.map((_, index) => index < 200),
		);
		expect(pairedItems(result)).toEqual(items.map((_, item) => item));
		const [last] = contactsWithEmail(state(), 'p49@example.com');
		expect(last.full_name).toBe('Person 249');
	});

	test('updates only the fields that are filled in', async () => {
		const [id] = seed(1, () => ({ job_title: 'GC', phone: '+61255500000' }));
		const { main } = await run('upsert', upsert, [
			{ email: 'P0@Example.com', title: '', company: 'Acme' },
		]);
		expect(requests().map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /v1/contacts',
			`PATCH /v1/contacts/${id}`,
		]);
		expect(requests()[0].query).toMatchObject({ search: 'P0@Example.com' });
		expect(bodies('PATCH')).toEqual([{ company_name: 'Acme' }]);
		expect(main[0][0].json).toMatchObject({
			...{ id, created: false, full_name: 'Person 0', company_name: 'Acme' },
			...{ job_title: 'GC', phone: '+61255500000' },
		});
	});

	test('sends the fields for new contacts only when it creates one', async () => {
		seed(1);
		const parameters = {
			...upsert,
			additionalFields: { company: 'Acme', firstName: 'Ana', tags: 'VIP' },
		};
		const result = await run('upsert', parameters, [
			{ email: 'p0@example.com' },
			{ email: 'new@example.com' },
		]);
		expect(bodies('PATCH')).toEqual([{ company_name: 'Acme' }]);
		expect(bodies('POST')).toEqual([
			{ email: 'new@example.com', company: 'Acme', first_name: 'Ana', tags: ['VIP'] },
		]);
		expect(jsonOf(result).map(({ created }) => created)).toEqual([false, true]);
	});

	test('returns the existing contact when there is nothing to change', async () => {
		const [id] = seed(1);
		const result = await run('upsert', { email: 'p0@example.com' }, [{}, {}]);
		expect(requests().map(({ method }) => method)).toEqual(['GET']);
		expect(jsonOf(result)).toEqual([
			expect.objectContaining({ id, created: false }),
			expect.objectContaining({ id, created: false }),
		]);
	});

	test('matches whole emails only', async () => {
		seed(1);
		const result = await run('upsert', upsert, [{ email: '0@example.com' }]);
		expect(jsonOf(result)[0]).toMatchObject({ created: true, email: '0@example.com' });
		expect(state().contacts.size).toBe(2);
	});

	test('finds the exact email behind many partial matches', async () => {
		seed(250, (index) => ({
			email: index < 249 ? `x${index}-ana@example.com` : 'ana@example.com',
		}));
		const result = await run('upsert', upsert, [{ email: 'ana@example.com', name: 'Ana' }]);
		expect(requests('GET')).toHaveLength(3);
		expect(jsonOf(result)[0]).toMatchObject({ id: 'contact-249', created: false });
	});

	test('changes nothing when several contacts have the email', async () => {
		seed(3, (index) => ({ email: index < 2 ? 'ana@example.com' : 'other@example.com' }));
		const result = await run(
			'upsert',
			upsert,
			[{ email: 'Ana@example.com', name: 'A' }],
			CONTINUE_ON_FAIL,
		);
		expect(jsonOf(result)).toEqual([
			{
				error: '2 contacts have the email Ana@example.com: contact-0, contact-1',
				message: 'Nothing was written. Merge them, or update one of them by its ID.',
			},
		]);
		expect(requests().map(({ method }) => method)).toEqual(['GET']);
	});

	test('tries an email again after its first item failed', async () => {
		addFault({ match: { method: 'POST' }, response: { status: 400 } });
		const items = [
			{ email: 'a@example.com', name: 'First' },
			{ email: 'a@example.com', name: 'Second' },
		];
		const result = await run('upsert', upsert, items, CONTINUE_ON_FAIL);
		expect(jsonOf(result)[0]).toHaveProperty('error');
		expect(jsonOf(result)[1]).toMatchObject({ created: true, full_name: 'Second' });
		expect(requests().map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST']);
	});

	describe('a create in doubt', () => {
		const items = [{ email: 'a@example.com', name: 'Ana' }];
		const addPostFault = (fault: Fault) => addFault({ match: { method: 'POST' }, ...fault });

		test.each<[string, Fault]>([
			['no response', RESET],
			['a response without an ID', responseWithoutId()],
			['500', { ...serverError(), when: 'after' }],
		])('finds the contact after %s', async (_, fault) => {
			addPostFault(fault);
			const result = await run('upsert', upsert, items, RETRY_ON_FAIL);
			const [contact] = contactsWithEmail(state(), 'a@example.com');
			expect(jsonOf(result)).toEqual([
				expect.objectContaining({ id: contact.id, created: true, first_name: 'Ana' }),
			]);
			expect(requests('POST')).toHaveLength(1);
			expect(state().contacts.size).toBe(1);
		});

		test.each<[string, () => void]>([
			['the contact is not found', () => addPostFault({ connection: 'reset' })],
			[
				'the look-up fails',
				() => {
					addPostFault(RESET);
					addFault({ match: { method: 'GET' }, skip: 1, times: 9, response: { status: 500 } });
				},
			],
		])('stays in doubt and is not resent when %s', async (_, prepare) => {
			prepare();
			const result = await run('upsert', upsert, items, { ...CONTINUE_ON_FAIL, ...RETRY_ON_FAIL });
			expect(jsonOf(result)[0].error).toContain('closed before');
			expect(jsonOf(result)[0].message).toContain('may have processed this');
			expect(requests('POST')).toHaveLength(1);
		});
	});

	test('resends an update that is in doubt', async () => {
		seed(1);
		addFault({ match: { method: 'PATCH' }, ...RESET });
		const result = await run('upsert', upsert, [{ email: 'p0@example.com', title: 'CLO' }]);
		expect(jsonOf(result)[0]).toMatchObject({ created: false, job_title: 'CLO' });
		expect(requests('PATCH')).toHaveLength(2);
	});
});

describe('Delete Many', () => {
	const remove = (contactIds = '={{ $json.id }}', additionalFields: INodeParameters = {}) => ({
		contactIds,
		additionalFields: additionalFields,
	});
	const counts = (deleted_count: number, not_found_count: number, errors: IDataObject[] = []) =>
		addFault({
			response: { status: 200, body: { data: { deleted_count, not_found_count, errors } } },
		});

	test('deletes 1,000 contacts once each with 2 requests', async () => {
		const items = [...seed(1000), 'contact-7'].map((id) => ({ id }));
		const result = await run('deleteMany', remove(), items);
		expect(requests()).toHaveLength(2);
		expect(state().contacts.size).toBe(0);
		expect(jsonOf(result)).toEqual(items.map(({ id }) => ({ id, deleted: true })));
		expect(new Set(idempotencyKeys('POST')).size).toBe(2);
	});

	test('does not guess which contacts were deleted, but says that all are gone', async () => {
		const ids = [...seed(2), 'nobody'];
		const result = await run('deleteMany', remove(ids.join(', ')), [{}], {
			...CONTINUE_ON_FAIL,
			...RETRY_ON_FAIL,
		});
		const counted = { deleted: null, deleted_count: 2, not_found_count: 1 };
		expect(jsonOf(result)).toEqual(ids.map((id) => ({ id, ...counted })));
		expect(state().contacts.size).toBe(0);
		expect(requests()).toHaveLength(1);
	});

	test('fails all contacts when none was found', async () => {
		const result = await run('deleteMany', remove('a, b'), [{}], CONTINUE_ON_FAIL);
		expect(jsonOf(result).map(({ error }) => error)).toEqual([
			'Contact a was not found',
			'Contact b was not found',
		]);
		expect(jsonOf(result)[0].message).toContain('Check the IDs');
	});

	test('fails only the contact that LeadLex names', async () => {
		counts(1, 0, [{ contact_id: 'b', code: 'in_use', message: 'Is a main contact' }]);
		const result = await run('deleteMany', remove('a, b'), [{}], CONTINUE_ON_FAIL);
		expect(jsonOf(result)).toEqual([
			{ id: 'a', deleted: true },
			{
				error: 'Is a main contact',
				message: expect.stringContaining('not delete contact b (in_use)'),
			},
		]);
	});

	test('leaves the contacts in doubt when the counts do not add up', async () => {
		counts(1, 0);
		const result = await run('deleteMany', remove('a, b'), [{}], CONTINUE_ON_FAIL);
		expect(jsonOf(result)[1]).toEqual({
			error: 'LeadLex did not say whether it deleted contact b',
			message: expect.stringContaining('if it is not there, nothing is left to do'),
		});
	});

	test('changes nothing in a dry run', async () => {
		const items = [...seed(2), 'nobody'].map((id, index) => ({ id, dry: index !== 1 }));
		const additionalFields = { dryRun: '={{ $json.dry }}' };
		const result = await run(
			'deleteMany',
			remove(undefined, additionalFields),
			items,
			CONTINUE_ON_FAIL,
		);
		expect(bodies('POST')).toEqual([
			{ contact_ids: ['contact-0', 'nobody'], dry_run: true },
			{ contact_ids: ['contact-1'], dry_run: false },
		]);
		const counts = { deleted_count: 1, not_found_count: 1 };
		const preview = { deleted: false, dry_run: true, found: null, ...counts };
		expect(jsonOf(result)).toEqual([
			{ id: 'contact-0', ...preview },
			{ id: 'contact-1', deleted: true },
			{ id: 'nobody', ...preview },
		]);
		expect([...state().contacts.keys()]).toEqual(['contact-0']);
	});

	test('resends the request with the same Idempotency-Key after no response', async () => {
		const [id] = seed(1);
		addFault(RESET);
		const result = await run('deleteMany', remove(id));
		expect(jsonOf(result)).toEqual([{ id, deleted: true }]);
		expect(idempotencyKeys('POST')).toHaveLength(2);
		expect(new Set(idempotencyKeys('POST')).size).toBe(1);
	});
});

describe('Import', () => {
	const rows = (count: number) =>
		Array.from({ length: count }, (_, index) => ({
			name: `Person ${index}`,
			email: `p${index}@example.com`,
		}));
	const parameters: INodeParameters = {
		fullName: '={{ $json.name }}',
		email: '={{ $json.email }}',
		updateExisting: '={{ $json.update ?? false }}',
		additionalFields: { importTags: '={{ $json.tag }}' },
	};
	const responseWith = (data: IDataObject): Fault => ({
		response: { status: 200, body: { data } },
	});

	test('sends 1,000 rows with 2 requests', async () => {
		const result = await run('import', parameters, rows(1000));
		expect(result.error).toBeUndefined();
		expect(requests()).toHaveLength(2);
		expect(state().contacts.size).toBe(1000);
		expect(pairedItems(result)).toEqual(rows(1000).map((_, item) => item));
		expect(jsonOf(result)[999]).toEqual({
			job_id: expect.stringMatching(/^imp_/),
			status: 'completed',
			...{ created: true, updated: false, skipped: false },
		});
		for (const key of idempotencyKeys('POST'))
			expect(key).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
	});

	test('batches rows with equal options', async () => {
		const [a, b, c, d] = rows(4);
		const items = [{ ...a, tag: 'x' }, { ...b, update: true }, { ...c, tag: 'x' }, d];
		await run('import', parameters, items);
		const row = ({ name, email }: { name: string; email: string }) => ({ full_name: name, email });
		expect(bodies('POST')).toEqual([
			{ rows: [row(a), row(c)], update_existing: false, tags: ['x'] },
			{ rows: [row(b)], update_existing: true },
			{ rows: [row(d)], update_existing: false },
		]);
	});

	test('reports created or updated only when the counts are unambiguous', async () => {
		seed(1);
		const result = await run('import', parameters, rows(2));
		const unclear = { created: null, updated: false, skipped: null };
		expect(jsonOf(result)).toEqual([
			expect.objectContaining(unclear),
			expect.objectContaining(unclear),
		]);
		const secondResult = await run('import', { ...parameters, updateExisting: true }, rows(2));
		expect(jsonOf(secondResult)[1]).toMatchObject({
			created: false,
			updated: true,
			skipped: false,
		});
	});

	test.each([0, 1])('fails the row that LeadLex names when %d rows are skipped', async (n) => {
		const errors = [{ row_number: 2, code: 'validation_error', message: 'Bad phone' }];
		addFault(responseWith({ status: 'completed', created_count: 1, skipped_count: n, errors }));
		const result = await run('import', parameters, rows(2), CONTINUE_ON_FAIL);
		expect(jsonOf(result)[0]).toMatchObject({ created: true, updated: false, skipped: false });
		expect(jsonOf(result)[1]).toEqual({
			error: 'Bad phone',
			message: 'LeadLex did not import this item. Correct its values and run it again.',
		});
	});

	test.each<[string, IDataObject]>([
		['does not add up', { status: 'completed', created_count: 1, errors: [] }],
		['names no row of the request', { created_count: 1, errors: [{ row_number: 3, code: 'x' }] }],
		['says nothing', {}],
	])('leaves the rows in doubt when the response %s', async (_, data) => {
		addFault(responseWith(data));
		const result = await run('import', parameters, rows(2), {
			...CONTINUE_ON_FAIL,
			...RETRY_ON_FAIL,
		});
		expect(jsonOf(result).map(({ error }) => error)).toEqual([
			'LeadLex did not report a result for this row',
			'LeadLex did not report a result for this row',
		]);
		expect(requests()).toHaveLength(1);
	});

	test('reports that LeadLex processes the rows later', async () => {
		addFault(responseWith({ job_id: 'imp_1', status: 'queued' }));
		const result = await run('import', parameters, rows(1));
		expect(jsonOf(result)).toEqual([{ job_id: 'imp_1', status: 'queued' }]);
	});

	test('resends the request with the same Idempotency-Key after no response and creates nothing twice', async () => {
		addFault(RESET);
		const result = await run('import', parameters, [{ name: 'Ana' }]);
		expect(jsonOf(result)[0]).toMatchObject({ created: true });
		expect(new Set(idempotencyKeys('POST')).size).toBe(1);
		expect(state().contacts.size).toBe(1);
	});

	test('does not resend a batch in doubt on Retry On Fail, which would use another key', async () => {
		addFault({ ...RESET, times: 3 });
		const result = await run('import', parameters, [{ name: 'Ana' }], {
			...CONTINUE_ON_FAIL,
			...RETRY_ON_FAIL,
		});
		expect(jsonOf(result)[0].message).toContain('Check there before running this item again');
		expect(requests()).toHaveLength(3);
		expect(state().contacts.size).toBe(1);
	});
});

describe('Get Many', () => {
	test('reads 10,000 contacts with 100 requests', async () => {
		const ids = seed(10_000);
		const result = await run('getAll', { returnAll: true });
		expect(result.error).toBeUndefined();
		expect(requests()).toHaveLength(100);
		expect(jsonOf(result).map(({ id }) => id)).toEqual(ids);
	});

	test('requests no more rows than the limit and filters by list', async () => {
		const ids = seed(300);
		state().contactIdsByList.set('list-1', new Set(ids.slice(0, 170)));
		const filters = { listId: byId('list-1'), sort: '-full_name' };
		const result = await run('getAll', { returnAll: false, limit: 150, filters });
		expect(jsonOf(result)).toHaveLength(150);
		expect(requests().map(({ query }) => query)).toEqual([
			{ list_id: 'list-1', sort: '-full_name', page: '1', per_page: '100' },
			{ list_id: 'list-1', sort: '-full_name', page: '2', per_page: '100' },
		]);
	});
});

describe('Merge', () => {
	const merge = (ids: unknown, additionalFields: INodeParameters = {}) => ({
		primaryId: byId('contact-0'),
		duplicateIds: ids as string,
		additionalFields: additionalFields,
	});

	test('returns the primary contact and what was merged into it', async () => {
		seed(3, (index) => (index === 1 ? { phone: '+61255500001' } : {}));
		const ids = 'contact-1, contact-2';
		const preview = await run('merge', merge(ids, { dryRun: true }));
		expect(jsonOf(preview)[0]).toMatchObject({ id: 'contact-0', fields_populated: ['phone'] });
		expect(state().contacts.size).toBe(3);
		addFault(RESET);
		const result = await run('merge', merge(ids));
		expect(jsonOf(result)[0]).toMatchObject({
			...{ id: 'contact-0', full_name: 'Person 0', phone: '+61255500001' },
			merged_ids: ['contact-1', 'contact-2'],
			counts: { notes: 0 },
		});
		expect(bodies('POST').at(-1)).toEqual({
			primary_id: 'contact-0',
			duplicate_ids: ['contact-1', 'contact-2'],
		});
		expect(idempotencyKeys('POST')[1]).toBe(idempotencyKeys('POST')[2]);
		expect([...state().contacts.keys()]).toEqual(['contact-0']);
	});

	test.each([
		[
			'Duplicate IDs must have at most 20 entries',
			Array.from({ length: 21 }, (_, index) => `c${index}`).join(),
		],
		['Duplicate IDs must not include the primary contact', 'a, contact-0'],
	])('sends nothing when %s', async (message, ids) => {
		const { error } = await run('merge', merge(ids));
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(requests()).toEqual([]);
	});
});

describe('single contact operations', () => {
	const contactId = byId('contact-0');

	test('Get returns the contact with its related records', async () => {
		seed(1);
		const parameters = { contactId, additionalFields: { include: ['notes', 'tasks'] } };
		const result = await run('get', parameters);
		expect(requests()[0].query).toEqual({ include: 'notes,tasks' });
		expect(jsonOf(result)[0]).toMatchObject({ id: 'contact-0', recent_notes: [], open_tasks: [] });
	});

	test('Update resends a change, but not one that appends notes', async () => {
		seed(1);
		addFault({ match: { method: 'PATCH' }, times: 2, ...RESET });
		const changes = (updateFields: INodeParameters) => ({ contactId, updateFields });
		const once = await run('update', changes({ notes: 'Called' }), [{}], CONTINUE_ON_FAIL);
		expect(jsonOf(once)[0].message).toContain('Check there before running this item again');
		expect(requests('PATCH')).toHaveLength(1);
		const result = await run('update', changes({ companyName: 'Acme', email: '' }));
		expect(requests('PATCH')).toHaveLength(3);
		expect(bodies('PATCH')[1]).toEqual({ company_name: 'Acme' });
		expect(jsonOf(result)[0]).toMatchObject({ notes: 'Called', company_name: 'Acme' });
		const { error } = await run('update', changes({ email: '' }));
		expect(error?.message).toBe(
			'Update Fields must contain at least one field with a value [item 0]',
		);
	});

	test('Delete succeeds when the response was lost', async () => {
		seed(1);
		addFault(RESET);
		const result = await run('delete', { contactId });
		expect(jsonOf(result)).toEqual([{ id: 'contact-0', deleted: true }]);
		expect(requests('DELETE')).toHaveLength(2);
		const { error } = await run('delete', { contactId });
		expect(error?.message).toBe('Contact not found');
	});

	test('Add Tags keeps the existing tags', async () => {
		seed(1, () => ({ tags: ['VIP'] }));
		const result = await run('addTags', { contactId, tags: '={{ $json.tags }}' }, [
			{ tags: ['new', 'VIP'] },
		]);
		expect(jsonOf(result)).toEqual([{ contact_id: 'contact-0', tags: ['VIP', 'new'] }]);
	});

	test('Get Activities filters by type and time', async () => {
		seed(1);
		const filters = { type: 'call', fromDate: '2026-02-01', toDate: '2026-03-01T00:00:00Z' };
		const result = await run('getActivities', { contactId, returnAll: true, filters });
		expect(result.error).toBeUndefined();
		expect(requests()[0].path).toBe('/v1/contacts/contact-0/activities');
		expect(requests()[0].query).toMatchObject({
			type: 'call',
			from_date: expect.stringMatching(/^2026-0[12]-.*Z$/),
			to_date: '2026-03-01T00:00:00.000Z',
		});
	});
});

test('Export returns a CSV file of the contacts that have all tags', async () => {
	seed(3, (index) => ({ tags: index === 1 ? ['VIP', 'Q2'] : ['VIP'] }));
	const { main, error } = await run('export', {
		filters: { tag: 'VIP, Q2' },
		additionalFields: { fields: 'id, email', limit: 500 },
	});
	expect(error).toBeUndefined();
	// The sandbox joins repeated query parameters with commas when it records a request
	expect(requests()[0].query).toEqual({ tag: 'VIP,Q2', fields: 'id,email', limit: '500' });
	const [{ json, binary }] = main[0];
	expect(json).toEqual({ fileName: 'contacts.csv' });
	expect(binary!.data).toMatchObject({ fileName: 'contacts.csv', mimeType: 'text/csv' });
	expect(Buffer.from(binary!.data.data, 'base64').toString()).toBe(
		'id,email\r\ncontact-1,p1@example.com\r\n',
	);
});
