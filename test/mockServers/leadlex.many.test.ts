/** Calls for many records: which counts and IDs they respond with. */
import { describe, expect, test } from '@jest/globals';
import { contactsWithEmail } from '../../tools/mockServers';
import { leadLexTest, errorOf } from './leadlexClient';

const leadlex = leadLexTest();

const contact = (fields: object = {}) =>
	leadlex.created('/v1/contacts', { full_name: 'Ana Souza', ...fields });
const post = async (path: string, body: object) => (await leadlex.api.post(path, body)).data.data;

describe('contacts', () => {
	test('are created in bulk in the order of the request, duplicates too', async () => {
		const ana = { full_name: 'Souza, Ana', email: 'ana@example.com' };
		const data = await post('/v1/contacts/bulk', { contacts: [ana, { full_name: 'Bob' }, ana] });
		expect(data.created).toBe(3);
		expect(data.contacts).toMatchObject([
			...[{ full_name: 'Ana Souza', email: 'ana@example.com' }, { full_name: 'Bob' }],
			{ full_name: 'Ana Souza' },
		]);
		expect(contactsWithEmail(leadlex.leadLex.state, 'ana@example.com')).toHaveLength(2);
		const many = { contacts: Array.from({ length: 501 }, () => ({ full_name: 'A' })) };
		expect((await leadlex.api.post('/v1/contacts/bulk', many)).status).toBe(400);
	});

	test('are deleted in bulk and counted once each, and kept in a dry run', async () => {
		const [first, second] = [await contact({ email: 'a@example.com' }), await contact()];
		await leadlex.api.post('/v1/companies/co-001/contacts/link', { contact_ids: [first] });
		const body = { contact_ids: [first, 'nobody', first, second] };
		const counts = { deleted_count: 2, not_found_count: 1, errors: [] };
		const path = '/v1/contacts/bulk-delete';
		expect(await post(path, { ...body, dry_run: true })).toEqual(counts);
		expect(leadlex.leadLex.state.contacts.size).toBe(2);
		expect(await post(path, body)).toEqual(counts);
		expect(leadlex.leadLex.state.contacts.size).toBe(0);
		expect(contactsWithEmail(leadlex.leadLex.state, 'a@example.com')).toEqual([]);
		const { data } = await leadlex.api.get('/v1/companies/co-001/contacts');
		expect(data.meta.total).toBe(0);
	});

	test('are updated: notes are appended, and names follow', async () => {
		const id = await contact({ email: 'old@example.com', company: 'Old' });
		await leadlex.api.patch(`/v1/contacts/${id}`, { notes: 'One' });
		const sent = { full_name: 'Bea Lima', email: 'new@example.com', company_name: 'New' };
		const { data } = await leadlex.api.patch(`/v1/contacts/${id}`, { ...sent, notes: 'Two' });
		expect(data.data).toMatchObject({ ...sent, first_name: 'Bea', notes: 'One\nTwo' });
		expect(data.data).not.toHaveProperty('company');
		const { state } = leadlex.leadLex;
		expect(contactsWithEmail(state, 'old@example.com')).toEqual([]);
		expect(contactsWithEmail(state, 'NEW@example.com')).toMatchObject([{ id, company: 'New' }]);
	});

	test('have tags that are merged and listed', async () => {
		const id = await contact({ tags: ['vip'] });
		await contact({ tags: ['legal'] });
		const tagged = await post(`/v1/contacts/${id}/tags`, { tags: ['new', 'vip'] });
		expect(tagged).toEqual({ contact_id: id, tags: ['vip', 'new'] });
		expect((await leadlex.api.get('/v1/tags')).data.data).toEqual({
			tags: ['legal', 'new', 'vip'],
		});
	});

	test('are merged: empty fields are filled, parts move, duplicates are deleted', async () => {
		const primary = await contact({ email: 'ana@example.com' });
		const double = await contact({ email: 'other@example.com', phone: '+61255500123' });
		const list = await leadlex.created('/v1/lists', { name: 'L' });
		await leadlex.api.post(`/v1/lists/${list}/contacts`, { contact_ids: [double] });
		await leadlex.api.post(`/v1/contacts/${double}/notes`, { title: 'N' });
		const body = { primary_id: primary, duplicate_ids: [double] };
		const merged = {
			primary: { id: primary, email: 'ana@example.com', phone: '+61255500123' },
			merged_ids: [double],
			fields_populated: ['phone'],
			counts: { notes: 1, activities: 0, tasks: 0, list_memberships: 1 },
		};
		const path = '/v1/contacts/merge';
		expect(await post(path, { ...body, dry_run: true })).toMatchObject(merged);
		expect(leadlex.leadLex.state.contacts.get(primary)).not.toHaveProperty('phone');
		expect(await post(path, body)).toMatchObject(merged);
		expect([...leadlex.leadLex.state.contacts.keys()]).toEqual([primary]);
		const notes = await leadlex.api.get(`/v1/contacts/${primary}/notes`);
		expect(notes.data.meta.total).toBe(1);
		const members = await leadlex.api.get('/v1/contacts', { list_id: list });
		expect(members.data.data.contacts).toMatchObject([{ id: primary }]);
		expect(errorOf(await leadlex.api.post(path, body))).toEqual([404, 'not_found']);
		const itself = { primary_id: primary, duplicate_ids: [primary] };
		expect(errorOf(await leadlex.api.post(path, itself))).toEqual([400, 'validation_error']);
	});

	test('show their newest notes, open tasks and open deals', async () => {
		const id = await contact();
		for (const title of ['1', '2', '3', '4']) {
			await leadlex.api.post(`/v1/contacts/${id}/notes`, { title });
		}
		await leadlex.api.post('/v1/tasks', { title: 'Open', contact_id: id });
		await leadlex.api.post('/v1/tasks', { title: 'Done', contact_id: id, status: 'completed' });
		await leadlex.api.post('/v1/deals', { name: 'D', contact_id: id });
		const { data } = await leadlex.api.get(`/v1/contacts/${id}`, { include: '*' });
		expect(data.data).toMatchObject({
			recent_notes: [{ title: '4' }, { title: '3' }, { title: '2' }],
			open_tasks: [{ title: 'Open' }],
			open_deals: [{ name: 'D' }],
		});
	});
});

describe('imports', () => {
	const ana = { full_name: 'Ana', email: 'ana@example.com' };

	test('create rows, and skip or update existing ones', async () => {
		await contact({ email: 'ana@example.com' });
		const rows = [{ ...ana, job_title: 'CEO' }, { full_name: 'Bob' }];
		const counts = { created_count: 1, updated_count: 0, skipped_count: 1, errors: [] };
		const first = await post('/v1/import/contacts', { rows, tags: ['new'] });
		expect(first).toMatchObject({ status: 'completed', ...counts });
		const second = await post('/v1/import/contacts', { rows: [rows[0]], update_existing: true });
		expect(second).toMatchObject({ created_count: 0, updated_count: 1 });
		const matches = contactsWithEmail(leadlex.leadLex.state, 'ana@example.com');
		expect(matches).toMatchObject([{ full_name: 'Ana', job_title: 'CEO' }]);
		expect((await leadlex.api.get('/v1/tags')).data.data).toEqual({ tags: ['new'] });
	});

	test('accept CSV with quotes and mapped columns, and report the wrong row', async () => {
		const csv = 'Name,email,x\n"Souza, Ana",ana@example.com,1\n,,2\r\n"A ""B"" C",b@example.com,\n';
		const data = await post('/v1/import/contacts', { csv, mapping: { Name: 'full_name' } });
		expect(data).toMatchObject({ created_count: 2, errors: [{ row_number: 2 }] });
		const names = [...leadlex.leadLex.state.contacts.values()].map((contact) => contact.full_name);
		expect(names).toEqual(['Ana Souza', 'A "B" C']);
	});

	test('of more than 500 rows are queued', async () => {
		const rows = Array.from({ length: 501 }, (_, index) => ({ full_name: `P ${index}` }));
		const data = await post('/v1/import/contacts', { rows });
		expect(data).toMatchObject({ status: 'queued' });
		expect(data).not.toHaveProperty('created_count');
	});

	test('match companies by domain', async () => {
		const rows = [{ name: 'Acme', domain: 'acme.example' }];
		await post('/v1/import/companies', { rows });
		const changed = [{ name: 'Acme', domain: 'acme.example', city: 'Bonn' }];
		const again = await post('/v1/import/companies', { rows: changed, update_existing: true });
		expect(again).toMatchObject({ created_count: 0, updated_count: 1 });
		const { data } = await leadlex.api.get('/v1/companies/export', { fields: 'name,city' });
		expect(String(data)).toContain('\r\nAcme,Bonn\r\n');
	});
});

describe('deals', () => {
	test('are created in bulk and returned in the order of the request', async () => {
		const deals = [
			{ name: 'A', contact_id: 'c' },
			{ name: 'B', status: 'won' },
		];
		expect(await post('/v1/deals/bulk', { deals })).toMatchObject([
			{ name: 'A', main_contact_id: 'c', status: 'active' },
			{ name: 'B', status: 'won' },
		]);
	});

	test('are updated in bulk, and only existing ones are counted', async () => {
		const ids = [
			await leadlex.created('/v1/deals', { name: 'A' }),
			await leadlex.created('/v1/deals', { name: 'B' }),
		];
		const change = { deal_ids: [...ids, ids[0], 'x'], updates: { owner_id: 'u' } };
		const { data } = await leadlex.api.patch('/v1/deals/bulk', change);
		expect(data.data).toEqual({ updated: 2 });
		const owners = [...leadlex.leadLex.state.deals.values()].map((deal) => deal.owner_user_id);
		expect(owners).toEqual(['u', 'u']);
		const deleted = await post('/v1/deals/bulk-delete', { deal_ids: [...ids, 'x'] });
		expect(deleted).toEqual({ deleted_count: 2, not_found_count: 1, errors: [] });
		expect(leadlex.leadLex.state.deals.size).toBe(0);
	});
});

describe('exports', () => {
	test('are CSV with the documented columns', async () => {
		const fields = { email: 'ana@example.com', company: 'A, B', tags: ['x', 'y'] };
		const id = await contact({ ...fields, created_date: '2026-01-01T00:00:00.000Z' });
		await contact({ tags: ['x'] });
		const { data, headers } = await leadlex.api.get('/v1/contacts/export?tag=x&tag=y');
		expect(headers['content-type']).toBe('text/csv; charset=utf-8');
		expect(headers['content-disposition']).toBe('attachment; filename="contacts-export.csv"');
		expect(String(data).split('\r\n')).toEqual([
			'id,full_name,email,phone,job_title,company_name,linkedin_url,tags,created_at',
			expect.stringMatching(
				`^${id},Ana Souza,ana@example.com,,,"A, B",,x;y,\\d{4}-\\d\\d-\\d\\dT.*Z$`,
			),
			'',
		]);
	});

	test('call an active deal open', async () => {
		await leadlex.api.post('/v1/deals', { name: 'A', estimated_value: 5, stage: 'Lead' });
		await leadlex.api.post('/v1/deals', { name: 'B', status: 'won', stage: 'Won' });
		const query = { status: 'open', stage_id: 'Lead', fields: 'name,status,value', limit: 5 };
		const { data } = await leadlex.api.get('/v1/deals/export', query);
		expect(String(data)).toBe('name,status,value\r\nA,open,5\r\n');
	});
});

describe('prospects', () => {
	const search = (body: object) => post('/v1/prospector/search', body);

	test('are searched, with the paging inside of data', async () => {
		const secondPage = await search({ industry: ['legal'], page: 2 });
		expect(secondPage.pagination).toEqual({ page: 2, per_page: 25, total: 30, total_pages: 2 });
		expect(secondPage.results).toHaveLength(5);
		expect(JSON.stringify(secondPage)).not.toContain('@');
		const legacy = await post('/v1/prospects/search', { jobTitles: ['CFO'] });
		expect(legacy).toEqual(await search({ titles: ['CFO'] }));
		const none = await leadlex.api.post('/v1/prospector/search', {});
		expect(errorOf(none)).toEqual([400, 'validation_error']);
	});

	test('are revealed, each with a status of its own', async () => {
		const prospect = { member_id: '12345', full_name: 'Jane Doe 1', email_verified: true };
		expect(await post('/v1/prospector/reveal', { member_id: '12345' })).toMatchObject(prospect);
		const prospects = [{ member_id: '12345' }, { member_id: '1' }];
		expect(await post('/v1/prospector/reveal/bulk', { prospects })).toMatchObject({
			results: [
				{ member_id: '12345', status: 'success' },
				{ member_id: '1', status: 'failed' },
			],
			summary: { total: 2, succeeded: 1, failed: 1 },
		});
	});

	test('are saved as contacts, unless their email exists', async () => {
		const list_id = await leadlex.created('/v1/lists', { name: 'L' });
		await contact({ email: 'a@example.com' });
		const prospects = [
			{ name: 'Ana', email: 'A@example.com' },
			{ name: 'Bob', email: 'b@example.com', title: 'CEO', company_name: 'Acme' },
		];
		const saved = await post('/v1/prospects/save', { prospects, list_id });
		const bob = { full_name: 'Bob', job_title: 'CEO', company_name: 'Acme' };
		expect(saved).toMatchObject({ created: 1, contacts: [bob] });
		const members = await leadlex.api.get('/v1/contacts', { list_id });
		expect(members.data.data.contacts).toMatchObject([bob]);
		const unknownList = { prospects, list_id: 'x' };
		expect(errorOf(await leadlex.api.post('/v1/prospects/save', unknownList))).toEqual([
			404,
			'not_found',
		]);
	});
});
