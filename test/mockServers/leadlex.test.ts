import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { contactsWithEmail, startSandbox } from '../../tools/mockServers';
import type { Sandbox } from '../../tools/mockServers';
import { clientOf } from './client';
import type { Client } from './client';

let sandbox: Sandbox;
let leadLex: Sandbox['leadLex'];
let api: Client<Body>;

interface Row {
	id: string;
	name: string;
	full_name: string;
	created_date: string;
	related_company_id: string;
}

interface Body {
	data: Row & { contacts: Row[]; companies: Row[] };
	meta: { page: number; per_page: number; total: number };
	error: { code: string };
}

beforeAll(async () => {
	sandbox = await startSandbox();
	leadLex = sandbox.leadLex;
	api = clientOf<Body>(leadLex, 'leadlex');
});
beforeEach(() => leadLex.reset());
afterAll(() => sandbox.stop());

async function createdId(fields: object): Promise<string> {
	return (await api.post('/v1/contacts', fields)).data.data.id;
}

const codeOf = (response: { data: Body }) => response.data.error.code;

describe('contacts', () => {
	test('are created with the fields that were sent, and read back', async () => {
		const sent = {
			full_name: 'Hans Müller',
			email: 'hans@example.com',
			priority: 'high',
			tags: ['VIP'],
			custom_fields: { crm: 1 },
			related_company_id: 'co-001',
		};
		const created = await api.post('/v1/contacts', sent);
		expect(created.status).toBe(200);
		const stored = { ...sent, first_name: 'Hans', last_name: 'Müller', priority: 1 };
		expect(created.data.data).toMatchObject(stored);
		const read = await api.get(`/v1/contacts/${created.data.data.id}`, { include: 'notes' });
		expect(read.data.data).toMatchObject({ ...stored, recent_notes: [] });
		expect(read.data.data).not.toHaveProperty('open_tasks');
	});

	test.each([
		[{ full_name: 'Müller, Hans' }, { first_name: 'Hans', last_name: 'Müller' }],
		[{ full_name: 'Ana Maria Souza' }, { first_name: 'Ana Maria', last_name: 'Souza' }],
		[{ first_name: 'Ana', last_name: 'Souza' }, { full_name: 'Ana Souza' }],
		[{ email: 'ana.souza@example.com' }, { full_name: 'Ana Souza', last_name: 'Souza' }],
		[{ full_name: 'Plato' }, { first_name: 'Plato', last_name: '' }],
	])('get the missing names of %j', async (sent, names) => {
		expect((await api.post('/v1/contacts', sent)).data.data).toMatchObject(names);
	});

	test('are created again if the email exists', async () => {
		await createdId({ email: 'ana@example.com' });
		await createdId({ email: 'ANA@example.com' });
		expect(contactsWithEmail(leadLex.state, 'Ana@Example.com')).toHaveLength(2);
		expect(contactsWithEmail(leadLex.state, 'other@example.com')).toEqual([]);
	});

	test('keep a creation date within the documented bounds only', async () => {
		const dayAway = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
		const dateOf = async (created_date: string) =>
			(await api.post('/v1/contacts', { full_name: 'A', created_date })).data.data.created_date;
		const [lastYear, tenYearsAgo, nextWeek] = [dayAway(-365), dayAway(-3650), dayAway(7)];
		expect(await dateOf(lastYear)).toBe(lastYear);
		expect(await dateOf(tenYearsAgo)).not.toBe(tenYearsAgo);
		expect(await dateOf(nextWeek)).not.toBe(nextWeek);
	});

	test('are rejected with an unknown company', async () => {
		const sent = { full_name: 'A', related_company_id: 'co-999' };
		const response = await api.post('/v1/contacts', sent);
		expect([response.status, codeOf(response)]).toEqual([400, 'validation_error']);
		expect(leadLex.state.contacts.size).toBe(0);
	});

	test('get a 404 if they are unknown', async () => {
		const response = await api.get(`/v1/contacts/${encodeURIComponent('a/b ü')}`);
		expect([response.status, codeOf(response)]).toEqual([404, 'not_found']);
	});

	test('are searched by name or email, sorted and paged', async () => {
		await createdId({ full_name: 'Bruno Lima', email: 'bruno@example.com' });
		await createdId({ full_name: 'Ana Souza', email: 'ana@mail.example' });
		await createdId({ full_name: 'Carla Dias', email: 'carla@example.com' });
		const names = async (query: object) => {
			const { data } = await api.get('/v1/contacts', query);
			return [data.meta.total, ...data.data.contacts.map((contact) => contact.full_name)];
		};
		expect(await names({})).toEqual([3, 'Bruno Lima', 'Ana Souza', 'Carla Dias']);
		expect(await names({ search: 'SOUZA' })).toEqual([1, 'Ana Souza']);
		expect(await names({ search: 'example.com' })).toEqual([2, 'Bruno Lima', 'Carla Dias']);
		expect(await names({ sort: '-full_name', per_page: 2 })).toEqual([
			3,
			'Carla Dias',
			'Bruno Lima',
		]);
		expect(await names({ page: 2, per_page: 2 })).toEqual([3, 'Carla Dias']);
		expect(await names({ created_after: '2100-01-01T00:00:00Z' })).toEqual([0]);
	});
});

describe('companies', () => {
	test('come in pages of 50 by default', async () => {
		const ids: string[] = [];
		for (const page of [1, 2, 3, 4]) {
			const { data } = await api.get('/v1/companies', { page });
			expect(data.meta).toEqual({ page, per_page: 50, total: 130 });
			ids.push(...data.data.companies.map((company) => company.id));
		}
		expect(new Set(ids).size).toBe(130);
		const { data } = await api.get('/v1/companies', { per_page: 100 });
		expect(data.data.companies).toHaveLength(100);
	});

	test.each([
		['acme', 'Acme Legal'],
		['müller &', 'Müller & Partner'],
		['MÜLLER', 'Müller & Partner'],
	])('are found: %s finds %s', async (search, name) => {
		const { data } = await api.get('/v1/companies', { search });
		expect(data.data.companies.map((company) => company.name)).toEqual([name]);
		expect(data.meta.total).toBe(1);
	});

	test('reject pages of more than 100', async () => {
		const response = await api.get('/v1/companies', { per_page: 101 });
		expect([response.status, codeOf(response)]).toEqual([400, 'validation_error']);
	});

	test('are read by ID', async () => {
		expect((await api.get('/v1/companies/co-002')).data.data.name).toBe('Müller & Partner');
		expect((await api.get('/v1/companies/co-999')).status).toBe(404);
	});
});

describe('contacts of companies', () => {
	const linkTo = (id: string, contact_ids: string[]) =>
		api.post(`/v1/companies/${id}/contacts/link`, { contact_ids });

	test('are linked, and unknown ones counted as failed', async () => {
		const first = await createdId({ full_name: 'First' });
		const second = await createdId({ full_name: 'Second' });
		const { status, data } = await linkTo('co-001', [second, 'nobody', first, first]);
		expect(status).toBe(200);
		expect(data).toEqual({ data: { updated: 2, failed: 1 } });
		const read = await api.get(`/v1/contacts/${first}`);
		expect(read.data.data.related_company_id).toBe('co-001');
		const list = await api.get('/v1/companies/co-001/contacts', { per_page: 1, page: 2 });
		expect(list.data.meta).toEqual({ page: 2, per_page: 1, total: 2 });
		expect(list.data.data.contacts).toMatchObject([{ id: first, full_name: 'First' }]);
	});

	test('move when they are linked to another company', async () => {
		const contact = await createdId({ full_name: 'Ana', related_company_id: 'co-001' });
		await linkTo('co-002', [contact]);
		const total = async (id: string) =>
			(await api.get(`/v1/companies/${id}/contacts`)).data.meta.total;
		expect([await total('co-001'), await total('co-002')]).toEqual([0, 1]);
	});

	test('are not linked to an unknown company', async () => {
		const contact = await createdId({ full_name: 'Ana' });
		const response = await linkTo('co-999', [contact]);
		expect([response.status, codeOf(response)]).toEqual([404, 'company_not_found']);
		expect(leadLex.state.contacts.get(contact)?.related_company_id).toBeUndefined();
	});

	test('are accepted up to 100 at once; 101 and none are rejected', async () => {
		const ids = (count: number) => Array.from({ length: count }, (_, index) => `c-${index}`);
		expect((await linkTo('co-001', ids(100))).data).toEqual({ data: { updated: 0, failed: 100 } });
		expect((await linkTo('co-001', ids(101))).status).toBe(400);
		expect((await linkTo('co-001', [])).status).toBe(400);
	});
});

describe('rejections', () => {
	test('distinguish no key, a wrong key and a read-only key', async () => {
		const anyone = clientOf<Body>(leadLex, 'leadlex', {});
		const none = await anyone.get('/v1/users');
		expect([none.status, codeOf(none)]).toEqual([401, 'missing_auth']);
		const wrong = await anyone.get('/v1/users', {}, { headers: { Authorization: 'Bearer wbk_x' } });
		expect([wrong.status, codeOf(wrong)]).toEqual([401, 'invalid_key']);
		const reader = clientOf<Body>(leadLex, 'leadlex', leadLex.readOnlyCredential);
		expect((await reader.get('/v1/users')).status).toBe(200);
		const { status, data } = await reader.post('/v1/contacts', { full_name: 'A' });
		expect(status).toBe(403);
		const message = 'Missing required permission: write';
		expect(data).toEqual({ error: { code: 'insufficient_permissions', message } });
	});

	test('name every wrong field of a body', async () => {
		const { status, data } = await api.post('/v1/contacts', { full_name: 'A', nickname: 'B' });
		expect(status).toBe(400);
		expect(data.error).toEqual({
			code: 'validation_error',
			message: 'body.nickname is not documented',
			details: { fields: { nickname: 'is not documented' } },
		});
		expect((await api.post('/v1/contacts', { phone: '1' })).status).toBe(400);
	});

	test('respond with 404 to an undocumented path', async () => {
		const response = await api.get('/v1/matters');
		expect([response.status, codeOf(response)]).toEqual([404, 'not_found']);
	});
});

test('every response has the headers of the rate limit, also an error', async () => {
	const midnight = new Date().setUTCHours(24, 0, 0, 0) / 1000;
	for (const path of ['/v1/users', '/v1/nothing']) {
		const { headers } = await api.get(path);
		expect(Number(headers['x-ratelimit-limit'])).toBeGreaterThan(0);
		expect(Number(headers['x-ratelimit-remaining'])).toBeGreaterThan(0);
		expect(Number(headers['x-ratelimit-reset'])).toBeGreaterThanOrEqual(midnight);
	}
});
