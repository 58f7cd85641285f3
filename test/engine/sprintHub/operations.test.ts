/** Tests what is special about the operations of SprintHub. */
import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { useWorld } from '../../support/useWorld';
import {
	CONTINUE_ON_FAIL,
	CREATE,
	errorItems,
	hintsOf,
	pairedItems,
	people,
	successItems,
} from '../../support/world';

const world = useWorld();

const NODE = 'n8n-nodes-contactlink.sprintHub';
const server = () => world.sandbox.sprintHub;
const last = () => server().requests.at(-1)!;
const writes = () => server().requests.filter(({ method }) => method !== 'GET');
const run = (parameters: INodeParameters, items: object[] = [{}], settings = {}) =>
	world.run('sprintHub', parameters, items as never, settings);

/** Creates a contact, changes it in the sandbox and forgets the requests. Returns its ID. */
async function createContact(fields: object = {}): Promise<number> {
	const { main } = await run(CREATE.sprintHub, people(1));
	const id = Number(main[0][0].json.id);
	Object.assign(server().state.leads.get(id)!, fields);
	server().requests.length = 0;
	return id;
}
const contact = (operation: string, contactId: unknown, parameters: INodeParameters = {}) => ({
	...{ resource: 'contact', operation, contactId: contactId as string, ...parameters },
});

describe('Contact', () => {
	test('returns the whole contact or the selected fields', async () => {
		const id = await createContact({
			city: 'Manaus',
			tags: [{ id: 80, tag: 'VIP', color: '#fff' }],
		});
		const completeContact = await run(contact('get', id));
		expect(last().query).toMatchObject({ allFields: '1' });
		expect(completeContact.main[0][0].json).toMatchObject({ id, city: 'Manaus' });

		const query = '{tags{id,tag}}';
		const selectedFields = await run(contact('get', id, { additionalFields: { query } }));
		expect(last().query).toMatchObject({ query });
		expect(last().query).not.toHaveProperty('allFields');
		expect(selectedFields.main[0][0].json).toEqual({ tags: [{ id: 80, tag: 'VIP' }] });
	});

	test('updates own and custom fields', async () => {
		const id = await createContact({ lastname: 'Souza' });
		const updateFields = {
			firstName: 'Ana',
			lastName: '',
			archived: true,
			owner: '12',
			userAccess: '12, 15',
			customFields: { field: [{ alias: 'cpf', value: '123' }] },
		};
		const { main } = await run(contact('update', String(id), { updateFields }));
		expect(last()).toMatchObject({
			method: 'PUT',
			path: `/leads/${id}`,
			body: { firstname: 'Ana', archived: true, owner: 12, userAccess: [12, 15], cpf: '123' },
		});
		expect(main[0][0].json).toMatchObject({ id, firstname: 'Ana', lastname: 'Souza', cpf: '123' });
	});

	test.each([
		['without a field', { firstName: '' }, 'Update Fields must contain at least one field'],
		[
			'with users that are no numbers',
			{ userAccess: '12, Ana' },
			'User Access must be whole numbers',
		],
	])('refuses an update %s', async (_, updateFields, message) => {
		const { error } = await run(contact('update', 1, { updateFields }));
		expect(error?.message).toContain(message);
		expect(server().requests).toEqual([]);
	});

	test('accepts only whole numbers as their ID', async () => {
		const { error } = await run(contact('get', '../x'));
		expect(error?.message).toBe('Contact must be a whole number, such as 8473 [item 0]');
		expect(server().requests).toEqual([]);
	});

	describe.each(['id', 'url'])('in the mode %s', (mode) => {
		const read = (value: string) => run(contact('get', { __rl: true, mode, value }));

		test('reads the contact at its address', async () => {
			const id = await createContact();
			const address = `https://yourcompany.sprinthub.app/sh/leads/profile/${id}`;
			const { main } = await read(`={{ "${address}?tab=1" }}`);
			expect(main[0].map(({ json }) => json)).toEqual([expect.objectContaining({ id })]);
		});

		test('refuses the address of something else', async () => {
			// n8n checks what is no expression before it runs the node
			const address = 'https://yourcompany.sprinthub.app/sh/crm?opportunityID=7';
			const { error } = await read(`={{ "${address}" }}`);
			expect(error?.message).toBe(
				'Contact must be an ID, but "https://yourcompany.sprinthub.app/…" is a web address [item 0]',
			);
			expect(server().requests).toEqual([]);
		});
	});

	test('returns attendances and files, also the files of attendances', async () => {
		const id = await createContact();
		const { attendances, files } = server().state;
		const [attendance] = attendances.values();
		for (const index of [1, 2, 3]) {
			const copy = { ...attendance, id: 2000 + index, mautic_relation: id };
			attendances.set(copy.id, copy);
			files.set(copy.id, [{ type: 'audio', ext: `${index}` }]);
		}
		const limit = { limit: 2 };
		const limited = await run(contact('getAttendances', id, limit));
		expect(limited.main[0].map(({ json }) => json.id)).not.toContain(2003);
		expect(limited.main[0]).toHaveLength(2);
		const all = await run(contact('getFiles', id, { returnAll: true }));
		expect(all.main[0].length).toBeGreaterThanOrEqual(3);
		const parameters = { resource: 'attendance', operation: 'getFiles', attendanceId: 2003 };
		const ofAttendance = await run(parameters);
		expect(ofAttendance.main[0].map(({ json }) => json)).toEqual([{ type: 'audio', ext: '3' }]);
		expect(server().requests.map(({ path }) => path)).toEqual([
			`/sac360/lead/${id}`,
			`/sac360/list_file_lead/${id}`,
			'/sac360/list_file_attendance/2003',
		]);

		const unknown = await run({ ...parameters, attendanceId: 1 });
		expect(unknown.error).toMatchObject({ message: 'Invalid request', httpCode: '400' });
		expect(unknown.error?.description).toContain('Check the Attendance ID');
	});
});

describe('contact tags', () => {
	const setTags = (mode: string, tags: unknown, contactId: unknown = '={{ $json.contact }}') =>
		contact('setTags', contactId, { mode, tags: tags as string });
	const tagsOf = (id: number) => server().state.leads.get(id)!.tags as Array<{ id: number }>;
	const idsOf = (id: number) => tagsOf(id).map((tag) => tag.id);
	const withTags = (...ids: number[]) =>
		createContact({ tags: server().state.tags.filter((tag) => ids.includes(tag.id)) });

	test.each([
		['add', ['80'], [12, 77, 80]],
		['remove', [77, 80], [12]],
		['replace', '80', [80]],
	])('can be changed with %s', async (mode, tags, expected) => {
		const id = await withTags(12, 77);
		const { main } = await run(setTags(mode, tags, id));
		expect(main[0][0].json).toEqual({ id, tags: expected, changed: true });
		expect(idsOf(id)).toEqual(expected);
		expect(server().requests.map(({ method }) => method)).toEqual(
			mode === 'replace' ? ['PUT'] : ['GET', 'PUT'],
		);
	});

	test('are not written when nothing changes', async () => {
		const id = await withTags(12, 77);
		for (const [mode, tags] of [
			['add', [77]],
			['remove', [80]],
		]) {
			const { main } = await run(setTags(String(mode), tags, id));
			expect(main[0][0].json).toEqual({ id, tags: [12, 77], changed: false });
		}
		expect(writes()).toEqual([]);
	});

	test('keep the changes of all items for one contact', async () => {
		const id = await withTags(12);
		const otherId = await withTags(77);
		const { tags } = server().state;
		for (let index = 0; index < 20; index++)
			tags.push({ id: 100 + index, tag: `Tag ${index}`, color: '#fff' });
		const items = Array.from({ length: 20 }, (_, index) => ({
			contact: index % 4 === 3 ? otherId : id,
			tag: 100 + index,
		}));
		const result = await run(setTags('add', '={{ $json.tag }}'), items);
		expect(result.error).toBeUndefined();
		expect(pairedItems(result)).toEqual(items.map((_, item) => item));
		for (const [contactId, initialTag] of [
			[id, 12],
			[otherId, 77],
		]) {
			const added = items.filter((item) => item.contact === contactId).map((item) => item.tag);
			expect(idsOf(contactId)).toEqual([initialTag, ...added]);
		}
	});

	test.each<[string, object]>([
		['nothing', {}],
		['no tags', { data: { lead: { id: 1 } } }],
		['tags without IDs', { data: { tags: [{ tag: 'VIP' }] } }],
	])('are not overwritten when the response holds %s', async (_, body) => {
		const id = await withTags(12, 77);
		server().faults.add({ match: { method: 'GET' }, response: { status: 200, body } });
		const { error } = await run(setTags('add', [80], id));
		expect(error).toMatchObject({
			message: 'SprintHub answered without the tags of the contact',
			description: expect.stringContaining('Nothing was changed'),
		});
		expect(writes()).toEqual([]);
	});

	test('are resent when the response is lost, since that is idempotent', async () => {
		const id = await withTags(12);
		server().faults.add({ match: { method: 'PUT' }, connection: 'reset', when: 'after' });
		const { error } = await run(setTags('add', [80], id));
		expect(error).toBeUndefined();
		expect(writes()).toHaveLength(2);
		expect(idsOf(id)).toEqual([12, 80]);
	});

	test('can be listed for the editor and by an operation', async () => {
		const { tags } = server().state;
		expect(await world.engine.loadOptions(NODE, 'getTags')).toEqual(
			tags.map(({ id, tag }) => ({ name: tag, value: String(id) })),
		);
		const { main } = await run({ resource: 'tag', operation: 'getAll', limit: 2 });
		expect(main[0].map(({ json }) => json)).toEqual(
			tags.slice(0, 2).map(({ id, tag }) => ({ id, tag })),
		);
	});
});

describe('Opportunity', () => {
	test('sends the funnel in the query and the column in the body', async () => {
		const id = await createContact();
		const created = await run({
			resource: 'opportunity',
			operation: 'create',
			funnelId: '7',
			title: 'Renewal',
			crmColumn: '159',
			contactId: id,
			additionalFields: {
				value: '213.2',
				expectedCloseDate: '2026-03-21T21:27:00Z',
				fields: '{"Field1": "Value1"}',
			},
		});
		expect(last()).toMatchObject({ query: { id: '7' } });
		expect(last().body).toEqual({
			title: 'Renewal',
			crm_column: 159,
			lead_id: id,
			value: 213.2,
			expectedCloseDate: '2026-03-21T21:27:00.000Z',
			fields: { Field1: 'Value1' },
		});
		const opportunityId = Number(created.main[0][0].json.id);

		const updated = await run({
			resource: 'opportunity',
			operation: 'update',
			opportunityId,
			funnelId: 7,
			updateFields: { status: 'gain', crmColumn: 160 },
		});
		expect(last()).toMatchObject({
			method: 'PUT',
			path: `/crmopportunity/${opportunityId}`,
			query: { id: '7' },
			body: { status: 'gain', crm_column: 160 },
		});
		expect(updated.main[0][0].json).toMatchObject({ id: opportunityId, title: 'Renewal' });
	});
});

describe('Custom Object Definition', () => {
	test('returns all documented or the selected fields', async () => {
		const getAll = { resource: 'customObjectDefinition', operation: 'getAll', returnAll: true };
		const { main } = await run(getAll);
		expect(main[0].map(({ json }) => json.name)).toEqual(['Pedido', 'Imóvel', 'Contrato']);
		expect(main[0][0].json.fields).toEqual(
			expect.arrayContaining([expect.objectContaining({ alias: 'valor_total' })]),
		);
		const selected = await run({ ...getAll, additionalFields: { query: '{definitions{id}}' } });
		expect(selected.main[0].map(({ json }) => json)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
	});
});

describe('Custom Object > Create and Link', () => {
	const schema = [{ id: 'numero_pedido', displayName: 'Número', required: true, type: 'string' }];
	const createAndLink = (contactId: unknown, parameters: INodeParameters = {}) => ({
		resource: 'customObject',
		operation: 'createAndLink',
		definitionId: { __rl: true, mode: 'id', value: '1' },
		contactId: contactId as string,
		fields: {
			mappingMode: 'defineBelow',
			value: { numero_pedido: '={{ $json.number }}' },
			schema,
		} as unknown as INodeParameters,
		...parameters,
	});
	const items = [{ number: 'A-1' }, { number: 'A-2' }];

	test('returns the ID, and the object is listed for the contact', async () => {
		const id = await createContact();
		const { main } = await run(createAndLink(id), items);
		expect(main[0].map(({ json }) => json)).toEqual(
			items.map(({ number }) =>
				expect.objectContaining({ numero_pedido: number, contactId: id, linked: true }),
			),
		);
		expect(writes()).toHaveLength(4);
		const of = await run(contact('getCustomObjects', id, { returnAll: true }));
		expect(of.main[0].map(({ json }) => json.numero_pedido).sort()).toEqual(['A-1', 'A-2']);
	});

	const LINK = { match: { path: '/customobjects/link' }, times: Infinity };
	const LINK_FAULTS: Array<[string, Fault]> = [
		['400', { response: { status: 400 } }],
		['401', { response: { status: 401 } }],
		['404', { response: { status: 404, body: { msg: 'Lead não encontrado' } } }],
		[
			'429 for longer than may be waited',
			{ response: { status: 429, headers: { 'Retry-After': '60' } } },
		],
		['500', { response: { status: 500 } }],
		['an error in a success', { response: { status: 200, body: { success: false, msg: 'Não' } } }],
		['a web page', { response: { status: 200, body: '<html>', type: 'text/html' } }],
		['a redirect', { response: { status: 302, headers: { Location: '/' } } }],
		['a reset', { connection: 'reset' }],
		['a reset after it was linked', { connection: 'reset', when: 'after' }],
		['half a response', { connection: 'truncate' }],
		['no response', { connection: 'hang' }],
	];

	test.each(LINK_FAULTS)('reports the ID when linking ends with %s', async (_, fault) => {
		const options = { requestTimeout: 1000, maxRateLimitWait: 0 };
		for (const onError of ['continueRegularOutput', 'stopWorkflow'] as const) {
			world.reset();
			const id = await createContact();
			server().faults.add({ ...LINK, ...fault });
			const result = await run(createAndLink(id, { options }), items.slice(0, 1), {
				...{ onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
			});
			const [object, ...otherObjects] = server().state.objects.values();
			expect(otherObjects).toEqual([]);
			const [item] = errorItems(result);
			const failure = result.error ?? { message: item.json.error, description: item.json.message };
			expect(failure.message).toContain(`Custom object ${object.id} was created but `);
			expect(failure.description).toContain('Do not run this item again');
			expect(failure.description).toContain(`(Custom Object ID ${object.id}, Contact ${id})`);
		}
	});

	test('reports half-done objects beside completed ones', async () => {
		const id = await createContact();
		server().faults.add({ match: LINK.match, response: { status: 500 } });
		const options = { maxConcurrentRequests: 1 };
		const result = await run(createAndLink(id, { options }), items, CONTINUE_ON_FAIL);
		expect(errorItems(result).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(successItems(result)).toHaveLength(1);
		expect(hintsOf(result)).toHaveLength(1);
	});

	test('leaves an object without an ID in doubt and does not link it', async () => {
		const id = await createContact();
		server().faults.add({
			match: { path: '/customobjects/objects' },
			response: { status: 200, body: {} },
		});
		const { error } = await run(createAndLink(id), items.slice(0, 1));
		expect(error).toMatchObject({
			message: 'SprintHub did not say which record it created',
			description: expect.stringContaining('may have processed this'),
		});
		expect(writes()).toHaveLength(1);
	});

	test('does not create an object twice when only its link is in doubt', async () => {
		const id = await createContact();
		server().faults.add({
			match: { path: '/customobjects/objects' },
			connection: 'reset',
			when: 'after',
		});
		const { error } = await run(createAndLink(id), items.slice(0, 1), {
			...{ retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
		});
		expect(error?.description).toContain('may have processed this');
		expect(server().state.objects.size).toBe(1);
	});
});
