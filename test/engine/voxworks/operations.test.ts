/** Tests what is special about the operations of Voxworks. */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import { beginCall, finishCall } from '../../../tools/mockServers';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import {
	byId,
	CONTINUE_ON_FAIL,
	errorItems,
	pairedItems,
	people,
	successItems,
} from '../../support/world';

const world = useWorld();
const { server, bodies } = serverHelpers(world, 'voxworks');

const NODE = 'n8n-nodes-contactlink.voxworks';
const last = () => server().requests.at(-1)!;
const call = (operation: string, parameters: INodeParameters = {}): INodeParameters => ({
	...{ resource: 'call', operation, ...parameters },
});

const CALL = call('createPhoneCall', {
	scriptId: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
	fromNumber: '+61255500123',
	phoneNumber: '={{ $json.phone }}',
	firstName: '={{ $json.name }}',
});

/** Adds calls to the sandbox, each created a minute after the one before. Returns their IDs. */
function seedCalls(count: number) {
	return Array.from({ length: count }, (_, index) => {
		const id = `call-${index}`;
		const created_at = new Date(Date.UTC(2026, 1, 25, 0, index)).toISOString();
		const type = index % 2 ? 'web' : 'outbound';
		beginCall(server().state, {
			...{ id, type, created_at },
			...{ status: 'scheduled', progress: 'scheduled' },
		});
		return id;
	});
}

describe('Call', () => {
	test('sends numbers as typed, the contact nested as documented, and no blank fields', async () => {
		const parameters = { ...CALL, additionalFields: { lastName: '={{ $json.last }}' } };
		const { main } = await world.run('voxworks', parameters, [
			{ phone: '0491 570 006', name: 'Jane', last: 'Doe' },
			{ phone: '0491 570 156', name: '', last: null },
		]);
		const common = {
			script_id: 'a1b2c3d4-e5f6-7890-abcd-ef1234567890',
			from_number: '+61255500123',
		};
		expect(bodies()).toEqual([
			{
				...common,
				contact: { phone_number: '0491 570 006', first_name: 'Jane', last_name: 'Doe' },
			},
			{ ...common, contact: { phone_number: '0491 570 156' } },
		]);
		expect(main[0]).toEqual([
			{
				json: expect.objectContaining({ call_id: expect.any(String), status: 'scheduled' }),
				pairedItem: { item: 0 },
			},
			{ json: expect.any(Object), pairedItem: { item: 1 } },
		]);
	});

	test.each([
		['2026-02-25T09:00:00', '2026-02-24T22:00:00.000Z'],
		['2026-02-25T09:00:00+01:00', '2026-02-25T08:00:00.000Z'],
	])("reads %s in the workflow's time zone", async (scheduledTime, sent) => {
		const node = (name: string, type: string, nodeParameters: INodeParameters): INode => ({
			...{ id: name, name, type, typeVersion: 1, parameters: nodeParameters },
			position: [0, 0],
		});
		await world.engine.run({
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', {}),
				node('Call', NODE, {
					...CALL,
					phoneNumber: '0491570006',
					firstName: 'Jane',
					scheduledTime,
				}),
			],
			connections: { Start: { main: [[{ node: 'Call', type: 'main', index: 0 }]] } },
			settings: { timezone: 'Australia/Sydney' },
		});
		expect(bodies()).toEqual([expect.objectContaining({ scheduled_time: sent })]);
	});

	test('merges Additional Body Fields into the body and its contact', async () => {
		const additionalBodyFields = '{"contact": {"email": "a@example.com"}, "object": {"id": 1}}';
		const parameters = { ...CALL, additionalFields: { additionalBodyFields } };
		await world.run('voxworks', parameters, people(1));
		expect(bodies()).toEqual([
			expect.objectContaining({
				contact: { phone_number: '+61255500000', first_name: 'Person 0', email: 'a@example.com' },
				object: { id: 1 },
				from_number: '+61255500123',
			}),
		]);
	});

	test.each([
		['reports success', { success: true, id: 'x' }, false],
		['is empty', {}, true],
	])('is in doubt only if the response names no call: it %s', async (_, body, isDoubt) => {
		server().faults.add({ response: { status: 201, body } });
		const { error, main } = await world.run('voxworks', CALL, people(1));
		if (isDoubt) expect(error?.description).toContain('may have processed this');
		else expect(main[0][0].json).toEqual(body);
		expect(server().requests).toHaveLength(1);
	});

	test('does not resend a call after a reset', async () => {
		server().faults.add({ connection: 'reset', when: 'after' });
		const { error } = await world.run('voxworks', CALL, people(1), {
			...{ retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
		});
		expect(error?.description).toContain('may have processed this');
		expect(server().state.calls.size).toBe(1);
	});

	test('reschedules and cancels a scheduled call', async () => {
		const [id] = seedCalls(1);
		const moved = await world.run(
			'voxworks',
			call('reschedule', { callId: byId(id), scheduledTime: '2100-03-01T10:00:00Z' }),
			[{}],
		);
		expect(last()).toMatchObject({
			method: 'PATCH',
			body: { scheduled_time: '2100-03-01T10:00:00.000Z' },
		});
		expect(moved.main[0][0].json).toMatchObject({
			call_id: id,
			scheduled_time: '2100-03-01T10:00:00.000Z',
		});
		const cancel = call('cancel', { callId: byId(id) });
		const cancelled = await world.run('voxworks', cancel, [{}]);
		expect(cancelled.main[0][0].json).toEqual({ success: true, call_id: id, status: 'cancelled' });

		const secondResult = await world.run('voxworks', cancel, [{}]);
		expect(secondResult.error).toMatchObject({ message: 'Call is not scheduled', httpCode: '400' });
		expect(secondResult.error?.description).toContain('it may be cancelled already');
	});

	test('retries a cancellation in doubt', async () => {
		const [id] = seedCalls(1);
		server().faults.add({ connection: 'reset' });
		const { error } = await world.run('voxworks', call('cancel', { callId: byId(id) }), [{}]);
		expect(error).toBeUndefined();
		expect(server().requests).toHaveLength(2);
	});

	test('reads a call, and its result once there is one', async () => {
		const [id] = seedCalls(1);
		const got = await world.run('voxworks', call('get', { callId: byId(id) }), [{}]);
		expect(got.main[0][0].json).toMatchObject({ id, status: 'scheduled' });

		const result = call('getResult', { callId: byId(id) });
		const none = await world.run('voxworks', result, [{}]);
		expect(none.error?.httpCode).toBe('404');
		expect(none.error?.description).toContain('may have none yet');
		finishCall(server().state, id, {}, { call_summary: 'Interested' });
		const withResult = await world.run('voxworks', result, [{}]);
		expect(withResult.main[0][0].json).toMatchObject({ id, call_summary: 'Interested' });
	});
});

describe('Web Call', () => {
	test('starts with a script and ends with the default or another reason', async () => {
		const begun = await world.run('voxworks', call('createWebCall', { scriptId: 's-1' }), [{}]);
		expect(bodies()).toEqual([{ script_id: 's-1' }]);
		const id = String(begun.main[0][0].json.call_id);

		const end = call('endWebCall', { callId: byId(id) });
		const ended = await world.run('voxworks', end, [{}]);
		expect(last().body ?? {}).toEqual({});
		expect(ended.main[0][0].json).toMatchObject({ call_id: id, end_reason: 'api_ended' });
		await world.run('voxworks', { ...end, additionalFields: { endReason: 'closed' } }, [{}]);
		expect(last().body).toEqual({ end_reason: 'closed' });
	});
});

describe('Call > Get Many', () => {
	const getAll = call('getAll', { returnAll: true });
	const queries = () => server().requests.map(({ query }) => query);

	test('reads page by page and sends the cursor unchanged', async () => {
		const ids = seedCalls(250);
		const { main } = await world.run('voxworks', getAll, [{}]);
		expect(main[0].map(({ json }) => json.id)).toEqual([...ids].reverse());
		const cursors = ['2026-02-25T02:30:00.000000Z', '2026-02-25T00:50:00.000000Z'];
		expect(queries()).toEqual([
			{ limit: '100' },
			{ limit: '100', cursor: cursors[0] },
			{ limit: '100', cursor: cursors[1] },
		]);
	});

	test.each([
		[30, [30]],
		[100, [100]],
		[130, [100, 100]],
	])('reads no more pages than %i calls need', async (limit, sizes) => {
		seedCalls(250);
		const { main } = await world.run('voxworks', call('getAll', { limit }), [{}]);
		expect(main[0]).toHaveLength(limit);
		expect(queries().map((query) => Number(query.limit))).toEqual(sizes);
	});

	test('sends the filters to Voxworks', async () => {
		seedCalls(4);
		const filters = {
			createdAfter: '2026-02-25T00:01:00Z',
			type: 'web',
			status: 'scheduled',
			contactId: '',
		};
		const { main } = await world.run('voxworks', { ...getAll, filters }, [{}]);
		expect(main[0].map(({ json }) => json.id)).toEqual(['call-3', 'call-1']);
		expect(queries()).toEqual([
			{
				created_after: '2026-02-25T00:01:00.000Z',
				type: 'web',
				status: 'scheduled',
				limit: '100',
			},
		]);
	});

	test.each<[string, object]>([
		['another name', { success: true, items: [{ id: 'x' }], meta: {} }],
		['data', { data: [{ id: 'x' }] }],
		['a name in data', { data: { calls: [{ id: 'x' }] }, meta: { next_cursor: null } }],
		['no name', [{ id: 'x' }]],
	])('finds the calls under %s', async (_, body) => {
		server().faults.add({ response: { status: 200, body } });
		const { main } = await world.run('voxworks', getAll, [{}]);
		expect(main[0].map(({ json }) => json)).toEqual([{ id: 'x' }]);
		expect(server().requests).toHaveLength(1);
	});

	test('stops when a cursor is repeated, and returns each call once', async () => {
		const body = { calls: [{ id: 'x' }], meta: { next_cursor: 'same' } };
		server().faults.add({ times: Infinity, response: { status: 200, body } });
		const { main } = await world.run('voxworks', getAll, [{}]);
		expect(server().requests).toHaveLength(2);
		expect(main[0]).toHaveLength(1);
	});

	test('lists calls page by page for the editor and searches them', async () => {
		seedCalls(120);
		const pick = (method: string, filter?: string, paginationToken?: string) =>
			world.engine.listSearch(NODE, method, { filter, paginationToken });
		const first = await pick('searchCalls');
		expect(first.results).toHaveLength(100);
		const second = await pick('searchCalls', undefined, first.paginationToken);
		expect(second.results).toHaveLength(20);
		expect(second.paginationToken).toBeUndefined();
		expect((await pick('searchCalls', 'CALL-7')).results[0]).toEqual({
			name: '2026-02-25T01:19:00.000Z · web · scheduled · call-79',
			value: 'call-79',
		});
		expect((await pick('searchWebCalls')).results).toHaveLength(60);
	});
});

describe('List', () => {
	const add = (listId: string, parameters: INodeParameters = {}): INodeParameters => ({
		resource: 'list',
		operation: 'addContacts',
		listId,
		phoneNumber: '={{ $json.phone }}',
		firstName: '={{ $json.name }}',
		...parameters,
	});

	async function createList() {
		const parameters = { resource: 'list', operation: 'create', name: 'February' };
		const { main } = await world.run('voxworks', parameters, [{}]);
		expect(main[0][0].json).toMatchObject({ success: true, name: 'February' });
		server().requests.length = 0;
		return String(main[0][0].json.list_id);
	}

	test('refuses names of more than 255 characters', async () => {
		const parameters = { resource: 'list', operation: 'create', name: '={{ $json.name }}' };
		const { error } = await world.run('voxworks', parameters, [{ name: 'x'.repeat(256) }]);
		expect(error?.message).toBe('Name must have at most 255 characters [item 0]');
		await world.run('voxworks', parameters, [{ name: '😀'.repeat(255) }]);
		expect(server().requests).toHaveLength(1);
	});

	test('adds 1,000 contacts to two lists, interleaved, with 10 requests', async () => {
		const lists = [await createList(), await createList()];
		const items = people(1000).map((person, index) => ({ ...person, list: lists[index % 2] }));
		const { main } = await world.run('voxworks', add('={{ $json.list }}'), items);
		expect(server().requests).toHaveLength(10);
		expect(main[0]).toEqual(
			items.map(({ phone, name, list }, item) => ({
				json: { list_id: list, phone_number: phone, first_name: name, added: true },
				pairedItem: { item },
			})),
		);
		for (const list of lists) expect(server().state.contactIdsByList.get(list)?.size).toBe(500);
	});

	test('adds each contact once with its additional fields', async () => {
		const list = await createList();
		const additionalFields = {
			lastName: 'Doe',
			additionalBodyFields: { email: '={{ $json.email }}' },
		};
		const [person] = people(1);
		const items: IDataObject[] = [
			{ ...person, email: 'a@example.com' },
			{ ...person, email: 'b@example.com' },
			{ ...person, email: 'a@example.com' },
		];
		const { main } = await world.run(
			'voxworks',
			add(list, { additionalFields: additionalFields }),
			items,
		);
		const contact = { phone_number: person.phone, first_name: person.name, last_name: 'Doe' };
		expect(bodies()).toEqual([
			{
				contacts: [
					{ ...contact, email: 'a@example.com' },
					{ ...contact, email: 'b@example.com' },
				],
			},
		]);
		expect(main[0]).toHaveLength(3);
	});

	test.each<[string, object]>([
		['in a list of failures', { failed: [{ phone_number: '+61255500001', error: 'Blocked' }] }],
		[
			'beside the others',
			{ results: [{ phone_number: '0255500001', success: false, error: 'Blocked' }] },
		],
		['with a count', { errors: [{ phone_number: '+61255500001', message: 'Blocked' }], failed: 1 }],
		[
			'in data',
			{ data: { invalid: [{ contact: { phone_number: '+61 2 5550 0001' }, error: 'Blocked' }] } },
		],
	])('fails only the contact that the response names %s', async (_, report) => {
		server().faults.add({ response: { status: 200, body: { success: true, ...report } } });
		const result = await world.run('voxworks', add('list-1'), people(3), CONTINUE_ON_FAIL);
		expect(pairedItems(result)).toEqual([0, 1, 2]);
		expect(result.main[0][1].json).toEqual({
			error: 'Contact +61255500001 was not added to the list',
			message: 'Voxworks refused it: Blocked. Correct the values of this item and run it again.',
		});
		expect(successItems(result)).toHaveLength(2);
	});

	test('returns what the response says about each contact', async () => {
		const contacts = people(2).map(({ phone }) => ({
			phone_number: phone,
			contact_id: `c ${phone}`,
		}));
		const body = { success: true, contacts, errors: [], failed: 0 };
		server().faults.add({ response: { status: 200, body } });
		const { main } = await world.run('voxworks', add('list-1'), people(2));
		expect(main[0].map(({ json }) => json.contact_id)).toEqual([
			'c +61255500000',
			'c +61255500001',
		]);
	});

	test.each<[string, object]>([
		['a count', { added: 2, failed: 1 }],
		['words', { errors: ['Row 2 is invalid'] }],
		['an object', { errors: { row_2: 'invalid' } }],
		['more than it names', { failed: 2, errors: [{ phone_number: '+61255500009' }] }],
	])('leaves the contacts in doubt when the response reports failures by %s', async (_, report) => {
		server().faults.add({ response: { status: 200, body: { success: true, ...report } } });
		const result = await world.run('voxworks', add('list-1'), people(3), CONTINUE_ON_FAIL);
		expect(errorItems(result)).toHaveLength(3);
		for (const { json } of result.main[0]) {
			expect(json.error).toMatch(/^Contact \S+ may not have been added to the list$/);
			expect(json.message).toContain('You can run this item again');
		}
	});

	test('adds all contacts but the one for which Voxworks refuses the request', async () => {
		const list = await createList();
		const items = [...people(2), { name: 'No number', phone: 'x' }];
		const result = await world.run('voxworks', add(list), items, CONTINUE_ON_FAIL);
		expect(errorItems(result)).toEqual([
			{
				json: {
					error: 'Invalid phone number',
					message: expect.stringContaining('Correct the values of this item'),
				},
				pairedItem: { item: 2 },
			},
		]);
		expect(server().state.contactIdsByList.get(list)?.size).toBe(2);
	});

	test('resends an addition whose response was lost, since it is idempotent', async () => {
		const list = await createList();
		server().faults.add({ connection: 'reset', when: 'after' });
		const { error, main } = await world.run('voxworks', add(list), people(5));
		expect(error).toBeUndefined();
		expect(main[0]).toHaveLength(5);
		expect(server().requests).toHaveLength(2);
		expect(server().state.contactIdsByList.get(list)?.size).toBe(5);
	});
});

describe('Object', () => {
	const upsert = (object: object | string, parameters: INodeParameters = {}) => ({
		resource: 'object',
		operation: 'upsert',
		additionalBodyFields: object as INodeParameters,
		...parameters,
	});

	test('creates objects and updates those whose key exists', async () => {
		const { objects } = server().state;
		const before = objects.size;
		const run = async (parameters: INodeParameters) =>
			(await world.run('voxworks', parameters, [{}])).main[0][0].json;
		const created = await run(upsert('{"ref": "R-1", "bedrooms": 2}', { upsertKey: '$.ref' }));
		const updated = await run(upsert({ ref: 'R-1', bedrooms: 3 }, { upsertKey: '$.ref' }));
		expect(bodies()).toEqual([
			{ upsert_key: '$.ref', ref: 'R-1', bedrooms: 2 },
			{ upsert_key: '$.ref', ref: 'R-1', bedrooms: 3 },
		]);
		expect(updated).toMatchObject({ success: true, object_id: created.object_id });
		expect(objects.size).toBe(before + 1);
		await run(upsert({ id: 'property-1', bedrooms: 4 }));
		expect(last().body).toEqual({ id: 'property-1', bedrooms: 4 });
	});

	test('refuses data that is not a JSON object', async () => {
		const { error } = await world.run('voxworks', upsert('={{ $json.none }}'), [{}]);
		expect(error?.message).toBe('Object is required [item 0]');
		expect(server().requests).toEqual([]);
	});
});

describe('Object Type', () => {
	const create = (parameters: INodeParameters): INodeParameters => ({
		resource: 'objectType',
		operation: 'create',
		typeName: 'property',
		displayName: 'Property',
		...parameters,
	});
	const pairsOf = (field: IDataObject[]) => ({ schemaFields: { field } as INodeParameters });

	test('takes the schema as pairs or as JSON', async () => {
		const pairs = [
			{ name: 'address', type: 'string' },
			{ name: ' bedrooms ', type: 'number' },
		];
		const { main } = await world.run('voxworks', create(pairsOf(pairs)), [{}]);
		expect(main[0][0].json).toMatchObject({
			object_type_id: expect.any(String),
			type_name: 'property',
			schema: { address: 'string', bedrooms: 'number' },
		});
		const json = { specifySchema: 'json', schema: '{"area": "number"}', typeName: 'lot' };
		const additionalFields = { validationMode: 'strict', uniqueByContact: false };
		await world.run('voxworks', create({ ...json, additionalFields }), [{}]);
		expect(bodies()).toEqual([
			{
				type_name: 'property',
				display_name: 'Property',
				schema: { address: 'string', bedrooms: 'number' },
			},
			{
				type_name: 'lot',
				display_name: 'Property',
				schema: { area: 'number' },
				validation_mode: 'strict',
				unique_by_contact: false,
			},
		]);
	});

	test.each<[string, INodeParameters, string]>([
		[
			'without fields',
			pairsOf([{ name: '', type: '' }]),
			'Schema Fields must contain at least one field',
		],
		[
			'with a field without a name',
			pairsOf([{ name: '={{ $json.none }}', type: 'string' }]),
			'Schema Fields need both a name and a type',
		],
		[
			'without JSON',
			{ specifySchema: 'json', schema: '={{ $json.none }}' },
			'Schema (JSON) is required',
		],
		[
			'with another kind of name',
			{ ...pairsOf([{ name: 'a', type: 'string' }]), typeName: 'My Type' },
			'Type Name must begin with a small letter',
		],
		[
			'with a long description',
			{
				...pairsOf([{ name: 'a', type: 'string' }]),
				additionalFields: { description: 'x'.repeat(1001) },
			},
			'Description must have at most 1000 characters',
		],
	])('refuses a type %s', async (_, parameters, message) => {
		const { error } = await world.run('voxworks', create(parameters), [{}]);
		expect(error?.message).toContain(message);
		expect(server().requests).toEqual([]);
	});
});
