/** LeadLex lists, and what can only be read, in n8n's engine, with the requests that they take. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { responseWithoutId } from '../../../tools/mockServers';
import { useWorld } from '../../support/useWorld';
import { ON_ERROR, pairs } from '../../support/world';

const world = useWorld();

const GO_ON = { onError: 'continueRegularOutput' } as const;
const run = async (
	resource: string,
	operation: string,
	parameters: INodeParameters = {},
	items: IDataObject[] = [{}],
	settings = {},
) => await world.run('leadLex', { resource, operation, ...parameters }, items, settings);

const state = () => world.sandbox.leadLex.state;
const sent = () => world.sandbox.leadLex.requests;
const fault = (one: Fault) => world.sandbox.leadLex.faults.add(one);
const jsons = ({ main }: { main: Array<Array<{ json: IDataObject }>> }) =>
	main.flat().map(({ json }) => json);
const picked = (value: string) => ({ __rl: true, mode: 'id', value });
const RESET: Fault = { connection: 'reset', when: 'after' };

describe('lists', () => {
	beforeEach(() => {
		for (const id of ['list-1', 'list-2']) state().lists.set(id, { id, name: id });
	});
	const contacts = (count: number) =>
		Array.from({ length: count }, (_, at) => {
			const id = `c-${at}`;
			state().contacts.set(id, { id, full_name: id });
			return id;
		});
	const add: INodeParameters = {
		listId: picked('={{ $json.list }}'),
		contactIds: '={{ $json.ids }}',
	};
	const idsSent = () => sent().map(({ body }) => (body as { contact_ids: string[] }).contact_ids);

	test('add 1,000 contacts with 10 requests and return an item for each', async () => {
		const items = contacts(1000).map((ids) => ({ list: 'list-1', ids }));
		const result = await run('list', 'addContacts', add, items);
		expect(sent()).toHaveLength(10);
		expect(state().contactIdsByList.get('list-1')?.size).toBe(1000);
		expect(pairs(result)).toEqual(items.map((_, item) => item));
		expect(jsons(result)).toEqual(
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
		expect(jsons(result).map(({ in_list, added }) => [in_list, added])).toEqual([
			[true, null],
			[true, null],
			[true, false],
		]);
	});

	test('resend an addition without a response', async () => {
		const [a] = contacts(1);
		fault(RESET);
		const result = await run('list', 'addContacts', add, [{ list: 'list-1', ids: a }]);
		expect(jsons(result)).toMatchObject([{ in_list: true, added: false }]);
		expect(sent()).toHaveLength(2);
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
			const told = jsons(result).map(({ error, added }) => error ?? added);
			expect(told.sort()).toEqual(['Contact nobody was not added', true, true]);
		}
	});

	test.each<[string, IDataObject, string]>([
		['no contact exists', { list: 'list-1', ids: 'x' }, 'Contact x was not added'],
		['the list does not exist', { list: 'none', ids: 'x' }, 'List not found'],
	])('need one request when %s', async (_, item, message) => {
		const result = await run('list', 'addContacts', add, [item], GO_ON);
		expect(new Set(jsons(result).map(({ error }) => error))).toEqual(new Set([message]));
		expect(sent()).toHaveLength(1);
	});

	test('are created, read and deleted', async () => {
		const name = '={{ $json.name }}';
		const more = { additionalFields: { description: 'For Q2' } };
		const created = await run('list', 'create', { name, ...more }, [{ name: 'New' }]);
		const { id } = jsons(created)[0];
		expect(sent()[0].body).toEqual({ name: 'New', description: 'For Q2' });
		const twice = await run('list', 'create', { name }, [{ name: 'New' }]);
		expect(twice.error?.message).toContain('already exists');

		const all = await run('list', 'getAll', { returnAll: true });
		expect(jsons(all).map((list) => list.id)).toEqual(['list-1', 'list-2', id]);
		const some = await run('list', 'getAll', { returnAll: false, limit: 2 });
		expect(jsons(some)).toHaveLength(2);

		state().contactIdsByList.set('list-1', new Set(contacts(2)));
		const parameters = { listId: picked('list-1'), contactId: picked('c-0') };
		const gone = { removed: true, list_id: 'list-1', contact_id: 'c-0' };
		fault(RESET);
		expect(jsons(await run('list', 'removeContact', parameters))).toEqual([gone]);
		const again = await run('list', 'removeContact', parameters);
		expect(again.error?.message).toBe('The contact is not in the list');

		const deleted = await run('list', 'delete', { listId: picked('list-1') });
		expect(jsons(deleted)).toEqual([{ id: 'list-1', deleted: true, memberships_removed: 1 }]);
		expect(state().contacts.size).toBe(2);
	});

	test.each<[string, Fault]>([
		['no response', RESET],
		['a response without an ID', responseWithoutId()],
	])('are found by name when their create is in doubt after %s', async (_, what) => {
		fault({ match: { method: 'POST' }, ...what });
		const result = await run('list', 'create', { name: 'New' });
		expect(jsons(result)).toMatchObject([{ id: expect.any(String), name: 'New' }]);
		expect(sent().map(({ method }) => method)).toEqual(['POST', 'GET']);
	});
});

describe('read-only records', () => {
	test('tags, users and pipelines are read with one request each', async () => {
		state().contacts.set('c', { id: 'c', tags: ['vip', 'legal'] });
		expect(jsons(await run('tag', 'getAll', { returnAll: true }))).toEqual([
			{ tag: 'legal' },
			{ tag: 'vip' },
		]);
		expect(jsons(await run('tag', 'getAll', { returnAll: false, limit: 1 }))).toHaveLength(1);
		expect(jsons(await run('user', 'getAll', { returnAll: true }))).toMatchObject([
			{ id: 'user-001' },
		]);
		const [pipeline] = jsons(await run('pipeline', 'getAll', { returnAll: true }));
		expect(pipeline).toMatchObject({ id: expect.any(String), stages: expect.any(Array) });
		expect(sent()).toHaveLength(4);
	});

	test('audit logs are read 200 per page and filtered by person, kind and time', async () => {
		state().auditLogs.clear();
		for (let at = 0; at < 450; at++) {
			const id = `log-${at}`;
			const row = { timestamp: '2026-02-25T09:00:00Z', action: 'delete', user: { id: 'user-001' } };
			state().auditLogs.set(id, { id, ...row, resource_type: 'contacts' });
		}
		const filters = {
			action: 'delete',
			resourceType: 'contacts',
			fromDate: '2026-02-25T00:00:00Z',
			toDate: '2026-02-26T00:00:00Z',
			userId: picked('user-001'),
		};
		const result = await run('auditLog', 'getAll', { returnAll: true, filters });
		expect(jsons(result)).toHaveLength(450);
		expect(sent().map(({ query }) => [query.page, query.per_page])).toEqual([
			['1', '200'],
			['2', '200'],
			['3', '200'],
		]);
		expect(sent()[0].query).toMatchObject({
			...{ action: 'delete', resource_type: 'contacts', user_id: 'user-001' },
			...{ from_date: '2026-02-25T00:00:00.000Z', to_date: '2026-02-26T00:00:00.000Z' },
		});

		const response = {
			status: 403,
			body: { error: { code: 'admin_key_required', message: 'No' } },
		};
		fault({ response });
		const refused = await run('auditLog', 'getAll', { returnAll: true });
		expect(refused.error?.description).toContain('to admin keys only');
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
			expect(jsons(result)).toHaveLength(1);
			expect(jsons(result)[0]).not.toHaveProperty('data');
			expect(sent().at(-1)).toMatchObject({ method: 'GET', path, query });
		}
	});

	test('providers are returned as one item each', async () => {
		const filters = { category: 'email' };
		const result = await run('settings', 'getProviders', { returnAll: true, filters });
		expect(result.error).toBeUndefined();
		for (const provider of jsons(result)) expect(provider.category).toBe('email');
		expect(jsons(result).length).toBeGreaterThan(0);
	});
});
