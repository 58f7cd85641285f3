/** LeadLex contacts in n8n's engine, with the requests that they take. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { responseWithoutId, contactsWithEmail, serverError } from '../../../tools/mockServers';
import { useWorld } from '../../support/useWorld';
import { errorItems, hintsOf, pairs } from '../../support/world';

const world = useWorld();

const GO_ON = { onError: 'continueRegularOutput' } as const;
const RETRY = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };
const run = async (
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	settings = {},
) => await world.run('leadLex', { resource: 'contact', operation, ...parameters }, items, settings);

const state = () => world.sandbox.leadLex.state;
const sent = (method?: string) =>
	world.sandbox.leadLex.requests.filter((one) => method === undefined || one.method === method);
const bodies = (method: string) => sent(method).map(({ body }) => body as IDataObject);
const keys = () => sent('POST').map(({ headers }) => headers['idempotency-key']);
const fault = (one: Fault) => world.sandbox.leadLex.faults.add(one);
const jsons = ({ main }: { main: Array<Array<{ json: IDataObject }>> }) =>
	main.flat().map(({ json }) => json);
const picked = (value: string) => ({ __rl: true, mode: 'id', value });
const RESET: Fault = { connection: 'reset', when: 'after' };

/** Contacts that are there already, without requests. */
function seed(count: number, fields: (at: number) => object = () => ({})): string[] {
	return Array.from({ length: count }, (_, at) => {
		const id = `contact-${at}`;
		const email = `p${at}@example.com`;
		state().contacts.set(id, { id, full_name: `Person ${at}`, email, ...fields(at) });
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
		Array.from({ length: count }, (_, at) => ({
			name: `Person ${at}`,
			email: at % 2 ? `p${at}@example.com` : '',
		}));
	const answer = (contacts: IDataObject[], created = contacts.length): Fault => ({
		response: { status: 200, body: { data: { created, contacts } } },
	});

	test('creates 1,000 contacts with 2 requests and returns an item for each', async () => {
		const items = people(1000);
		const result = await run('createMany', create, items);
		expect(result.error).toBeUndefined();
		expect(sent()).toHaveLength(2);
		expect(state().contacts.size).toBe(1000);
		expect(pairs(result)).toEqual(items.map((_, item) => item));
		expect(jsons(result).map(({ full_name }) => full_name)).toEqual(items.map(({ name }) => name));
		for (const { id, full_name } of jsons(result)) {
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
		expect(new Set(jsons(result).map(({ id }) => id)).size).toBe(3);
	});

	test('matches the contacts when the response has another order', async () => {
		const items = [
			{ name: 'Müller, Hans' },
			{ name: 'Ana', email: 'Ana@example.com' },
			{ name: 'Bob', email: 'bob@example.com' },
		];
		fault(
			answer([
				{ id: '3', full_name: 'Bob', email: 'bob@example.com' },
				{ id: '1', full_name: 'Hans Müller', email: null },
				{ id: '2', full_name: 'Ana', email: 'ana@example.com' },
			]),
		);
		expect(jsons(await run('createMany', create, items)).map(({ id }) => id)).toEqual([
			...['1', '2', '3'],
		]);
	});

	test('fails only the contact that is missing from the response', async () => {
		fault(
			answer([
				{ id: '1', full_name: 'Person 0' },
				{ id: '3', full_name: 'Person 2' },
			]),
		);
		const items = [{ name: 'Person 0' }, { name: 'Person 1' }, { name: 'Person 2' }];
		const result = await run('createMany', create, items, GO_ON);
		expect(jsons(result)).toEqual([
			{ id: '1', full_name: 'Person 0' },
			{
				error: 'LeadLex did not create this contact',
				message: expect.stringMatching(/^Nothing was written/),
			},
			{ id: '3', full_name: 'Person 2' },
		]);
	});

	test.each<[string, Fault, string[]]>([
		['one of two that look alike', answer([{ id: '1', full_name: 'Ana' }]), ['Ana', 'Ana']],
		['a name that nobody has', answer([{ id: '1', full_name: 'X' }]), ['Ana']],
		['another count', answer([], 1), ['Ana', 'Bob']],
		['nothing', responseWithoutId(), ['Ana', 'Bob']],
	])('leaves the contacts in doubt when the response holds %s', async (_, what, names) => {
		fault(what);
		const items = names.map((name) => ({ name }));
		const result = await run('createMany', create, items, { ...GO_ON, ...RETRY });
		expect(errorItems(result)).toHaveLength(names.length);
		for (const { json } of errorItems(result)) {
			expect(json.error).toBe('LeadLex did not say which record it created');
		}
		expect(hintsOf(result)[0].message).toContain('in doubt');
		expect(sent()).toHaveLength(1);
	});

	test('looks up a batch without a response by email and does not resend it', async () => {
		fault(RESET);
		const result = await run('createMany', create, people(3), { ...GO_ON, ...RETRY });
		expect(jsons(result)).toEqual([
			expect.objectContaining({ message: expect.stringContaining('may have processed this') }),
			expect.objectContaining({ id: expect.any(String), email: 'p1@example.com' }),
			expect.objectContaining({ message: expect.stringContaining('may have processed this') }),
		]);
		expect(sent().map(({ method }) => method)).toEqual(['POST', 'GET']);
		expect(state().contacts.size).toBe(3);
	});

	test('creates all contacts but the one for which LeadLex refuses its batch', async () => {
		fault({ match: { body: 'Person 77@' }, times: Infinity, response: { status: 400 } });
		const items = people(100).map(({ name, email }) => ({ name: `${name}@`, email }));
		const result = await run('createMany', create, items, GO_ON);
		expect(state().contacts.size).toBe(99);
		expect(pairs(result)).toEqual(items.map((_, item) => item));
		expect(errorItems(result)).toEqual([
			{
				json: {
					error: expect.any(String),
					message: expect.stringContaining('Correct the values of this item'),
				},
				pairedItem: { item: 77 },
			},
		]);
		expect(sent().length).toBeLessThanOrEqual(15);
	});

	test('stops at the contact for which LeadLex refuses its batch', async () => {
		fault({ match: { body: 'Person 77@' }, times: Infinity, response: { status: 400 } });
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
		const items = Array.from({ length: 250 }, (_, at) => ({
			email: at % 2 ? `P${at % 200}@example.com` : `p${at % 200}@example.com`,
			name: `Person ${at}`,
		}));
		const result = await run('upsert', upsert, items);
		expect(result.error).toBeUndefined();
		expect(sent().length).toBeLessThanOrEqual(450);
		expect(state().contacts.size).toBe(200);
		expect(jsons(result).map(({ created }) => created)).toEqual(items.map((_, at) => at < 200));
		expect(pairs(result)).toEqual(items.map((_, item) => item));
		const [last] = contactsWithEmail(state(), 'p49@example.com');
		expect(last.full_name).toBe('Person 249');
	});

	test('updates only the fields that are filled in', async () => {
		const [id] = seed(1, () => ({ job_title: 'GC', phone: '+61255500000' }));
		const { main } = await run('upsert', upsert, [
			{ email: 'P0@Example.com', title: '', company: 'Acme' },
		]);
		expect(sent().map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /v1/contacts',
			`PATCH /v1/contacts/${id}`,
		]);
		expect(sent()[0].query).toMatchObject({ search: 'P0@Example.com' });
		expect(bodies('PATCH')).toEqual([{ company_name: 'Acme' }]);
		expect(main[0][0].json).toMatchObject({
			...{ id, created: false, full_name: 'Person 0', company_name: 'Acme' },
			...{ job_title: 'GC', phone: '+61255500000' },
		});
	});

	test('sends the fields for new contacts only when it creates one', async () => {
		seed(1);
		const more = {
			...upsert,
			additionalFields: { company: 'Acme', firstName: 'Ana', tags: 'VIP' },
		};
		const result = await run('upsert', more, [
			{ email: 'p0@example.com' },
			{ email: 'new@example.com' },
		]);
		expect(bodies('PATCH')).toEqual([{ company_name: 'Acme' }]);
		expect(bodies('POST')).toEqual([
			{ email: 'new@example.com', company: 'Acme', first_name: 'Ana', tags: ['VIP'] },
		]);
		expect(jsons(result).map(({ created }) => created)).toEqual([false, true]);
	});

	test('returns the existing contact when there is nothing to change', async () => {
		const [id] = seed(1);
		const result = await run('upsert', { email: 'p0@example.com' }, [{}, {}]);
		expect(sent().map(({ method }) => method)).toEqual(['GET']);
		expect(jsons(result)).toEqual([
			expect.objectContaining({ id, created: false }),
			expect.objectContaining({ id, created: false }),
		]);
	});

	test('matches whole emails only', async () => {
		seed(1);
		const result = await run('upsert', upsert, [{ email: '0@example.com' }]);
		expect(jsons(result)[0]).toMatchObject({ created: true, email: '0@example.com' });
		expect(state().contacts.size).toBe(2);
	});

	test('finds the exact email behind many partial matches', async () => {
		seed(250, (at) => ({ email: at < 249 ? `x${at}-ana@example.com` : 'ana@example.com' }));
		const result = await run('upsert', upsert, [{ email: 'ana@example.com', name: 'Ana' }]);
		expect(sent('GET')).toHaveLength(3);
		expect(jsons(result)[0]).toMatchObject({ id: 'contact-249', created: false });
	});

	test('changes nothing when several contacts have the email', async () => {
		seed(3, (at) => ({ email: at < 2 ? 'ana@example.com' : 'other@example.com' }));
		const result = await run('upsert', upsert, [{ email: 'Ana@example.com', name: 'A' }], GO_ON);
		expect(jsons(result)).toEqual([
			{
				error: '2 contacts have the email Ana@example.com: contact-0, contact-1',
				message: 'Nothing was written. Merge them, or update one of them by its ID.',
			},
		]);
		expect(sent().map(({ method }) => method)).toEqual(['GET']);
	});

	test('tries an email again after its first item failed', async () => {
		fault({ match: { method: 'POST' }, response: { status: 400 } });
		const items = [
			{ email: 'a@example.com', name: 'First' },
			{ email: 'a@example.com', name: 'Second' },
		];
		const result = await run('upsert', upsert, items, GO_ON);
		expect(jsons(result)[0]).toHaveProperty('error');
		expect(jsons(result)[1]).toMatchObject({ created: true, full_name: 'Second' });
		expect(sent().map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'POST']);
	});

	describe('a create in doubt', () => {
		const items = [{ email: 'a@example.com', name: 'Ana' }];
		const doubt = (one: Fault) => fault({ match: { method: 'POST' }, ...one });

		test.each<[string, Fault]>([
			['no response', RESET],
			['a response without an ID', responseWithoutId()],
			['500', { ...serverError(), when: 'after' }],
		])('finds the contact after %s', async (_, what) => {
			doubt(what);
			const result = await run('upsert', upsert, items, RETRY);
			const [contact] = contactsWithEmail(state(), 'a@example.com');
			expect(jsons(result)).toEqual([
				expect.objectContaining({ id: contact.id, created: true, first_name: 'Ana' }),
			]);
			expect(sent('POST')).toHaveLength(1);
			expect(state().contacts.size).toBe(1);
		});

		test.each<[string, () => void]>([
			['the contact is not found', () => doubt({ connection: 'reset' })],
			[
				'the look-up fails',
				() => {
					doubt(RESET);
					fault({ match: { method: 'GET' }, skip: 1, times: 9, response: { status: 500 } });
				},
			],
		])('stays in doubt and is not resent when %s', async (_, prepare) => {
			prepare();
			const result = await run('upsert', upsert, items, { ...GO_ON, ...RETRY });
			expect(jsons(result)[0].error).toContain('closed before');
			expect(jsons(result)[0].message).toContain('may have processed this');
			expect(sent('POST')).toHaveLength(1);
		});
	});

	test('resends an update that is in doubt', async () => {
		seed(1);
		fault({ match: { method: 'PATCH' }, ...RESET });
		const result = await run('upsert', upsert, [{ email: 'p0@example.com', title: 'CLO' }]);
		expect(jsons(result)[0]).toMatchObject({ created: false, job_title: 'CLO' });
		expect(sent('PATCH')).toHaveLength(2);
	});
});

describe('Delete Many', () => {
	const remove = (contactIds = '={{ $json.id }}', more: INodeParameters = {}) => ({
		contactIds,
		additionalFields: more,
	});
	const counts = (deleted_count: number, not_found_count: number, errors: IDataObject[] = []) =>
		fault({
			response: { status: 200, body: { data: { deleted_count, not_found_count, errors } } },
		});

	test('deletes 1,000 contacts once each with 2 requests', async () => {
		const items = [...seed(1000), 'contact-7'].map((id) => ({ id }));
		const result = await run('deleteMany', remove(), items);
		expect(sent()).toHaveLength(2);
		expect(state().contacts.size).toBe(0);
		expect(jsons(result)).toEqual(items.map(({ id }) => ({ id, deleted: true })));
		expect(new Set(keys()).size).toBe(2);
	});

	test('does not guess which contacts were deleted, but says that all are gone', async () => {
		const ids = [...seed(2), 'nobody'];
		const result = await run('deleteMany', remove(ids.join(', ')), [{}], { ...GO_ON, ...RETRY });
		const counted = { deleted: null, deleted_count: 2, not_found_count: 1 };
		expect(jsons(result)).toEqual(ids.map((id) => ({ id, ...counted })));
		expect(state().contacts.size).toBe(0);
		expect(sent()).toHaveLength(1);
	});

	test('fails all contacts when none was found', async () => {
		const result = await run('deleteMany', remove('a, b'), [{}], GO_ON);
		expect(jsons(result).map(({ error }) => error)).toEqual([
			'Contact a was not found',
			'Contact b was not found',
		]);
		expect(jsons(result)[0].message).toContain('Check the IDs');
	});

	test('fails only the contact that LeadLex names', async () => {
		counts(1, 0, [{ contact_id: 'b', code: 'in_use', message: 'Is a main contact' }]);
		const result = await run('deleteMany', remove('a, b'), [{}], GO_ON);
		expect(jsons(result)).toEqual([
			{ id: 'a', deleted: true },
			{
				error: 'Is a main contact',
				message: expect.stringContaining('not delete contact b (in_use)'),
			},
		]);
	});

	test('leaves the contacts in doubt when the counts do not add up', async () => {
		counts(1, 0);
		const result = await run('deleteMany', remove('a, b'), [{}], GO_ON);
		expect(jsons(result)[1]).toEqual({
			error: 'LeadLex did not say whether it deleted contact b',
			message: expect.stringContaining('if it is not there, nothing is left to do'),
		});
	});

	test('changes nothing in a dry run', async () => {
		const items = [...seed(2), 'nobody'].map((id, at) => ({ id, dry: at !== 1 }));
		const more = { dryRun: '={{ $json.dry }}' };
		const result = await run('deleteMany', remove(undefined, more), items, GO_ON);
		expect(bodies('POST')).toEqual([
			{ contact_ids: ['contact-0', 'nobody'], dry_run: true },
			{ contact_ids: ['contact-1'], dry_run: false },
		]);
		const counts = { deleted_count: 1, not_found_count: 1 };
		const told = { deleted: false, dry_run: true, found: null, ...counts };
		expect(jsons(result)).toEqual([
			{ id: 'contact-0', ...told },
			{ id: 'contact-1', deleted: true },
			{ id: 'nobody', ...told },
		]);
		expect([...state().contacts.keys()]).toEqual(['contact-0']);
	});

	test('resends the request with the same Idempotency-Key after no response', async () => {
		const [id] = seed(1);
		fault(RESET);
		const result = await run('deleteMany', remove(id));
		expect(jsons(result)).toEqual([{ id, deleted: true }]);
		expect(keys()).toHaveLength(2);
		expect(new Set(keys()).size).toBe(1);
	});
});

describe('Import', () => {
	const rows = (count: number) =>
		Array.from({ length: count }, (_, at) => ({
			name: `Person ${at}`,
			email: `p${at}@example.com`,
		}));
	const parameters: INodeParameters = {
		fullName: '={{ $json.name }}',
		email: '={{ $json.email }}',
		updateExisting: '={{ $json.update ?? false }}',
		additionalFields: { importTags: '={{ $json.tag }}' },
	};
	const answer = (data: IDataObject): Fault => ({ response: { status: 200, body: { data } } });

	test('sends 1,000 rows with 2 requests', async () => {
		const result = await run('import', parameters, rows(1000));
		expect(result.error).toBeUndefined();
		expect(sent()).toHaveLength(2);
		expect(state().contacts.size).toBe(1000);
		expect(pairs(result)).toEqual(rows(1000).map((_, item) => item));
		expect(jsons(result)[999]).toEqual({
			job_id: expect.stringMatching(/^imp_/),
			status: 'completed',
			...{ created: true, updated: false, skipped: false },
		});
		for (const key of keys()) expect(key).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
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
		const both = await run('import', parameters, rows(2));
		const told = { created: null, updated: false, skipped: null };
		expect(jsons(both)).toEqual([expect.objectContaining(told), expect.objectContaining(told)]);
		const again = await run('import', { ...parameters, updateExisting: true }, rows(2));
		expect(jsons(again)[1]).toMatchObject({ created: false, updated: true, skipped: false });
	});

	test.each([0, 1])('fails the row that LeadLex names when %d rows are skipped', async (n) => {
		const errors = [{ row_number: 2, code: 'validation_error', message: 'Bad phone' }];
		fault(answer({ status: 'completed', created_count: 1, skipped_count: n, errors }));
		const result = await run('import', parameters, rows(2), GO_ON);
		expect(jsons(result)[0]).toMatchObject({ created: true, updated: false, skipped: false });
		expect(jsons(result)[1]).toEqual({
			error: 'Bad phone',
			message: 'LeadLex did not import this item. Correct its values and run it again.',
		});
	});

	test.each<[string, IDataObject]>([
		['does not add up', { status: 'completed', created_count: 1, errors: [] }],
		['names no row of the request', { created_count: 1, errors: [{ row_number: 3, code: 'x' }] }],
		['says nothing', {}],
	])('leaves the rows in doubt when the response %s', async (_, data) => {
		fault(answer(data));
		const result = await run('import', parameters, rows(2), { ...GO_ON, ...RETRY });
		expect(jsons(result).map(({ error }) => error)).toEqual([
			'LeadLex did not report a result for this row',
			'LeadLex did not report a result for this row',
		]);
		expect(sent()).toHaveLength(1);
	});

	test('reports that LeadLex processes the rows later', async () => {
		fault(answer({ job_id: 'imp_1', status: 'queued' }));
		const result = await run('import', parameters, rows(1));
		expect(jsons(result)).toEqual([{ job_id: 'imp_1', status: 'queued' }]);
	});

	test('resends the request with the same Idempotency-Key after no response and creates nothing twice', async () => {
		fault(RESET);
		const result = await run('import', parameters, [{ name: 'Ana' }]);
		expect(jsons(result)[0]).toMatchObject({ created: true });
		expect(new Set(keys()).size).toBe(1);
		expect(state().contacts.size).toBe(1);
	});

	test('does not resend a batch in doubt on Retry On Fail, which would use another key', async () => {
		fault({ ...RESET, times: 3 });
		const result = await run('import', parameters, [{ name: 'Ana' }], { ...GO_ON, ...RETRY });
		expect(jsons(result)[0].message).toContain('Check there before running this item again');
		expect(sent()).toHaveLength(3);
		expect(state().contacts.size).toBe(1);
	});
});

describe('Get Many', () => {
	test('reads 10,000 contacts with 100 requests', async () => {
		const ids = seed(10_000);
		const result = await run('getAll', { returnAll: true });
		expect(result.error).toBeUndefined();
		expect(sent()).toHaveLength(100);
		expect(jsons(result).map(({ id }) => id)).toEqual(ids);
	});

	test('requests no more rows than the limit and filters by list', async () => {
		const ids = seed(300);
		state().contactIdsByList.set('list-1', new Set(ids.slice(0, 170)));
		const filters = { listId: picked('list-1'), sort: '-full_name' };
		const result = await run('getAll', { returnAll: false, limit: 150, filters });
		expect(jsons(result)).toHaveLength(150);
		expect(sent().map(({ query }) => query)).toEqual([
			{ list_id: 'list-1', sort: '-full_name', page: '1', per_page: '100' },
			{ list_id: 'list-1', sort: '-full_name', page: '2', per_page: '100' },
		]);
	});
});

describe('Merge', () => {
	const merge = (ids: unknown, more: INodeParameters = {}) => ({
		primaryId: picked('contact-0'),
		duplicateIds: ids as string,
		additionalFields: more,
	});

	test('returns the primary contact and what was merged into it', async () => {
		seed(3, (at) => (at === 1 ? { phone: '+61255500001' } : {}));
		const ids = 'contact-1, contact-2';
		const preview = await run('merge', merge(ids, { dryRun: true }));
		expect(jsons(preview)[0]).toMatchObject({ id: 'contact-0', fields_populated: ['phone'] });
		expect(state().contacts.size).toBe(3);
		fault(RESET);
		const result = await run('merge', merge(ids));
		expect(jsons(result)[0]).toMatchObject({
			...{ id: 'contact-0', full_name: 'Person 0', phone: '+61255500001' },
			merged_ids: ['contact-1', 'contact-2'],
			counts: { notes: 0 },
		});
		expect(bodies('POST').at(-1)).toEqual({
			primary_id: 'contact-0',
			duplicate_ids: ['contact-1', 'contact-2'],
		});
		expect(keys()[1]).toBe(keys()[2]);
		expect([...state().contacts.keys()]).toEqual(['contact-0']);
	});

	test.each([
		['Duplicate IDs must be at most 20', Array.from({ length: 21 }, (_, at) => `c${at}`).join()],
		['Duplicate IDs must not hold the primary contact', 'a, contact-0'],
	])('sends nothing when %s', async (message, ids) => {
		const { error } = await run('merge', merge(ids));
		expect(error?.message).toBe(`${message} [item 0]`);
		expect(sent()).toEqual([]);
	});
});

describe('single contact operations', () => {
	const contactId = picked('contact-0');

	test('Get returns the contact with its related records', async () => {
		seed(1);
		const parameters = { contactId, additionalFields: { include: ['notes', 'tasks'] } };
		const result = await run('get', parameters);
		expect(sent()[0].query).toEqual({ include: 'notes,tasks' });
		expect(jsons(result)[0]).toMatchObject({ id: 'contact-0', recent_notes: [], open_tasks: [] });
	});

	test('Update resends a change, but not one that appends notes', async () => {
		seed(1);
		fault({ match: { method: 'PATCH' }, times: 2, ...RESET });
		const changes = (updateFields: INodeParameters) => ({ contactId, updateFields });
		const once = await run('update', changes({ notes: 'Called' }), [{}], GO_ON);
		expect(jsons(once)[0].message).toContain('Check there before running this item again');
		expect(sent('PATCH')).toHaveLength(1);
		const result = await run('update', changes({ companyName: 'Acme', email: '' }));
		expect(sent('PATCH')).toHaveLength(3);
		expect(bodies('PATCH')[1]).toEqual({ company_name: 'Acme' });
		expect(jsons(result)[0]).toMatchObject({ notes: 'Called', company_name: 'Acme' });
		const { error } = await run('update', changes({ email: '' }));
		expect(error?.message).toBe('Update Fields must hold at least one field [item 0]');
	});

	test('Delete succeeds when the response was lost', async () => {
		seed(1);
		fault(RESET);
		const result = await run('delete', { contactId });
		expect(jsons(result)).toEqual([{ id: 'contact-0', deleted: true }]);
		expect(sent('DELETE')).toHaveLength(2);
		const { error } = await run('delete', { contactId });
		expect(error?.message).toBe('Contact not found');
	});

	test('Add Tags keeps the existing tags', async () => {
		seed(1, () => ({ tags: ['VIP'] }));
		const result = await run('addTags', { contactId, tags: '={{ $json.tags }}' }, [
			{ tags: ['new', 'VIP'] },
		]);
		expect(jsons(result)).toEqual([{ contact_id: 'contact-0', tags: ['VIP', 'new'] }]);
	});

	test('Get Activities filters by type and time', async () => {
		seed(1);
		const filters = { type: 'call', fromDate: '2026-02-01', toDate: '2026-03-01T00:00:00Z' };
		const result = await run('getActivities', { contactId, returnAll: true, filters });
		expect(result.error).toBeUndefined();
		expect(sent()[0].path).toBe('/v1/contacts/contact-0/activities');
		expect(sent()[0].query).toMatchObject({
			type: 'call',
			from_date: expect.stringMatching(/^2026-0[12]-.*Z$/),
			to_date: '2026-03-01T00:00:00.000Z',
		});
	});
});

test('Export returns a CSV file of the contacts that have all tags', async () => {
	seed(3, (at) => ({ tags: at === 1 ? ['VIP', 'Q2'] : ['VIP'] }));
	const { main, error } = await run('export', {
		filters: { tag: 'VIP, Q2' },
		additionalFields: { fields: 'id, email', limit: 500 },
	});
	expect(error).toBeUndefined();
	// The record of a request joins values that came one by one, as those that the file shows did
	expect(sent()[0].query).toEqual({ tag: 'VIP,Q2', fields: 'id,email', limit: '500' });
	const [{ json, binary }] = main[0];
	expect(json).toEqual({ fileName: 'contacts.csv' });
	expect(binary!.data).toMatchObject({ fileName: 'contacts.csv', mimeType: 'text/csv' });
	expect(Buffer.from(binary!.data.data, 'base64').toString()).toBe(
		'id,email\r\ncontact-1,p1@example.com\r\n',
	);
});
