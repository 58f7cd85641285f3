/** Tests LeadLex notes, tasks and activities, and the records that they are attached to. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { serverError } from '../../../tools/mockServers';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import { byId } from '../../support/world';

const world = useWorld();
const { requests } = serverHelpers(world, 'leadLex');
beforeEach(() => {
	const { contacts, deals } = world.sandbox.leadLex.state;
	contacts.set('contact-1', { id: 'contact-1', full_name: 'Hans Müller' });
	deals.set('deal-1', { id: 'deal-1', name: 'Acme' });
});

const run = (
	resource: string,
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
) => world.run('leadLex', { resource, operation, ...parameters }, items);

const PARENTS = {
	company: { companyId: byId('co-001') },
	contact: { contactId: byId('contact-1') },
	deal: { dealId: byId('deal-1') },
};
const PROPERTIES = { company: 'related_company_id', contact: 'contact_id', deal: 'deal_id' };
const PATHS = {
	company: '/v1/companies/co-001/notes',
	contact: '/v1/contacts/contact-1/notes',
	deal: '/v1/deals/deal-1/notes',
};
const KINDS = ['company', 'contact', 'deal'] as const;

describe('notes', () => {
	const create = (parameters: INodeParameters) =>
		run('note', 'create', { title: 'Call', ...parameters });
	const calls = () => requests().map(({ path, body }) => [path, body]);

	test.each(KINDS)('are created with the call of the %s', async (kind) => {
		const { main } = await create({ attachTo: kind, ...PARENTS[kind], content: 'Text' });
		expect(calls()).toEqual([[PATHS[kind], { title: 'Call', content: 'Text' }]]);
		const note = world.sandbox.leadLex.state.notes.get(String(main[0][0].json.id));
		expect(note).toMatchObject({
			[PROPERTIES[kind]]: PARENTS[kind][`${kind}Id` as never]['value'],
		});
	});

	test.each(KINDS)(
		'are created with the call for notes when the one of the %s lacks a field',
		async (kind) => {
			await create({
				attachTo: kind,
				...PARENTS[kind],
				additionalFields: { isPinned: true, noteType: 'call', tags: 'a, b' },
			});
			const [[path, body]] = calls();
			expect(path).toBe('/v1/notes');
			expect(body).toEqual({
				title: 'Call',
				is_pinned: true,
				note_type: 'call',
				tags: ['a', 'b'],
				[PROPERTIES[kind]]: expect.any(String),
			});
		},
	);

	test('use the call that supports their type, tags and length', async () => {
		const noteType = { additionalFields: { noteType: 'meeting', tags: ['a'] } };
		await create({ attachTo: 'company', ...PARENTS.company, ...noteType });
		await create({ attachTo: 'contact', ...PARENTS.contact, content: 'x'.repeat(10_001) });
		expect(requests().map(({ path, status }) => [path, status])).toEqual([
			[PATHS.company, 200],
			['/v1/notes', 200],
		]);
	});

	test('are attached to several records, or to one by name', async () => {
		await create({ attachTo: 'any', ...PARENTS.company, ...PARENTS.deal, contactName: 'Müller' });
		const [[path, body]] = calls();
		expect(path).toBe('/v1/notes');
		expect(body).toEqual({
			title: 'Call',
			related_company_id: 'co-001',
			deal_id: 'deal-1',
			contact_name: 'Müller',
		});
	});

	test('require a record', async () => {
		expect((await create({ attachTo: 'any' })).error?.message).toBe(
			'Attach To needs at least one record [item 0]',
		);
		expect(
			(await create({ attachTo: 'deal', dealId: byId('={{ $json.none }}') })).error?.message,
		).toBe('Deal is required [item 0]');
		expect(requests()).toEqual([]);
	});

	test('are listed for all records or for one', async () => {
		for (const kind of KINDS) await create({ attachTo: kind, ...PARENTS[kind] });
		requests().length = 0;
		const list = (parameters: INodeParameters) =>
			run('note', 'getAll', { returnAll: true, ...parameters });
		const filters = { isPinned: false, search: 'Call' };
		expect((await list({ attachedTo: 'any', filters })).main[0]).toHaveLength(3);
		for (const kind of KINDS) {
			expect((await list({ attachedTo: kind, ...PARENTS[kind], filters })).main[0]).toHaveLength(1);
		}
		expect(requests().map(({ path, query }) => [path, query])).toEqual([
			['/v1/notes', { search: 'Call', page: '1', per_page: '100' }],
			...KINDS.map((kind) => [PATHS[kind], { page: '1', per_page: '100' }]),
		]);
		await list({ attachedTo: 'any', filters: { isPinned: true } });
		expect(requests().at(-1)?.query).toMatchObject({ is_pinned: 'true' });
	});
});

describe('tasks', () => {
	test('are created for a record, or for one that LeadLex finds by name', async () => {
		const title = '={{ $json.title }}';
		const details = { additionalFields: { dueDate: '2026-03-10T09:00:00Z', priority: 'high' } };
		await run('task', 'create', { title, attachTo: 'deal', ...PARENTS.deal, ...details }, [
			{ title: 'Call' },
		]);
		await run('task', 'create', { title, attachTo: 'event', eventId: byId('evt_1') }, [
			{ title: 'Go' },
		]);
		const day = { additionalFields: { dueDate: '2026-03-10' } };
		await run('task', 'create', { title, attachTo: 'any', companyName: 'Acme Legal', ...day }, [
			{ title: 'Write' },
		]);
		expect(requests().map(({ body }) => body)).toEqual([
			{ title: 'Call', deal_id: 'deal-1', due_date: '2026-03-10T09:00:00.000Z', priority: 'high' },
			{ title: 'Go', event_id: 'evt_1' },
			{ title: 'Write', company_name: 'Acme Legal', due_date: '2026-03-10' },
		]);
		expect(world.sandbox.leadLex.state.tasks.size).toBe(3);
	});

	test('require a record', async () => {
		const { error } = await run('task', 'create', { title: 'Call', attachTo: 'any' });
		expect(error?.message).toBe('Attach To needs at least one record [item 0]');
	});

	test('are completed, read and deleted', async () => {
		const created = await run('task', 'create', {
			title: 'Call',
			attachTo: 'deal',
			...PARENTS.deal,
		});
		const taskId = byId(String(created.main[0][0].json.id));
		await run('task', 'update', { taskId, updateFields: { status: 'completed' } });
		const read = await run('task', 'get', { taskId });
		expect(read.main[0][0].json).toMatchObject({ id: taskId.value, status: 'completed' });
		const matches = await run('task', 'getAll', {
			filters: { status: 'completed', dealId: byId('deal-1') },
		});
		expect(matches.main[0]).toHaveLength(1);
		const deleted = await run('task', 'delete', { taskId });
		expect(deleted.main[0][0].json).toEqual({ id: taskId.value, deleted: true });
	});

	test('are deleted once, also when the response is lost', async () => {
		const { tasks } = world.sandbox.leadLex.state;
		tasks.set('task-1', { id: 'task-1', title: 'Call', contact_id: 'contact-1' });
		world.sandbox.leadLex.faults.add({ ...serverError(), when: 'after' });
		const { main } = await run('task', 'delete', { taskId: byId('task-1') });
		expect(main[0][0].json).toEqual({ id: 'task-1', deleted: true });
		expect(requests().map(({ status }) => status)).toEqual([500, 404]);
		expect(tasks.has('task-1')).toBe(false);

		const { error } = await run('task', 'delete', { taskId: byId('task-1') });
		expect(error).toMatchObject({ httpCode: '404' });
	});
});

describe('activities', () => {
	test('are logged and read', async () => {
		const created = await run('activity', 'create', {
			type: 'call',
			...PARENTS.contact,
			additionalFields: { metadata: '{"duration_minutes": 32}' },
		});
		const { id } = created.main[0][0].json;
		expect(created.main[0][0].json).toMatchObject({ metadata: { duration_minutes: 32 } });
		const read = await run('activity', 'get', { activityId: String(id) });
		expect(read.main[0][0].json).toMatchObject({ id, type: 'call', contact_id: 'contact-1' });
	});

	test('refuse metadata of more than 8 KB', async () => {
		const metadata = { text: 'ü'.repeat(4_096) };
		const { error } = await run('activity', 'create', {
			type: 'call',
			additionalFields: { metadata },
		});
		expect(error?.message).toBe('Metadata must be at most 8 KB of JSON [item 0]');
		expect(requests()).toEqual([]);
	});
});
