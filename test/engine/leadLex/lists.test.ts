/** Tests LeadLex lists and read-only resources, and counts their requests. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { responseWithoutId } from '../../../tools/mockServers';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import { byId, CONTINUE_ON_FAIL, jsonOf, ON_ERROR, pairedItems } from '../../support/world';

const world = useWorld();
const { state, requests, addFault } = serverHelpers(world, 'leadLex');

const run = async (
	resource: string,
	operation: string,
	parameters: INodeParameters = {},
	items: IDataObject[] = [{}],
	settings = {},
) => await world.run('leadLex', { resource, operation, ...parameters }, items, settings);

const RESET: Fault = { connection: 'reset', when: 'after' };

describe('lists', () => {
	beforeEach(() => {
		for (const id of ['list-1', 'list-2']) state().lists.set(id, { id, name: id });
	});
	const contacts = (count: number) =>
		Array.from({ length: count }, (_, index) => {
			const id = `c-${index}`;
			state().contacts.set(id, { id, full_name: id });
			return id;
		});
	const add: INodeParameters = {
		listId: byId('={{ $json.list }}'),
		contactIds: '={{ $json.ids }}',
	};
	const idsSent = () =>
		requests().map(({ body }) => (body as { contact_ids: string[] }).contact_ids);

	test('add 1,000 contacts with 10 requests and return an item for each', async () => {
		const items = contacts(1000).map((ids) => ({ list: 'list-1', ids }));
		const result = await run('list', 'addContacts', add, items);
		expect(requests()).toHaveLength(10);
		expect(state().contactIdsByList.get('list-1')?.size).toBe(1000);
		expect(pairedItems(result)).toEqual(items.map((_, item) => item));
		expect(jsonOf(result)).toEqual(
			items.map(({ ids }) => ({
				...{ list_id: 'list-1', contact_id: ids },
				...{ in_list: true, added: true },
			})),
		);
	});

	test('report which contacts were new only when the count is unambiguous', async () => {
		const [a, b, c] = contacts(3);
		state().contactIdsByList.set('list-1', new Set([a]));
		state().contactIdsByList.set('list-2', new Set([c]));
		const result = await run('list', 'addContacts', add, [
			{ list: 'list-1', ids: [a, b] },
			{ list: 'list-2', ids: c },
		]);
		expect(jsonOf(result).map(({ in_list, added }) => [in_list, added])).toEqual([
			[true, null],
			[true, null],
			[true, false],
		]);
	});

	test('resend an addition without a response', async () => {
		const [a] = contacts(1);
		addFault(RESET);
		const result = await run('list', 'addContacts', add, [{ list: 'list-1', ids: a }]);
		expect(jsonOf(result)).toMatchObject([{ in_list: true, added: false }]);
		expect(requests()).toHaveLength(2);
	});

	test.each(ON_ERROR)('fail only the contact that does not exist, with %s', async (onError) => {
		const [a, b] = contacts(2);
		const items = [a, 'nobody', b].map((ids) => ({ list: 'list-1', ids }));
		const result = await run('list', 'addContacts', add, items, { onError });
		expect(idsSent()).toEqual([
			[a, 'nobody', b],
			[a, b],
		]);
		expect(state().contactIdsByList.get('list-1')?.size).toBe(2);
		if (onError === 'stopWorkflow') {
			expect(result.error!.message).toBe('Contact nobody was not added');
			expect(result.error!.description).toContain('2 of 3 were written to LeadLex');
		} else {
			const results = jsonOf(result).map(({ error, added }) => error ?? added);
			expect(results.sort()).toEqual(['Contact nobody was not added', true, true]);
		}
	});

	test.each<[string, IDataObject, string]>([
		['no contact exists', { list: 'list-1', ids: 'x' }, 'Contact x was not added'],
		['the list does not exist', { list: 'none', ids: 'x' }, 'List not found'],
	])('need one request when %s', async (_, item, message) => {
		const result = await run('list', 'addContacts', add, [item], CONTINUE_ON_FAIL);
		expect(new Set(jsonOf(result).map(({ error }) => error))).toEqual(new Set([message]));
		expect(requests()).toHaveLength(1);
	});

	test('are created, read and deleted', async () => {
		const name = '={{ $json.name }}';
		const description = { additionalFields: { description: 'For Q2' } };
		const created = await run('list', 'create', { name, ...description }, [{ name: 'New' }]);
		const { id } = jsonOf(created)[0];
		expect(requests()[0].body).toEqual({ name: 'New', description: 'For Q2' });
		const duplicate = await run('list', 'create', { name }, [{ name: 'New' }]);
		expect(duplicate.error?.message).toContain('already exists');

		const all = await run('list', 'getAll', { returnAll: true });
		expect(jsonOf(all).map((list) => list.id)).toEqual(['list-1', 'list-2', id]);
		const limited = await run('list', 'getAll', { returnAll: false, limit: 2 });
		expect(jsonOf(limited)).toHaveLength(2);

		state().contactIdsByList.set('list-1', new Set(contacts(2)));
		const parameters = { listId: byId('list-1'), contactId: byId('c-0') };
		const removed = { removed: true, list_id: 'list-1', contact_id: 'c-0' };
		addFault(RESET);
		expect(jsonOf(await run('list', 'removeContact', parameters))).toEqual([removed]);
		const secondRemoval = await run('list', 'removeContact', parameters);
		expect(secondRemoval.error?.message).toBe('The contact is not in the list');

		const deleted = await run('list', 'delete', { listId: byId('list-1') });
		expect(jsonOf(deleted)).toEqual([{ id: 'list-1', deleted: true, memberships_removed: 1 }]);
		expect(state().contacts.size).toBe(2);
	});

	test.each<[string, Fault]>([
		['no response', RESET],
		['a response without an ID', responseWithoutId()],
	])('are found by name when their create is in doubt after %s', async (_, fault) => {
		addFault({ match: { method: 'POST' }, ...fault });
		const result = await run('list', 'create', { name: 'New' });
		expect(jsonOf(result)).toMatchObject([{ id: expect.any(String), name: 'New' }]);
		expect(requests().map(({ method }) => method)).toEqual(['POST', 'GET']);
	});
});

describe('read-only records', () => {
	test('tags, users and pipelines are read with one request each', async () => {
		state().contacts.set('c', { id: 'c', tags: ['vip', 'legal'] });
		expect(jsonOf(await run('tag', 'getAll', { returnAll: true }))).toEqual([
			{ tag: 'legal' },
			{ tag: 'vip' },
		]);
		expect(jsonOf(await run('tag', 'getAll', { returnAll: false, limit: 1 }))).toHaveLength(1);
		expect(jsonOf(await run('user', 'getAll', { returnAll: true }))).toMatchObject([
			{ id: 'user-001' },
		]);
		const [pipeline] = jsonOf(await run('pipeline', 'getAll', { returnAll: true }));
		expect(pipeline).toMatchObject({ id: expect.any(String), stages: expect.any(Array) });
		expect(requests()).toHaveLength(4);
	});

	test('audit logs are read 200 per page and filtered by person, kind and time', async () => {
		state().auditLogs.clear();
		for (let index = 0; index < 450; index++) {
			const id = `log-${index}`;
			const row = { timestamp: '2026-02-25T09:00:00Z', action: 'delete', user: { id: 'user-001' } };
			state().auditLogs.set(id, { id, ...row, resource_type: 'contacts' });
		}
		const filters = {
			action: 'delete',
			resourceType: 'contacts',
			fromDate: '2026-02-25T00:00:00Z',
			toDate: '2026-02-26T00:00:00Z',
			userId: byId('user-001'),
		};
		const result = await run('auditLog', 'getAll', { returnAll: true, filters });
		expect(jsonOf(result)).toHaveLength(450);
		expect(requests().map(({ query }) => [query.page, query.per_page])).toEqual([
			['1', '200'],
			['2', '200'],
			['3', '200'],
		]);
		expect(requests()[0].query).toMatchObject({
			...{ action: 'delete', resource_type: 'contacts', user_id: 'user-001' },
			...{ from_date: '2026-02-25T00:00:00.000Z', to_date: '2026-02-26T00:00:00.000Z' },
		});

		const response = {
			status: 403,
			body: { error: { code: 'admin_key_required', message: 'No' } },
		};
		addFault({ response });
		const rejected = await run('auditLog', 'getAll', { returnAll: true });
		expect(rejected.error?.description).toContain('to admin keys only');
	});

	test('statistics and settings are returned as one item', async () => {
		const pipeline = { __rl: true, mode: 'name', value: 'Sales' };
		const calls: Array<[string, string, INodeParameters, string, IDataObject]> = [
			[
				...(['statistics', 'getPipeline'] as const),
				{ filters: { pipeline, tags: 'VIP' } },
				'/v1/stats/pipeline',
				{ pipeline: 'Sales', tags: 'VIP' },
			],
			[
				...(['statistics', 'getActivities'] as const),
				{
					dateFrom: '2026-02-01T00:00:00Z',
					dateTo: '2026-03-01T00:00:00Z',
					filters: { activityType: 'call' },
				},
				'/v1/stats/activities',
				{
					date_from: '2026-02-01T00:00:00.000Z',
					date_to: '2026-03-01T00:00:00.000Z',
					activity_type: 'call',
				},
			],
			[
				...(['statistics', 'getOutreach'] as const),
				{ filters: { days: 30, pipeline } },
				'/v1/analytics/outreach',
				{ days: '30', pipeline: 'Sales' },
			],
			['settings', 'get', {}, '/v1/settings', {}],
		];
		for (const [resource, operation, parameters, path, query] of calls) {
			const result = await run(resource, operation, parameters);
			expect(result.error).toBeUndefined();
			expect(jsonOf(result)).toHaveLength(1);
			expect(jsonOf(result)[0]).not.toHaveProperty('data');
			expect(requests().at(-1)).toMatchObject({ method: 'GET', path, query });
		}
	});

	test('providers are returned as one item each', async () => {
		const filters = { category: 'email' };
		const result = await run('settings', 'getProviders', { returnAll: true, filters });
		expect(result.error).toBeUndefined();
		for (const provider of jsonOf(result)) expect(provider.category).toBe('email');
		expect(jsonOf(result).length).toBeGreaterThan(0);
	});
});
