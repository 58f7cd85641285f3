import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axios from 'axios';
import { leadsWithEmail, startSandbox } from '../../tools/mockServers';
import type { Sandbox, SprintHubDefinition } from '../../tools/mockServers';
import { select } from '../../tools/mockServers/sprinthub/selection';
import { clientOf } from './client';
import type { Client } from './client';

let sandbox: Sandbox;
let sprintHub: Sandbox['sprintHub'];
let api: Client<Body>;

interface Body {
	id: number;
	data: { definitions: SprintHubDefinition[] };
}

let auth: { apitoken: string; i: string };

beforeAll(async () => {
	sandbox = await startSandbox();
	sprintHub = sandbox.sprintHub;
	api = clientOf<Body>(sprintHub, 'sprinthub');
	auth = { apitoken: sprintHub.credential.apiToken, i: sprintHub.credential.instance };
});
beforeEach(() => sprintHub.reset());
afterAll(() => sandbox.stop());

const allKeys =
	'{definitions{id,name,pluralName,relationship{id},isPublished,allowDynamicInsert,' +
	'fields{label,alias,defaultValue,type,required,uniqueIdentifier,properties}}}';

async function createdLead(fields: object = { firstname: 'Ana' }): Promise<number> {
	return (await api.post('/leads', fields)).data.id;
}

async function createdObject(): Promise<number> {
	return (await api.post('/customobjects/objects/1', { numero_pedido: '123' })).data.id;
}

describe('leads', () => {
	test('have all fields, empty ones as null', async () => {
		const sent = { firstname: 'Ana', lastname: 'Souza', email: 'ana@example.com', cpf: '1' };
		const { status, data } = await api.post('/leads', sent);
		expect(status).toBe(200);
		expect(data).toMatchObject({ ...sent, fullname: 'Ana Souza', whatsapp: null, city: null });
		expect(Number.isInteger(data.id)).toBe(true);
		const read = await api.get(`/leads/${data.id}`, { ...auth, allFields: 1 });
		expect(read.data).toEqual({ data: { lead: data } });
	});

	test('get different IDs, also with the same email', async () => {
		const ids = [
			await createdLead({ email: 'ana@example.com' }),
			await createdLead({ email: 'Ana@example.com' }),
		];
		expect(new Set(ids).size).toBe(2);
		expect(leadsWithEmail(sprintHub.state, 'ana@EXAMPLE.com').map((lead) => lead.id)).toEqual(ids);
	});

	test('are read in part by a selection', async () => {
		const id = await createdLead();
		const { data } = await api.get(`/leads/${id}`, { ...auth, query: '{firstname,tags{id}}' });
		expect(data).toEqual({ data: { firstname: 'Ana', tags: [] } });
	});

	test('get a 404 if unknown', async () => {
		const { status, data } = await api.get('/leads/1', auth);
		expect([status, data]).toEqual([404, { msg: 'Lead não encontrado' }]);
	});
});

describe('an update of a lead', () => {
	const change = (id: number, fields: object) => api.put(`/leads/${id}`, fields);
	const lead = async (id: number) => (await api.get(`/leads/${id}`, auth)).data.data;

	test('keeps fields that are not sent, and updates the full name', async () => {
		const id = await createdLead({ firstname: 'Ana', city: 'Recife', email: 'ana@example.com' });
		const { data } = await change(id, { lastname: 'Souza', email: 'souza@example.com' });
		expect(data).toMatchObject({ id, fullname: 'Ana Souza', city: 'Recife' });
		expect(leadsWithEmail(sprintHub.state, 'ana@example.com')).toEqual([]);
		expect(leadsWithEmail(sprintHub.state, 'souza@example.com')).toMatchObject([{ id }]);
		expect((await change(1, { city: 'Natal' })).status).toBe(404);
	});

	test('overwrites tags', async () => {
		const id = await createdLead();
		await change(id, { tags: [12, 80] });
		await change(id, { tags: [77] });
		const tags = [{ id: 77, tag: 'Newsletter', color: '#1565c0' }];
		expect(await lead(id)).toMatchObject({ lead: { tags } });
		const { status, data } = await change(id, { tags: [12, 1] });
		expect([status, data]).toEqual([400, { msg: 'Tag não encontrada' }]);
		expect(await lead(id)).toMatchObject({ lead: { tags } });
	});

	test('takes the ID from the body if the path has none', async () => {
		const id = await createdLead();
		expect((await api.put('/leads', { id, city: 'Natal' })).data).toMatchObject({ city: 'Natal' });
		expect((await api.put('/leads', { city: 'Natal' })).status).toBe(400);
	});
});

describe('opportunities', () => {
	const path = (id = '') => `/crmopportunity${id}?id=1`;

	test('are created as sent, and keep what an update does not send', async () => {
		const sent = { title: 'T', value: '1.5', crm_column: 159, lead_id: await createdLead() };
		const { status, data } = await api.post(path(), { ...sent, fields: { A: '1' } });
		expect(status).toBe(200);
		expect(data).toMatchObject({ ...sent, id: 4534, status: 'open', loss_reason: null });
		const change = { status: 'gain', fields: { B: '2' } };
		const updated = await api.put(path(`/${data.id}`), change);
		expect(updated.data).toMatchObject({ ...sent, status: 'gain', fields: { A: '1', B: '2' } });
		expect((await api.put(path('/1'), change)).status).toBe(404);
		expect((await api.post(path(), { ...sent, lead_id: 1 })).status).toBe(404);
	});

	test('require a funnel', async () => {
		expect((await api.post('/crmopportunity', { title: 'T' })).status).toBe(400);
	});
});

test('the first lead has the attendance of the example, with its files', async () => {
	const [first, second] = [await createdLead(), await createdLead()];
	const attendances = await api.get(`/sac360/lead/${first}`, auth);
	expect(attendances.data).toMatchObject([{ id: 1001, mautic_relation: first }]);
	const files = await api.get('/sac360/list_file_attendance/1001', auth);
	expect(files.data).toMatchObject([{ type: 'video' }]);
	expect((await api.get(`/sac360/list_file_lead/${first}`, auth)).data).toEqual(files.data);
	expect((await api.get(`/sac360/lead/${second}`, auth)).data).toEqual([]);
	const { status, data } = await api.get('/sac360/lead/1', auth);
	expect([status, data]).toEqual([400, { error: 'Invalid request' }]);
});

describe('custom objects', () => {
	test('have definitions with fields', async () => {
		const { data } = await api.get('/customobjects/def', { ...auth, query: allKeys });
		expect(data.data.definitions).toEqual(sprintHub.state.definitions);
		expect(data.data.definitions[0]).toMatchObject({ id: 1, name: 'Pedido' });
		expect(data.data.definitions[0].fields[0]).toMatchObject({
			alias: 'numero_pedido',
			required: true,
			uniqueIdentifier: true,
		});
	});

	test('return only what is selected, and require a selection', async () => {
		const few = await api.get('/customobjects/def', { ...auth, query: '{definitions{id,name}}' });
		expect(few.data.data.definitions[1]).toEqual({ id: 2, name: 'Imóvel' });
		expect((await api.get('/customobjects/def', auth)).status).toBe(400);
		const broken = await api.get('/customobjects/def', { ...auth, query: '{definitions{id' });
		expect([broken.status, broken.data]).toEqual([400, { msg: 'Query inválida' }]);
	});

	test('are created with the defaults of their definition', async () => {
		const sent = { numero_pedido: '123', valor_total: '350.50' };
		const { status, data } = await api.post('/customobjects/objects/1', sent);
		expect(status).toBe(200);
		expect(data).toMatchObject({ ...sent, definitionId: 1, pago: false, status: null });
		expect(sprintHub.state.objects.get(data.id)).toEqual(data);
	});

	test.each([{}, { numero_pedido: '' }, { numero_pedido: null }])(
		'are rejected without a required field: %j',
		async (sent) => {
			const { status, data } = await api.post('/customobjects/objects/1', sent);
			expect([status, data]).toEqual([400, { msg: 'O campo numero_pedido é obrigatório' }]);
			expect(sprintHub.state.objects.size).toBe(0);
		},
	);

	test('get a 404 for an unknown definition', async () => {
		const { status, data } = await api.post('/customobjects/objects/99', { a: 1 });
		expect([status, data]).toEqual([404, { msg: 'Definição não encontrada' }]);
	});
});

describe('links', () => {
	const link = (objectId: unknown, targetId: unknown) =>
		api.post('/customobjects/link', { objectId, linkType: 'lead', targetId, amount: 1 });

	test.each([Number, String])('accept IDs as %p', async (as) => {
		const [objectId, targetId] = [await createdObject(), await createdLead()];
		const { status, data } = await link(as(objectId), as(targetId));
		expect(status).toBe(200);
		expect(data).toEqual({ id: 1, objectId, linkType: 'lead', targetId, amount: 1 });
		expect(sprintHub.state.links).toEqual([data]);
		const list = await api.get(`/lead/customobjects/${targetId}`, auth);
		expect(list.data.data).toMatchObject([{ id: objectId, definitionId: 1 }]);
	});

	test('distinguish an unknown object from an unknown lead', async () => {
		const [objectId, targetId] = [await createdObject(), await createdLead()];
		expect((await link(1, targetId)).data).toEqual({ msg: 'Objeto não encontrado' });
		expect((await link(objectId, 'abc')).data).toEqual({ msg: 'Lead não encontrado' });
		expect(sprintHub.state.links).toEqual([]);
	});

	test('reject another link type or amount', async () => {
		const body = { objectId: 1, linkType: 'company', targetId: 1, amount: 2 };
		const { status, data } = await api.post('/customobjects/link', body);
		expect([status, data]).toEqual([400, { error: 'body.linkType must be equal to constant' }]);
	});
});

describe('rejections', () => {
	const get = (params: object, headers = {}) =>
		axios.get(`${sprintHub.url}/tags`, { params, headers, validateStatus: () => true });

	test.each([
		['without an instance', () => ({ apitoken: auth.apitoken }), 400, 'client not defined'],
		['for another instance', () => ({ ...auth, i: 'other' }), 400, 'client not defined'],
		['without a token', () => ({ i: auth.i }), 401, 'Invalid token'],
		['with a wrong token', () => ({ ...auth, apitoken: 'x' }), 401, 'Invalid token'],
	])('include a call %s', async (_name, query, status, error) => {
		const response = await get(query());
		expect([response.status, response.data]).toEqual([status, { error }]);
	});

	test('accept the token in a header only where that is documented', async () => {
		const headers = { apitoken: auth.apitoken };
		expect((await get({ i: auth.i }, headers)).status).toBe(401);
		const url = `${sprintHub.url}/sac360/lead/${await createdLead()}`;
		const params = { i: auth.i };
		const sac = await axios.get(url, { params, headers, validateStatus: () => true });
		expect(sac.status).toBe(200);
	});

	test('let a read-only token read, and not write', async () => {
		const reader = clientOf<Body>(sprintHub, 'sprinthub', sprintHub.readOnlyCredential);
		const tags = await reader.get('/tags', {
			...auth,
			apitoken: sprintHub.readOnlyCredential.apiToken,
		});
		expect(tags.data).toContainEqual({ id: 12, tag: 'Cliente' });
		expect((await reader.post('/leads', { firstname: 'Ana' })).status).toBe(403);
		expect(sprintHub.state.leads.size).toBe(0);
	});

	test('include a lead ID that is not a number', async () => {
		expect((await api.get('/leads/abc', auth)).status).toBe(400);
	});
});

test.each(['', '{', '{}', 'a', '{a', '{a}}', '{a{}}', '{a,}', '{,a}'])(
	'%j is not a selection',
	(text) => {
		expect(select({ a: 1 }, text)).toBeUndefined();
	},
);
