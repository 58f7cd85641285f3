/** Calls in the table of routes. */
import { describe, expect, test } from '@jest/globals';
import { operationsOf } from '../../tools/mockServers/contract/operations';
import { leadLexTest, errorOf } from './leadlexClient';

const leadlex = leadLexTest();
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);

const contact = () => leadlex.created('/v1/contacts', { full_name: 'Ana Souza' });

describe('a record', () => {
	test('is created, read, updated and deleted, wrapped as its page shows', async () => {
		const sent = { name: 'Deal', contact_id: 'c-1', owner_id: 'u-1', description: 'Text' };
		const created = await leadlex.api.post('/v1/deals', sent);
		const deal = {
			id: uuid,
			name: 'Deal',
			status: 'active',
			main_contact_id: 'c-1',
			owner_user_id: 'u-1',
			high_level_description: 'Text',
			created_date: time,
		};
		expect(created.data.data).toEqual({ ...deal, tags: [], updated_date: null });
		const path = `/v1/deals/${created.data.data.id}`;
		expect((await leadlex.api.get(path)).data.data).toMatchObject({ deal });
		const changed = await leadlex.api.patch(path, { status: 'won', owner_id: 'u-2' });
		expect(changed.data.data).toEqual({
			...deal,
			status: 'won',
			owner_user_id: 'u-2',
			tags: [],
			updated_date: time,
		});
		const deleted = await leadlex.api.delete(path);
		expect(deleted.data.data).toEqual({ deleted: true, id: created.data.data.id });
		expect(errorOf(await leadlex.api.get(path))).toEqual([404, 'deal_not_found']);
	});

	test('shows the documented fields only', async () => {
		const { data } = await leadlex.api.patch('/v1/companies/co-001', { city: 'Bonn' });
		expect(Object.keys(data.data)).toEqual(['id', 'name', 'industry', 'updated_date']);
		expect((await leadlex.api.get('/v1/companies/co-001')).data.data).toMatchObject({
			city: 'Bonn',
		});
	});

	test('is deleted without a body where the page shows none', async () => {
		const fields = { name: 'a', mime_type: 'text/plain', storage_path: 'a' };
		const id = await leadlex.created('/v1/documents', fields);
		const { status, data } = await leadlex.api.delete(`/v1/documents/${id}`);
		expect([status, data]).toEqual([204, '']);
		expect(leadlex.leadLex.state.documents.size).toBe(0);
	});

	test.each([
		['/v1/contacts/x', 'not_found', 'Contact not found'],
		['/v1/tasks/x', 'task_not_found', 'Task not found'],
		['/v1/campaigns/x', 'campaign_not_found', 'Campaign not found'],
		['/v1/campaigns/x/steps', 'campaign_not_found', 'Campaign not found'],
		['/v1/contacts/x/activities', 'contact_not_found', 'Contact not found'],
		['/v1/lexi/conversations/x', 'not_found', 'Conversation not found'],
		['/v1/webhooks/x/logs', 'webhook_not_found', 'Webhook not found'],
	])('%s gets a 404 with the code of its page', async (path, code, message) => {
		const { status, data } = await leadlex.api.get(path);
		expect([status, data]).toEqual([404, { error: { code, message } }]);
	});
});

describe('a list', () => {
	const names = async (query: object) => {
		const { data } = await leadlex.api.get('/v1/deals', query);
		return (data.data.deals as Array<{ name: string }>).map(({ name }) => name);
	};

	test('is filtered by fields, by the names that they are sent under, and by time', async () => {
		const anas = { name: 'Of Ana', contact_id: 'ana', stage: 'Lead', tags: ['a', 'b'] };
		await leadlex.api.post('/v1/deals', anas);
		await leadlex.api.post('/v1/deals', { name: 'Won', stage: 'Won', status: 'won', tags: ['b'] });
		expect(await names({})).toEqual(['Of Ana', 'Won']);
		expect(await names({ status: 'won' })).toEqual(['Won']);
		expect(await names({ contact_id: 'ana' })).toEqual(['Of Ana']);
		expect(await names({ tags: 'b' })).toEqual(['Of Ana', 'Won']);
		expect(await names({ tags: 'a', stage: 'Lead' })).toEqual(['Of Ana']);
		expect(await names({ created_after: '2100-01-01T00:00:00Z' })).toEqual([]);
		expect(await names({ created_before: '2100-01-01T00:00:00Z' })).toHaveLength(2);
		expect(await names({ updated_after: '2000-01-01T00:00:00Z' })).toEqual([]);
	});

	test('is paged, with the default size that its page documents', async () => {
		for (let index = 0; index < 30; index += 1) {
			const file = { mime_type: 'text/plain', storage_path: String(index) };
			await leadlex.api.post('/v1/documents', { ...file, name: `File ${index}` });
		}
		const first = await leadlex.api.get('/v1/documents');
		expect(first.data.meta).toEqual({ page: 1, per_page: 25, total: 30 });
		const last = await leadlex.api.get('/v1/documents', { page: 4, per_page: 9, search: 'FILE' });
		expect(last.data.meta).toEqual({ page: 4, per_page: 9, total: 30 });
		expect(last.data.data.documents).toMatchObject([
			...[{ name: 'File 27' }, { name: 'File 28' }, { name: 'File 29' }],
		]);
	});

	test('accepts a repeated parameter, and rejects it under another name', async () => {
		const file = { name: 'a', mime_type: 'text/plain', storage_path: 'a' };
		await leadlex.api.post('/v1/documents', { ...file, tags: ['nda', 'signed'] });
		await leadlex.api.post('/v1/documents', { ...file, tags: ['nda'], storage_path: 'b' });
		const total = async (query: string) =>
			(await leadlex.api.get(`/v1/documents?${query}`)).data.meta.total;
		expect(await total('tag=nda')).toBe(2);
		expect(await total('tag=nda&tag=signed')).toBe(1);
		expect(leadlex.leadLex.requests.at(-1)?.query).toEqual({ tag: 'nda,signed' });
		const wrong = await leadlex.api.get('/v1/documents?tag[0]=nda');
		expect(errorOf(wrong)).toEqual([400, 'validation_error']);
	});

	test('starts with the documented example if no call adds to it', async () => {
		const { data } = await leadlex.api.get('/v1/email/threads', { unread: true });
		expect(data.meta.total).toBe(1);
		const [{ id }] = data.data.threads as Array<{ id: string }>;
		const thread = await leadlex.api.get(`/v1/email/threads/${id}`);
		expect(thread.data.data.messages).toHaveLength(1);
		const contact_id = '123e4567-e89b-12d3-a456-426614174000';
		for (const path of ['/v1/email/threads', '/v1/lexi/conversations']) {
			expect((await leadlex.api.get(path, { contact_id })).data.meta.total).toBe(1);
			expect((await leadlex.api.get(path, { contact_id: 'other' })).data.meta.total).toBe(0);
		}
	});

	test('shows pending tasks of Lexi by default', async () => {
		const { lexiTasks } = leadlex.leadLex.state;
		const [first] = lexiTasks.values();
		const total = async (query?: object) =>
			((await leadlex.api.get('/v1/lexi/tasks', query)).data.data.tasks as object[]).length;
		const pending = await total();
		await leadlex.api.post(`/v1/lexi/tasks/${first.id}/dismiss`);
		expect(await total()).toBe(pending - 1);
		expect(await total({ status: 'dismissed' })).toBe(1);
		const again = await leadlex.api.post(`/v1/lexi/tasks/${first.id}/approve`);
		expect(errorOf(again)).toEqual([400, 'validation_error']);
	});
});

describe('parts of a record', () => {
	test('are records too: notes of a contact are among all notes', async () => {
		const id = await contact();
		const otherId = await contact();
		const { data } = await leadlex.api.post(`/v1/contacts/${id}/notes`, { title: 'Call' });
		expect(data.data).toMatchObject({ title: 'Call', contact_id: id, created_date: time });
		const total = async (path: string) => (await leadlex.api.get(path)).data.meta.total;
		expect(await total(`/v1/contacts/${id}/notes`)).toBe(1);
		expect(await total(`/v1/contacts/${otherId}/notes`)).toBe(0);
		expect(await total('/v1/notes')).toBe(1);
		await leadlex.api.post('/v1/companies/co-001/notes', { title: 'Note' });
		const [note] = [...leadlex.leadLex.state.notes.values()].slice(-1);
		expect(note).toMatchObject({ related_company_id: 'co-001', note_type: 'general' });
	});

	test('are not found below another parent', async () => {
		const list = await leadlex.created('/v1/lists', { name: 'L' });
		const campaign = { name: 'C', list_id: list, template: 'Hi' };
		const [campaignId, otherCampaignId] = [
			await leadlex.created('/v1/campaigns', campaign),
			await leadlex.created('/v1/campaigns', campaign),
		];
		const step = { subject: 'A', body: 'B' };
		const created = await leadlex.api.post(`/v1/campaigns/${campaignId}/steps`, step);
		const { id } = created.data.data.step as { id: string };
		expect(created.data.data.step).toMatchObject({
			index: 0,
			delay_days: 0,
			send_condition: 'always',
		});
		await leadlex.api.post(`/v1/campaigns/${campaignId}/steps`, { ...step, subject: 'Second' });
		const wrong = await leadlex.api.delete(`/v1/campaigns/${otherCampaignId}/steps/${id}`);
		expect(errorOf(wrong)).toEqual([404, 'step_not_found']);
		await leadlex.api.delete(`/v1/campaigns/${campaignId}/steps/${id}`);
		const { data } = await leadlex.api.get(`/v1/campaigns/${campaignId}/steps`);
		expect(data.data.steps).toMatchObject([{ subject: 'Second', index: 0 }]);
	});

	test.each(['/v1/notes', '/v1/tasks'])('of %s need a parent, by ID or by name', async (path) => {
		const id = await contact();
		const post = (fields: object) => leadlex.api.post(path, { title: 'T', ...fields });
		expect(errorOf(await post({}))).toEqual([400, 'validation_error']);
		expect(errorOf(await post({ contact_id: 'x' }))).toEqual([400, 'validation_error']);
		expect(errorOf(await post({ contact_name: 'Nobody' }))).toEqual([400, 'validation_error']);
		expect((await post({ contact_name: 'souza' })).data.data).toMatchObject({ contact_id: id });
		const company = await post({ company_name: 'Acme' });
		expect(company.status).toBe(200);
		await contact();
		const several = await post({ contact_name: 'souza' });
		expect(errorOf(several)).toEqual([400, 'ambiguous_reference']);
		expect(several.data.error.message).toContain(id);
	});

	test('stay when their parent is deleted', async () => {
		const id = await contact();
		await leadlex.api.post('/v1/notes', { title: 'N', contact_id: id });
		await leadlex.api.delete(`/v1/contacts/${id}`);
		expect([...leadlex.leadLex.state.notes.values()]).toMatchObject([{ contact_id: null }]);
	});
});

describe('secrets', () => {
	test('of webhooks and API keys are shown once', async () => {
		const hook = { url: 'https://example.com/h', events: ['deal.created', 'email.sent'] };
		const { data } = await leadlex.api.post('/v1/webhooks', hook);
		expect(data.data.webhook).toMatchObject({
			...hook,
			active: true,
			secret: expect.stringMatching(/^whsec_/),
		});
		const key = { name: 'K', permissions: ['read:contacts'] };
		expect((await leadlex.api.post('/v1/api-keys', key)).data.data).toMatchObject({
			key: expect.stringMatching(/^wbk_/),
			rate_limit_tier: 'standard',
		});
		const lists = [await leadlex.api.get('/v1/webhooks'), await leadlex.api.get('/v1/api-keys')];
		expect(JSON.stringify(lists.map((list) => list.data))).not.toMatch(/whsec_|"key"/);
	});

	test('of revoked keys: the key stays in the list of all', async () => {
		const key = { name: 'K', permissions: ['read:contacts'] };
		const id = await leadlex.created('/v1/api-keys', key);
		expect(errorOf(await leadlex.api.post('/v1/api-keys', key))).toEqual([409, 'duplicate_name']);
		expect((await leadlex.api.delete(`/v1/api-keys/${id}`)).status).toBe(204);
		expect((await leadlex.api.post('/v1/api-keys', key)).status).toBe(200);
		const total = async (query: object) =>
			(await leadlex.api.get('/v1/api-keys', query)).data.meta.total;
		expect([await total({}), await total({ include_revoked: true })]).toEqual([1, 2]);
	});
});

describe('a call that keeps nothing', () => {
	const example = (id: string) =>
		operationsOf('leadlex').find(({ operationId }) => operationId === id)!.response.example;

	test('responds with the documented example', async () => {
		const { data } = await leadlex.api.get('/v1/settings');
		expect(data).toEqual(example('getSettings'));
		const insights = await leadlex.api.post('/v1/ai/suggest-meetings', {});
		expect(insights.data).toEqual(example('suggestMeetings'));
	});

	test('responds with 404 to unknown records', async () => {
		const enrich = (contact_id: string) => leadlex.api.post('/v1/enrich/contact', { contact_id });
		expect((await enrich(await contact())).status).toBe(200);
		expect(errorOf(await enrich('x'))).toEqual([404, 'not_found']);
	});
});
