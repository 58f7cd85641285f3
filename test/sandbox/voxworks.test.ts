import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { contactWithPhone, normalizePhone, startSandbox } from '../../sandbox';
import type { Sandbox } from '../../sandbox';
import { clientOf } from './client';
import type { Client } from './client';

let sandbox: Sandbox;
let voxworks: Sandbox['voxworks'];
let api: Client<Body>;

interface Body {
	success: boolean;
	contact_id: string;
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
	test('a contact is kept with its phone in E.164', async () => {
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

	test('the same phone in another spelling is refused', async () => {
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
	])('the phone %s is %s', (written, phone) => {
		expect(normalizePhone(written)).toBe(phone);
	});

	test('what is no phone number is refused', async () => {
		const { status, data } = await api.post(create, { ...ana, phone_number: 'call me' });
		expect(status).toBe(400);
		expect(data.message).toBe('Invalid phone number');
	});
});

describe('links', () => {
	test.each(['property-1', 'lot 7/ü'])('a contact is linked to %s', async (objectId) => {
		const contact_id = await createdId();
		const { status, data } = await api.post(linkTo(objectId), { contact_id, metadata: { a: 1 } });
		const link = { object_id: objectId, contact_id, metadata: { a: 1 } };
		expect(status).toBe(200);
		expect(data).toEqual({ success: true, link });
		expect(voxworks.state.links).toEqual([link]);
	});

	test('an encoded ID is recorded raw', async () => {
		await api.post(linkTo('lot 7/ü'), { contact_id: await createdId() });
		expect(voxworks.requests.at(-1)?.path).toBe('/api/v1/link-contact-to-object/lot%207%2F%C3%BC');
	});

	test('an unknown object and an unknown contact are told apart', async () => {
		const contact_id = await createdId();
		const object = await api.post(linkTo('50%'), { contact_id });
		expect([object.status, object.data.message]).toEqual([404, 'Object not found']);
		const contact = await api.post(linkTo('property-1'), { contact_id: 'nobody' });
		expect([contact.status, contact.data.message]).toEqual([404, 'Contact not found']);
		expect(voxworks.state.links).toEqual([]);
	});

	test('a link that is made twice shows as two', async () => {
		const contact_id = await createdId();
		await api.post(linkTo('property-1'), { contact_id });
		await api.post(linkTo('property-1'), { contact_id });
		expect(voxworks.state.links).toHaveLength(2);
	});
});

describe('refusals', () => {
	test.each([
		['no key', {}],
		['a wrong key', { Authorization: 'Bearer wrong' }],
		['a key without Bearer', { Authorization: 'vx-sandbox-key-7f3a9c52' }],
	])('%s is refused before the body is looked at', async (_name, headers) => {
		const anyone = clientOf<Body>(voxworks, 'voxworks', {});
		const { status, data } = await anyone.post(create, { nonsense: true }, { headers });
		expect(status).toBe(401);
		expect(data).toEqual({ success: false, message: 'Invalid API key' });
	});

	test('a key that may only read reads, and does not write', async () => {
		const reader = clientOf<Body>(voxworks, 'voxworks', voxworks.readOnlyCredential);
		expect((await reader.get('/api/v1/calls')).status).toBe(200);
		const { status, data } = await reader.post(create, ana);
		expect(status).toBe(403);
		expect(data.success).toBe(false);
		expect(voxworks.state.contacts.size).toBe(0);
	});

	test('an undocumented field is refused by name', async () => {
		const { status, data } = await api.post(create, { ...ana, nickname: 'A' });
		expect(status).toBe(400);
		expect(data).toEqual({ success: false, message: 'body.nickname is not documented' });
		expect(voxworks.state.contacts.size).toBe(0);
	});

	test('an undocumented path is not found, an operation that is not acted out says so', async () => {
		expect((await api.get('/api/v1/contacts')).status).toBe(404);
		const { status, data } = await api.post('/api/v1/upsert-object', { upsert_key: '$.id' });
		expect(status).toBe(501);
		expect(data.message).toContain('upsertObject');
	});

	test('broken JSON, a form, a badly encoded path and a body on GET are refused, not a crash', async () => {
		const headers = { 'Content-Type': 'application/json' };
		expect((await api.post(create, '{"first_name":', { headers })).status).toBe(400);
		const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
		expect((await api.post(create, JSON.stringify(ana), { headers: form })).status).toBe(400);
		const bad = '/api/v1/link-contact-to-object/50%';
		expect((await api.post(bad, { contact_id: 'x' })).status).toBe(400);
		expect((await api.get('/api/v1/calls', {}, { data: { a: 1 } })).status).toBe(400);
		expect(voxworks.requests.map((request) => request.status)).toEqual([400, 400, 400, 400]);
	});
});

test('calls can be listed, which is what a test of the credential does', async () => {
	const { status, data } = await api.get('/api/v1/calls', { limit: 1 });
	expect(status).toBe(200);
	expect(data).toMatchObject({ success: true, meta: { next_cursor: null } });
});

test('every request is recorded with what became of it', async () => {
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
		carriedOut: true,
	});
	expect(first.headers.authorization).toBe(`Bearer ${voxworks.credential.apiKey}`);
	expect(first.startedAt).toBeGreaterThanOrEqual(before);
	expect(second).toMatchObject({ status: 409, carriedOut: false });
	expect(third).toMatchObject({ query: { type: 'web' }, operationId: 'listCalls' });
});

test('a reset brings back the seed', async () => {
	await api.post(linkTo('property-1'), { contact_id: await createdId() });
	voxworks.state.objects.delete('property-2');
	voxworks.reset();
	expect(voxworks.requests).toEqual([]);
	expect(voxworks.state.contacts.size).toBe(0);
	expect(voxworks.state.links).toEqual([]);
	expect(voxworks.state.objects.has('property-2')).toBe(true);
	expect((await api.post(create, ana)).status).toBe(201);
});
