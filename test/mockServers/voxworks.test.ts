import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axios from 'axios';
import {
	contactWithPhone,
	finishCall,
	normalizePhone,
	startSandbox,
} from '../../tools/mockServers';
import type { Sandbox } from '../../tools/mockServers';
import { clientOf } from './client';
import type { Client } from './client';

let sandbox: Sandbox;
let voxworks: Sandbox['voxworks'];
let api: Client<Body>;

interface Body {
	success: boolean;
	contact_id: string;
	contact_ids: string[];
	call_id: string;
	list_id: string;
	object_id: string;
	calls: Array<{ id: string; status: string }>;
	meta: { next_cursor: string | null };
	message: string;
}

beforeAll(async () => {
	sandbox = await startSandbox();
	voxworks = sandbox.voxworks;
	api = clientOf<Body>(voxworks, 'voxworks');
});
beforeEach(() => voxworks.reset());
afterAll(() => sandbox.stop());

const create = '/api/v1/create-contact';
const linkTo = (id: string) => `/api/v1/link-contact-to-object/${encodeURIComponent(id)}`;
const ana = { phone_number: '0491 570 006', first_name: 'Ana' };

async function createdId(): Promise<string> {
	return (await api.post(create, ana)).data.contact_id;
}

describe('contacts', () => {
	test('are stored with the phone number in E.164', async () => {
		const { status, data } = await api.post(create, { ...ana, age: 41 });
		expect(status).toBe(201);
		expect(data).toEqual({ success: true, contact_id: expect.stringMatching(/^[0-9a-f-]{36}$/) });
		expect(voxworks.state.contacts.get(data.contact_id)).toEqual({
			id: data.contact_id,
			phone_number: '+61491570006',
			first_name: 'Ana',
			age: 41,
		});
		expect(contactWithPhone(voxworks.state, '0491570006')?.id).toBe(data.contact_id);
	});

	test('are rejected if the phone number exists in another spelling', async () => {
		await api.post(create, ana);
		const { status, data } = await api.post(create, { ...ana, phone_number: '+61 491-570-006' });
		expect(status).toBe(409);
		const message = 'Contact with this phone number already exists';
		expect(data).toEqual({ success: false, message });
		expect(voxworks.state.contacts.size).toBe(1);
	});

	test.each([
		['0491 570 006', '+61491570006'],
		['(02) 5550-0123', '+61255500123'],
		['61491570006', '+61491570006'],
		['+1 212 555 0100', '+12125550100'],
		['call me', undefined],
	])('have phone numbers normalised: %s is %s', (written, phone) => {
		expect(normalizePhone(written)).toBe(phone);
	});

	test('are rejected without a valid phone number', async () => {
		const { status, data } = await api.post(create, { ...ana, phone_number: 'call me' });
		expect(status).toBe(400);
		expect(data.message).toBe('Invalid phone number');
	});
});

describe('links', () => {
	test.each(['property-1', 'lot 7/ü'])('join a contact to %s', async (objectId) => {
		const contact_id = await createdId();
		const { status, data } = await api.post(linkTo(objectId), { contact_id, metadata: { a: 1 } });
		const link = { object_id: objectId, contact_id, metadata: { a: 1 } };
		expect(status).toBe(200);
		expect(data).toEqual({ success: true, link });
		expect(voxworks.state.links).toEqual([link]);
	});

	test('are recorded with the raw path', async () => {
		await api.post(linkTo('lot 7/ü'), { contact_id: await createdId() });
		expect(voxworks.requests.at(-1)?.path).toBe('/api/v1/link-contact-to-object/lot%207%2F%C3%BC');
	});

	test('distinguish an unknown object from an unknown contact', async () => {
		const contact_id = await createdId();
		const object = await api.post(linkTo('50%'), { contact_id });
		expect([object.status, object.data.message]).toEqual([404, 'Object not found']);
		const contact = await api.post(linkTo('property-1'), { contact_id: 'nobody' });
		expect([contact.status, contact.data.message]).toEqual([404, 'Contact not found']);
		expect(voxworks.state.links).toEqual([]);
	});

	test('are stored twice if they are requested twice', async () => {
		const contact_id = await createdId();
		await api.post(linkTo('property-1'), { contact_id });
		await api.post(linkTo('property-1'), { contact_id });
		expect(voxworks.state.links).toHaveLength(2);
	});
});

describe('rejections', () => {
	test.each([
		['no key', {}],
		['a wrong key', { Authorization: 'Bearer wrong' }],
		['a key without Bearer', { Authorization: 'vx-sandbox-key-7f3a9c52' }],
	])('%s comes before the check of the body', async (_name, headers) => {
		const anyone = clientOf<Body>(voxworks, 'voxworks', {});
		const { status, data } = await anyone.post(create, { nonsense: true }, { headers });
		expect(status).toBe(401);
		expect(data).toEqual({ success: false, message: 'Invalid API key' });
	});

	test('let a read-only key read, and not write', async () => {
		const reader = clientOf<Body>(voxworks, 'voxworks', voxworks.readOnlyCredential);
		expect((await reader.get('/api/v1/calls')).status).toBe(200);
		const { status, data } = await reader.post(create, ana);
		expect(status).toBe(403);
		expect(data.success).toBe(false);
		expect(voxworks.state.contacts.size).toBe(0);
	});

	test('name an undocumented field', async () => {
		const { status, data } = await api.post(create, { ...ana, nickname: 'A' });
		expect(status).toBe(400);
		expect(data).toEqual({ success: false, message: 'body.nickname is not documented' });
		expect(voxworks.state.contacts.size).toBe(0);
	});

	test('respond with 404 to an undocumented path', async () => {
		const { status, data } = await api.get('/api/v1/contacts');
		expect([status, data.success]).toEqual([404, false]);
	});

	test('survive broken JSON, a form, a badly encoded path and a body on GET', async () => {
		const headers = { 'Content-Type': 'application/json' };
		expect((await api.post(create, '{"first_name":', { headers })).status).toBe(400);
		const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
		expect((await api.post(create, JSON.stringify(ana), { headers: form })).status).toBe(400);
		const malformedPath = '/api/v1/link-contact-to-object/50%';
		expect((await api.post(malformedPath, { contact_id: 'x' })).status).toBe(400);
		expect((await api.get('/api/v1/calls', {}, { data: { a: 1 } })).status).toBe(400);
		expect(voxworks.requests.map((request) => request.status)).toEqual([400, 400, 400, 400]);
	});
});

describe('calls', () => {
	const phone = async (properties: object = {}) =>
		(await api.post('/api/v1/create-phone-call', { contact: ana, ...properties })).data;
	const get = (id: string, endpoint = 'get-call') => api.get(`/api/v1/${endpoint}/${id}`);

	test('are scheduled, and create or update their contact', async () => {
		const contact_id = await createdId();
		const contact = { phone_number: '+61 491 570 006', first_name: 'Bia', last_name: 'Lima' };
		const scheduled_time = '2026-02-25T09:00:00Z';
		const call = await phone({ contact, scheduled_time });
		expect(call).toMatchObject({ success: true, status: 'scheduled', contact_id });
		expect(voxworks.state.contacts.get(contact_id)).toMatchObject({ first_name: 'Bia' });
		const read = await get(call.call_id);
		expect(read.data).toMatchObject({ call: { type: 'outbound', contact_id, scheduled_time } });
		expect((await api.post('/api/v1/create-phone-call', {})).status).toBe(400);
	});

	test('accept unknown fields only where the page was cut off', async () => {
		expect((await phone({ priority: 'high' })).success).toBe(true);
		const contact = { ...ana, shoe_size: 42 };
		expect((await phone({ contact })).message).toBe('body.contact.shoe_size is not documented');
	});

	test('are rescheduled or cancelled only while they are scheduled', async () => {
		const { call_id } = await phone();
		const scheduled_time = '2026-03-01T09:00:00Z';
		const path = `/api/v1/reschedule-call/${call_id}`;
		const moved = await api.patch(path, { scheduled_time });
		expect(moved.data).toEqual({ success: true, call_id, status: 'scheduled', scheduled_time });
		const cancelled = await api.post(`/api/v1/cancel-call/${call_id}`);
		expect(cancelled.data).toEqual({ success: true, call_id, status: 'cancelled' });
		expect((await api.post(`/api/v1/cancel-call/${call_id}`)).status).toBe(400);
		expect((await api.patch(path, { scheduled_time })).status).toBe(400);
	});

	test('have a result once they have ended', async () => {
		const contact_id = await createdId();
		const { data } = await api.post('/api/v1/create-web-call', { contact_id });
		expect((await get(data.call_id, 'get-call-result')).status).toBe(404);
		const ended = await api.post(`/api/v1/end-web-call/${data.call_id}`);
		expect(ended.data).toMatchObject({ status: 'completed', end_reason: 'api_ended' });
		const result = await get(data.call_id, 'get-call-result');
		expect(result.data).toMatchObject({ call: { status: 'completed', rating: 5 } });
		const { call_id } = await phone();
		finishCall(voxworks.state, call_id, { status: 'voicemail' }, { rating: 1 });
		const response = await get(call_id, 'get-call-result');
		expect(response.data).toMatchObject({ call: { id: call_id, status: 'voicemail', rating: 1 } });
		const nobody = await api.post('/api/v1/create-web-call', { contact_id: 'x' });
		expect([nobody.status, nobody.data.message]).toEqual([404, 'Contact not found']);
	});

	test('end by themselves after a while, by the clock of the server', async () => {
		voxworks.now = Date.parse('2026-02-25T09:00:00Z');
		const control = (body: string) =>
			axios.post(`${voxworks.url}/__sandbox/callDuration`, body, {
				...{ proxy: false, validateStatus: null },
			});
		expect((await control('60000')).status).toBe(200);
		expect((await control('"soon"')).status).toBe(400);
		const { call_id } = await phone();
		const scheduled = await phone({ scheduled_time: '2026-02-25T10:00:00Z' });
		const statusAfter = async (seconds: number, id = call_id) => {
			voxworks.now = Date.parse('2026-02-25T09:00:00Z') + seconds * 1000;
			const [got, { data }] = [await get(id), await api.get('/api/v1/calls')];
			const { status } = data.calls.find((call) => call.id === id)!;
			expect(got.data).toMatchObject({ call: { status } });
			return status;
		};
		expect(await statusAfter(29)).toBe('scheduled');
		expect(await statusAfter(30)).toBe('in_progress');
		expect((await get(call_id, 'get-call-result')).status).toBe(404);
		expect(await statusAfter(60)).toBe('completed');
		expect((await get(call_id, 'get-call-result')).data).toMatchObject({ call: { rating: 5 } });
		expect(await statusAfter(3600 + 29, scheduled.call_id)).toBe('scheduled');
		expect(await statusAfter(3600 + 60, scheduled.call_id)).toBe('completed');
	});

	test('are listed newest first over pages, without gaps and repeats', async () => {
		const ids: string[] = [];
		for (let index = 0; index < 7; index += 1) ids.unshift((await phone()).call_id);
		const listedIds: string[] = [];
		let cursor: string | null | undefined;
		do {
			const query = { limit: 3, ...(cursor && { cursor }) };
			const { data } = await api.get('/api/v1/calls', query);
			expect(data.calls.length).toBeLessThanOrEqual(3);
			listedIds.push(...data.calls.map(({ id }) => id));
			cursor = data.meta.next_cursor;
		} while (cursor);
		expect(listedIds).toEqual(ids);
	});

	test('are filtered', async () => {
		const { call_id, contact_id } = await phone({ script_id: 's' });
		await api.post('/api/v1/create-web-call', { script_id: 's' });
		const listIds = async (query: object) =>
			(await api.get('/api/v1/calls', query)).data.calls.map(({ id }) => id);
		expect(await listIds({ script_id: 's' })).toHaveLength(2);
		expect(await listIds({ type: 'outbound', contact_id, status: 'scheduled' })).toEqual([call_id]);
		expect(await listIds({ created_before: '2000-01-01T00:00:00Z' })).toEqual([]);
		expect(await listIds({ created_after: '2000-01-01T00:00:00Z' })).toHaveLength(2);
	});
});

describe('lists', () => {
	test('create or find contacts by phone number, and add them once', async () => {
		const contactId = await createdId();
		const { list_id } = (await api.post('/api/v1/create-list', { name: 'L' })).data;
		const path = `/api/v1/add-contacts-to-list/${list_id}`;
		const contacts = [ana, { phone_number: '0491570156', first_name: 'Bob' }];
		const { status, data } = await api.post(path, { contacts });
		expect([status, data.contact_ids[0]]).toEqual([200, contactId]);
		expect(data).toMatchObject({ success: true, added: 2 });
		const again = await api.post(path, { contact: ana });
		expect(again.data).toMatchObject({ added: 0, contact_ids: [contactId] });
		expect(voxworks.state.contactIdsByList.get(list_id)?.size).toBe(2);
	});

	test('reject all contacts if one number is invalid, and reject an empty request', async () => {
		const { list_id } = (await api.post('/api/v1/create-list', { name: 'L' })).data;
		const path = `/api/v1/add-contacts-to-list/${list_id}`;
		const contacts = [ana, { phone_number: 'call me' }];
		expect((await api.post(path, { contacts })).status).toBe(400);
		expect((await api.post(path, {})).status).toBe(400);
		expect(voxworks.state.contacts.size).toBe(0);
	});
});

describe('objects', () => {
	const upsert = (body: object) => api.post('/api/v1/upsert-object', body);

	test('are found by their key, else created', async () => {
		const data = { crm: { id: 7 }, city: 'Sydney' };
		const body = { type_name: 'deal', upsert_key: '$.crm.id', data };
		const created = await upsert(body);
		expect(created.status).toBe(201);
		const updated = await upsert({ ...body, data: { ...data, city: 'Perth' } });
		expect([updated.status, updated.data.object_id]).toEqual([200, created.data.object_id]);
		const stored = { type_name: 'deal', data: { crm: { id: 7 }, city: 'Perth' } };
		expect(voxworks.state.objects.get(created.data.object_id)).toMatchObject(stored);
		const usual = await upsert({ id: 'property-1', beds: 3 });
		expect([usual.status, usual.data.object_id]).toEqual([200, 'property-1']);
		expect((await upsert({ upsert_key: '$.id' })).status).toBe(400);
	});

	test('have types, which are created once', async () => {
		const type = { type_name: 'deal', display_name: 'Deal', schema: { name: 'string' } };
		const { status, data } = await api.post('/api/v1/object-types', type);
		expect([status, data]).toMatchObject([
			201,
			{ object_type: { ...type, validation_mode: 'off' } },
		]);
		expect((await api.post('/api/v1/object-types', type)).status).toBe(400);
	});
});

test('an automation needs its token only, and runs once for each idempotency key', async () => {
	const anyone = clientOf<Body>(voxworks, 'voxworks', {});
	const [[token, runs]] = voxworks.state.automationRuns;
	const headers = { 'X-Idempotency-Key': 'k' };
	for (let sent = 0; sent < 2; sent += 1) {
		const { status } = await anyone.post(`/api/v1/hooks/${token}`, { a: 1 }, { headers });
		expect(status).toBe(200);
	}
	expect(runs).toEqual([{ a: 1 }]);
	expect((await anyone.post('/api/v1/hooks/other', {})).status).toBe(404);
});

test('calls can be listed, as the test of the credential does', async () => {
	const { status, data } = await api.get('/api/v1/calls', { limit: 1 });
	expect(status).toBe(200);
	expect(data).toMatchObject({ success: true, meta: { next_cursor: null } });
});

test('every request is recorded with its outcome', async () => {
	const before = Date.now();
	await api.post(create, ana);
	await api.post(create, ana);
	await api.get('/api/v1/calls', { type: 'web' });
	const [first, second, third] = voxworks.requests;
	expect(first).toMatchObject({
		method: 'POST',
		path: create,
		query: {},
		body: ana,
		operationId: 'createContact',
		status: 201,
		executed: true,
	});
	expect(first.headers.authorization).toBe(`Bearer ${voxworks.credential.apiKey}`);
	expect(first.startedAt).toBeGreaterThanOrEqual(before);
	expect(second).toMatchObject({ status: 409, executed: false });
	expect(third).toMatchObject({ query: { type: 'web' }, operationId: 'listCalls' });
});

test('a reset restores the seed', async () => {
	await api.post(linkTo('property-1'), { contact_id: await createdId() });
	voxworks.state.objects.delete('property-2');
	voxworks.reset();
	expect(voxworks.requests).toEqual([]);
	expect(voxworks.state.contacts.size).toBe(0);
	expect(voxworks.state.links).toEqual([]);
	expect(voxworks.state.objects.has('property-2')).toBe(true);
	expect((await api.post(create, ana)).status).toBe(201);
});
