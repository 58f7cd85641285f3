/** Calls that join records: contacts in lists and campaigns, documents, webhooks, idempotent requests. */
import { describe, expect, jest, test } from '@jest/globals';
import { leadLexTest, errorOf } from './leadlexClient';

const leadlex = leadLexTest();

const contact = (name = 'Ana') => leadlex.created('/v1/contacts', { full_name: name });
const list = (name = 'List') => leadlex.created('/v1/lists', { name });
const post = async (path: string, body?: object) => (await leadlex.api.post(path, body)).data.data;

describe('lists', () => {
	test('count their contacts, without those that were removed', async () => {
		const id = await list();
		const [ana, bob] = [await contact(), await contact()];
		const add = (contact_ids: string[]) => post(`/v1/lists/${id}/contacts`, { contact_ids });
		expect(await add([ana])).toEqual({ added: 1, list_id: id, contact_count: 1 });
		expect(await add([ana, bob, bob])).toEqual({ added: 1, list_id: id, contact_count: 2 });
		const lists = await leadlex.api.get('/v1/lists');
		expect(lists.data.data.lists).toMatchObject([{ id, contact_count: 2 }]);
		await leadlex.api.delete(`/v1/contacts/${ana}`);
		const deleted = await leadlex.api.delete(`/v1/lists/${id}`);
		expect(deleted.data.data).toEqual({ deleted: true, id, memberships_removed: 1 });
		expect(leadlex.leadLex.state.contacts.size).toBe(1);
	});

	test('reject all contacts if one is unknown, and name it', async () => {
		const path = `/v1/lists/${await list()}/contacts`;
		const response = await leadlex.api.post(path, { contact_ids: [await contact(), 'x', 'y'] });
		expect(errorOf(response)).toEqual([400, 'validation_error']);
		expect(response.data.error.details).toEqual({ invalid_ids: ['x', 'y'] });
		const lists = await leadlex.api.get('/v1/lists');
		expect(lists.data.data.lists).toMatchObject([{ contact_count: 0 }]);
	});

	test('distinguish a missing list from a missing member', async () => {
		const id = await list();
		const missing = await leadlex.api.delete(`/v1/lists/${id}/contacts/x`);
		expect(errorOf(missing)).toEqual([404, 'membership_not_found']);
		const unknownList = await leadlex.api.delete('/v1/lists/x/contacts/x');
		expect(errorOf(unknownList)).toEqual([404, 'list_not_found']);
	});

	test('have unique names', async () => {
		await list();
		const duplicateName = await leadlex.api.post('/v1/lists', { name: 'List' });
		expect(errorOf(duplicateName)).toEqual([400, 'validation_error']);
	});
});

describe('campaigns', () => {
	const campaign = async () =>
		leadlex.created('/v1/campaigns', { name: 'C', list_id: await list(), template: 'Hi' });
	const enrol = (id: string, contact_ids: string[]) =>
		post(`/v1/campaigns/${id}/contacts`, { contact_ids });

	test('respond with the contacts that are new, and list the newest first', async () => {
		const id = await campaign();
		const [ana, bob] = [await contact('Ana'), await contact('Bob')];
		expect(await enrol(id, [ana])).toEqual({ added: 1, skipped: 0, contact_ids: [ana] });
		const second = await enrol(id, [ana, bob, 'x']);
		expect(second).toEqual({ added: 1, skipped: 2, contact_ids: [bob] });
		const path = `/v1/campaigns/${id}/contacts`;
		const { data } = await leadlex.api.get(path, { status: 'pending' });
		expect(data.data.contacts).toMatchObject([{ full_name: 'Bob' }, { full_name: 'Ana' }]);
		expect((await leadlex.api.delete(`${path}/${bob}`)).data.data).toMatchObject({ removed: true });
		const secondRemoval = await leadlex.api.delete(`${path}/${bob}`);
		expect(errorOf(secondRemoval)).toEqual([404, 'enrollment_not_found']);
	});

	test('start, send, pause and resume', async () => {
		const id = await campaign();
		const start = () => leadlex.api.post(`/v1/campaigns/${id}/start`);
		const pause = () => leadlex.api.post(`/v1/campaigns/${id}/pause`);
		expect(errorOf(await start())).toEqual([400, 'validation_error']);
		expect(errorOf(await pause())).toEqual([409, 'campaign_not_active']);
		await leadlex.api.post(`/v1/campaigns/${id}/steps`, { subject: 'Hi', body: 'Hi' });
		await enrol(id, [await contact()]);
		const started = { campaign_id: id, status: 'active', task_id: null };
		expect((await start()).data.data).toEqual(started);
		expect(errorOf(await start())).toEqual([400, 'validation_error']);
		const deleted = await leadlex.api.delete(`/v1/campaigns/${id}`);
		expect(errorOf(deleted)).toEqual([409, 'campaign_not_draft']);
		expect((await pause()).data.data).toMatchObject({ campaign: { id, status: 'paused' } });
		expect((await start()).data.data).toEqual(started);
		const events = await leadlex.api.get(`/v1/campaigns/${id}/events`, { type: 'sent' });
		expect(events.data.meta.total).toBe(1);
		const stats = await leadlex.api.get(`/v1/campaigns/${id}/stats`);
		expect(stats.data.data.stats).toMatchObject({ sent_count: 1, open_rate: 0 });
	});

	test('wait for approval with more than 100 contacts', async () => {
		const id = await campaign();
		const people = Array.from({ length: 101 }, (_, index) => ({ full_name: `P ${index}` }));
		const { contacts } = await post('/v1/contacts/bulk', { contacts: people });
		const ids = (contacts as Array<{ id: string }>).map((contact) => contact.id);
		await enrol(id, ids);
		const { status, task_id } = await post(`/v1/campaigns/${id}/start`);
		expect(status).toBe('pending_approval');
		await leadlex.api.post(`/v1/lexi/tasks/${String(task_id)}/approve`);
		const { data } = await leadlex.api.get('/v1/campaigns');
		expect(data.data.campaigns).toMatchObject([{ id, status: 'active', stats: { sent: 101 } }]);
	});

	test('require a list', async () => {
		const body = { name: 'C', list_id: 'x', template: 'Hi' };
		expect(errorOf(await leadlex.api.post('/v1/campaigns', body))).toEqual([404, 'not_found']);
	});
});

describe('documents', () => {
	const file = { name: 'a.pdf', mime_type: 'application/pdf', storage_path: 'a.pdf' };

	test('are linked once, and listed with their role', async () => {
		const [id, entity_id] = [await leadlex.created('/v1/documents', file), await contact()];
		const target = { entity_type: 'contact', entity_id, role: 'signed' };
		const link = await post(`/v1/documents/${id}/link`, target);
		expect(await post(`/v1/documents/${id}/link`, target)).toEqual(link);
		const path = `/v1/contacts/${entity_id}/documents`;
		const { data } = await leadlex.api.get(path, { role: 'signed' });
		expect(data.data.documents).toMatchObject([{ id, name: 'a.pdf', role: 'signed' }]);
		expect(data.meta).toEqual({ page: 1, per_page: 25, total: 1 });
		const read = await leadlex.api.get(`/v1/documents/${id}`, { download: false });
		const linked_entities = [{ entity_type: 'contact', entity_id }];
		expect(read.data.data).toMatchObject({ linked_entities });
		expect(read.data.data).not.toHaveProperty('download_url');
		const unknownRecord = { ...target, entity_id: 'x' };
		const response = await leadlex.api.post(`/v1/documents/${id}/link`, unknownRecord);
		expect(errorOf(response)).toEqual([404, 'not_found']);
	});

	test('do not share a file', async () => {
		await leadlex.created('/v1/documents', file);
		const secondDocument = await leadlex.api.post('/v1/documents', file);
		expect(errorOf(secondDocument)).toEqual([409, 'storage_conflict']);
	});
});

describe('webhooks', () => {
	const hook = { url: 'http://127.0.0.1:5678/webhook/x', events: ['contact.created'] };
	const register = (changes: object) => leadlex.api.post('/v1/webhooks', { ...hook, ...changes });

	test.each([
		['http://example.com/', 400, 'invalid_url'],
		['ftp://127.0.0.1/', 400, 'invalid_url'],
		['http://[::1]:1/x', 200, undefined],
		['http://localhost:1/x', 200, undefined],
		['https://example.com/', 200, undefined],
	])('with the URL %s get status %i', async (url, status, code) => {
		const response = await register({ url });
		expect([response.status, response.data.error?.code]).toEqual([status, code]);
	});

	test('are unique by URL, and accept known events only', async () => {
		const unknown = await register({ events: ['contact.created', 'contact.exploded'] });
		expect(errorOf(unknown)).toEqual([400, 'invalid_events']);
		const { webhook } = (await register({})).data.data as unknown as { webhook: { id: string } };
		expect(errorOf(await register({ events: ['deal.created'] }))).toEqual([
			409,
			'duplicate_webhook',
		]);
		const path = `/v1/webhooks/${webhook.id}`;
		const changed = await leadlex.api.patch(path, { url: hook.url, events: ['deal.created'] });
		expect(changed.data.data.webhook).toMatchObject({ events: ['deal.created'], active: true });
		expect((await leadlex.api.delete(path)).status).toBe(200);
		expect((await register({})).status).toBe(200);
	});

	test('have a catalog of 27 events', async () => {
		const catalog = await leadlex.api.get('/v1/events/catalog');
		expect(catalog.data.data.total).toBe(27);
		const few = await leadlex.api.get('/v1/events/catalog', { category: 'meeting' });
		const types = (few.data.data.events as Array<{ type: string }>).map(({ type }) => type);
		expect(types).toEqual(['meeting.scheduled', 'meeting.cancelled', 'meeting.completed']);
	});
});

describe('Lexi', () => {
	test('responds at once or as a stream, in one conversation', async () => {
		const chat = await post('/v1/lexi/chat', { message: 'Hello' });
		const { conversation_id } = chat as unknown as { conversation_id: string };
		const body = { message: 'And?', conversation_id };
		const stream = await leadlex.api.post('/v1/lexi/chat/stream', body);
		expect(stream.headers['content-type']).toBe('text/event-stream');
		expect(String(stream.data)).toMatch(/^event: thinking\n[^]*data: \[DONE\]\n\n$/);
		const { data } = await leadlex.api.get(`/v1/lexi/conversations/${conversation_id}`);
		expect(data.data.messages).toHaveLength(4);
		const unknownConversation = { message: 'And?', conversation_id: 'x' };
		const response = await leadlex.api.post('/v1/lexi/chat/stream', unknownConversation);
		expect(errorOf(response)).toEqual([404, 'conversation_not_found']);
	});
});

describe('an idempotency key', () => {
	const send = (key: string | undefined, body: object) =>
		leadlex.api.post('/v1/import/contacts', body, {
			headers: key === undefined ? {} : { 'Idempotency-Key': key },
		});
	const ana = { rows: [{ full_name: 'Ana' }] };
	const count = () => leadlex.leadLex.state.contacts.size;

	test('gets the first response again, and nothing is executed', async () => {
		const first = await send('k', ana);
		const second = await send('k', ana);
		expect([second.status, second.data]).toEqual([first.status, first.data]);
		expect(leadlex.leadLex.requests.map((request) => request.executed)).toEqual([true, false]);
		expect(count()).toBe(1);
		await send('other', ana);
		await send(undefined, ana);
		expect(count()).toBe(3);
	});

	test('conflicts with another body', async () => {
		await send('k', ana);
		const response = await send('k', { rows: [{ full_name: 'Bob' }] });
		expect(errorOf(response)).toEqual([409, 'idempotency_conflict']);
		expect(count()).toBe(1);
	});

	test('is forgotten after a day, and ignored where no page names the header', async () => {
		let now = Date.now();
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
		await send('k', ana);
		now += 24 * 3_600_000;
		await send('k', ana);
		clock.mockRestore();
		expect(count()).toBe(2);
		const headers = { 'Idempotency-Key': 'k' };
		await leadlex.api.post('/v1/contacts', { full_name: 'Ana' }, { headers });
		await leadlex.api.post('/v1/contacts', { full_name: 'Ana' }, { headers });
		expect(count()).toBe(4);
	});

	test('is not stored with an error, and is forgotten with a reset', async () => {
		const link = (id: string) =>
			leadlex.api.post(
				'/v1/enrich/contact',
				{ contact_id: id },
				{ headers: { 'Idempotency-Key': 'k' } },
			);
		expect((await link('x')).status).toBe(404);
		expect((await link(await contact())).status).toBe(200);
		leadlex.leadLex.reset();
		expect((await link('x')).status).toBe(404);
	});
});
