/** Tests LeadLex deals: the number of requests for many deals, and the outcome of each deal. */
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import {
	byId,
	CONTINUE_ON_FAIL,
	errorItems,
	hintsOf,
	pairedItems,
	successItems,
} from '../../support/world';

const world = useWorld();
const { server, requests } = serverHelpers(world, 'leadLex');

const byName = (value: string) => ({ __rl: true, mode: 'name', value });

const deal = (
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[],
	settings: object = {},
) => world.run('leadLex', { resource: 'deal', operation, ...parameters }, items, settings);

const texts = (count: number, text: (index: number) => string) =>
	Array.from({ length: count }, (_, index) => text(index));

/** Adds deals to the sandbox without requests. Returns their IDs. */
function seedDeals(count: number): string[] {
	const created_date = '2026-01-01T00:00:00.000Z';
	return texts(count, (index) => {
		const id = `deal-${index}`;
		server().state.deals.set(id, { id, name: `Deal ${index}`, status: 'active', created_date });
		return id;
	});
}

test('creates, reads, updates and deletes a deal', async () => {
	const created = await deal(
		'create',
		{
			name: 'Acme Corp Partnership',
			additionalFields: {
				pipeline: byName('Sales'),
				stage: byName('Proposal'),
				estimatedValue: '50000',
				followUpDate: '2026-04-22',
				teamMemberIds: 'user-001, user-002',
			},
		},
		[{}],
	);
	expect(server().requests[0].body).toEqual({
		name: 'Acme Corp Partnership',
		pipeline: 'Sales',
		stage: 'Proposal',
		estimated_value: 50000,
		follow_up_date: '2026-04-22',
		team_member_ids: ['user-001', 'user-002'],
	});
	const dealId = byId(String(created.main[0][0].json.id));

	const changed = await deal('update', { dealId, updateFields: { status: 'won' } }, [{}]);
	expect(changed.main[0][0].json).toMatchObject({ status: 'won', stage: 'Proposal' });
	const read = await deal('get', { dealId }, [{}]);
	expect(read.main[0][0].json).toMatchObject({ id: dealId.value, status: 'won' });
	const matches = await deal(
		'getAll',
		{ returnAll: true, filters: { status: 'won', pipeline: byName('Sales') } },
		[{}],
	);
	expect(matches.main[0].map(({ json }) => json.id)).toEqual([dealId.value]);
	const deleted = await deal('delete', { dealId }, [{}]);
	expect(deleted.main[0][0].json).toEqual({ id: dealId.value, deleted: true });
	expect(server().state.deals.size).toBe(0);
});

test('looks up a deal by name when its create is in doubt', async () => {
	seedDeals(1);
	server().faults.add({ match: { method: 'POST' }, connection: 'reset', when: 'after' });
	const { main } = await deal('create', { name: 'Deal 0' }, [{}]);
	const [, created] = [...server().state.deals.keys()];
	expect(main[0][0].json).toMatchObject({ id: created, name: 'Deal 0' });
	expect(server().state.deals.size).toBe(2);
});

describe('Create Many', () => {
	const parameters = {
		name: '={{ $json.name }}',
		additionalFields: { estimatedValue: '={{ $json.value }}' },
	};
	const setResponse = (deals: IDataObject[]) =>
		server().faults.add({ response: { status: 200, body: { data: deals } } });

	test('creates 120 deals, equal ones included, with 3 requests', async () => {
		const items = texts(120, (index) => `Deal ${index % 40}`).map((name) => ({ name }));
		const result = await deal('createMany', parameters, items);
		expect(server().requests.map(({ path }) => path)).toEqual(Array(3).fill('/v1/deals/bulk'));
		expect(server().state.deals.size).toBe(120);
		expect(result.main[0].map(({ json }) => json.name)).toEqual(items.map(({ name }) => name));
		expect(new Set(result.main[0].map(({ json }) => json.id)).size).toBe(120);
		expect(pairedItems(result)).toEqual(items.map((_, item) => item));
	});

	test('matches deals by their fields when the response has another order', async () => {
		setResponse([
			{ id: 'c', name: 'Same', estimated_value: 2 },
			{ id: 'a', name: 'Other' },
			{ id: 'b', name: 'Same', estimated_value: 1 },
		]);
		const items = [
			{ name: 'Same', value: 1 },
			{ name: 'Same', value: 2 },
			{ name: 'Other', value: null },
		];
		const { main } = await deal('createMany', parameters, items);
		expect(main[0].map(({ json }) => json.id)).toEqual(['b', 'c', 'a']);
	});

	test('leaves deals in doubt that the response does not mention', async () => {
		setResponse([
			{ id: 'a', name: 'Other' },
			{ id: 'b', name: 'Same' },
		]);
		const items = ['Same', 'Same', 'Other', 'Missing'].map((name) => ({ name }));
		const result = await deal('createMany', parameters, items, CONTINUE_ON_FAIL);
		expect(pairedItems(result)).toEqual([0, 1, 2, 3]);
		expect(result.main[0][2].json).toEqual({ id: 'a', name: 'Other' });
		expect(errorItems(result).map(({ json }) => json.error)).toEqual(
			Array(3).fill('LeadLex did not say which record it created'),
		);
		expect(hintsOf(result)).toEqual([
			expect.objectContaining({ message: expect.stringMatching(/^3 items are in doubt/) }),
		]);
	});

	test('looks up a batch without a response by name and does not resend it', async () => {
		server().faults.add({ connection: 'reset', when: 'after' });
		const settings = { ...CONTINUE_ON_FAIL, retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
		const items = texts(60, (index) => `Deal ${index}`).map((name) => ({ name }));
		const result = await deal(
			'createMany',
			{ ...parameters, options: { maxConcurrentRequests: 1 } },
			items,
			settings,
		);
		expect([requests('POST').length, requests('GET').length]).toEqual([2, 1]);
		expect(server().state.deals.size).toBe(60);
		expect(result.main[0].map(({ json }) => json.name)).toEqual(items.map(({ name }) => name));
	});
});

describe('Update Many', () => {
	const parameters = {
		dealIds: '={{ $json.id }}',
		updateFields: { status: '={{ $json.status }}' },
	};
	const STATUSES = ['active', 'won', 'lost'];

	test('sends 300 updates with three different changes with 3 requests', async () => {
		const items = seedDeals(300).map((id, index) => ({ id, status: STATUSES[index % 3] }));
		const result = await deal('updateMany', parameters, items);
		expect(server().requests.map(({ method, path }) => [method, path])).toEqual(
			Array(3).fill(['PATCH', '/v1/deals/bulk']),
		);
		expect(result.main[0]).toEqual(
			items.map(({ id }, item) => ({ json: { id, updated: true }, pairedItem: { item } })),
		);
		for (const { id, status } of items) {
			expect(server().state.deals.get(id)).toMatchObject({ status });
		}
	});

	test('reads all deals page by page and fails only the deal that does not exist', async () => {
		const ids = seedDeals(199);
		ids.splice(120, 0, 'nobody');
		const items = ids.map((id) => ({ id, status: 'won' }));
		const result = await deal('updateMany', parameters, items, CONTINUE_ON_FAIL);
		expect([requests('PATCH').length, requests('GET').length]).toEqual([2, 2]);
		expect(pairedItems(result)).toEqual(ids.map((_, item) => item));
		expect(errorItems(result)).toEqual([
			{
				json: {
					error: 'Deal nobody was not updated',
					message: expect.stringContaining('Check in LeadLex that it exists'),
				},
				pairedItem: { item: 120 },
			},
		]);
	});

	test('reads single deals when that takes fewer requests', async () => {
		seedDeals(1000);
		const items = ['deal-1', 'nobody', 'deal-3'].map((id) => ({ id, status: 'won' }));
		const result = await deal('updateMany', parameters, items, CONTINUE_ON_FAIL);
		expect(errorItems(result).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		// Reading the missing deal by itself takes fewer requests than nine more pages
		expect(requests('GET').map(({ path }) => path)).toEqual(['/v1/deals', '/v1/deals/nobody']);
	});

	test('leaves the deals in doubt when they cannot be read', async () => {
		const items = [...seedDeals(3), 'nobody'].map((id) => ({ id, status: 'won' }));
		server().faults.add({ match: { method: 'GET' }, times: Infinity, response: { status: 500 } });
		const result = await deal('updateMany', parameters, items, CONTINUE_ON_FAIL);
		expect(errorItems(result)).toHaveLength(4);
		expect(result.main[0][0].json.error).toMatch(/^LeadLex carried out only part of this request/);
	});

	test('reports existing deals that LeadLex did not count', async () => {
		const items = seedDeals(3).map((id) => ({ id, status: 'won' }));
		server().faults.add({
			match: { method: 'PATCH' },
			response: { status: 200, body: { data: { updated: 2 } } },
		});
		const result = await deal('updateMany', parameters, items, CONTINUE_ON_FAIL);
		expect(errorItems(result)).toHaveLength(3);
		expect(result.main[0][0].json.error).toContain('LeadLex counts 2 of 3, and 0 are missing');
		expect(result.main[0][0].json.message).toContain('You can run this item again');
	});

	test('resends a request without a response', async () => {
		const items = seedDeals(2).map((id) => ({ id, status: 'won' }));
		server().faults.add({ connection: 'reset', when: 'after' });
		const result = await deal('updateMany', parameters, items);
		expect(server().requests).toHaveLength(2);
		expect(successItems(result)).toHaveLength(2);
	});

	test('requires at least one change', async () => {
		const { error } = await deal('updateMany', { dealIds: 'deal-1', updateFields: {} }, [{}]);
		expect(error?.message).toBe(
			'Update Fields must contain at least one field with a value [item 0]',
		);
	});
});

describe('Delete Many', () => {
	const parameters = { dealIds: '={{ $json.ids }}' };

	test('deletes 501 deals of two items with 2 requests', async () => {
		const ids = seedDeals(501);
		const items = [{ ids: ids.slice(0, 200) }, { ids: ids.slice(200).join(', ') }];
		const result = await deal('deleteMany', parameters, items);
		expect(
			server().requests.map(({ body }) => (body as { deal_ids: string[] }).deal_ids.length),
		).toEqual([500, 1]);
		expect(server().state.deals.size).toBe(0);
		expect(result.main[0].map(({ json }) => json)).toEqual(
			ids.map((id) => ({ id, deleted: true })),
		);
		expect(pairedItems(result)).toEqual(ids.map((_, index) => (index < 200 ? 0 : 1)));
	});

	test('resends a request with the same Idempotency-Key and gets the first response', async () => {
		const ids = seedDeals(3);
		server().faults.add({ connection: 'reset', when: 'after' });
		const result = await deal('deleteMany', parameters, [{ ids }]);
		const keys = server().requests.map(({ headers }) => headers['idempotency-key']);
		expect(keys).toEqual([expect.stringMatching(/^[\da-f-]{36}$/), keys[0]]);
		expect(result.main[0].map(({ json }) => json.deleted)).toEqual([true, true, true]);
	});

	test('only counts in a dry run', async () => {
		const [id] = seedDeals(1);
		const result = await deal('deleteMany', { ...parameters, dryRun: true }, [{ ids: [id, 'x'] }]);
		const counts = { deleted_count: 1, not_found_count: 1 };
		const counted = { deleted: false, dry_run: true, found: null, ...counts };
		expect(result.main[0].map(({ json }) => json)).toEqual([
			{ id, ...counted },
			{ id: 'x', ...counted },
		]);
		expect(server().state.deals.size).toBe(1);
	});

	test('fails all deals when none was found', async () => {
		const result = await deal('deleteMany', parameters, [{ ids: 'x, y' }], CONTINUE_ON_FAIL);
		expect(errorItems(result).map(({ json }) => json.error)).toEqual([
			'Deal x was not found',
			'Deal y was not found',
		]);
	});

	test("fails the deal that LeadLex names, with LeadLex's message", async () => {
		const [first, second] = seedDeals(2);
		const errors = [{ deal_id: second, code: 'locked', message: 'The deal is locked' }];
		server().faults.add({
			response: { status: 200, body: { data: { deleted_count: 1, not_found_count: 0, errors } } },
		});
		const result = await deal(
			'deleteMany',
			parameters,
			[{ ids: [first, second] }],
			CONTINUE_ON_FAIL,
		);
		expect(result.main[0].map(({ json }) => json)).toEqual([
			{ id: first, deleted: true },
			{
				error: 'The deal is locked',
				message: expect.stringContaining(`LeadLex did not delete deal ${second} (locked).`),
			},
		]);
	});

	test('does not guess which deals were not found, but says that all are gone', async () => {
		const [id] = seedDeals(1);
		const result = await deal('deleteMany', parameters, [{ ids: [id, 'x'] }], CONTINUE_ON_FAIL);
		const counted = { deleted: null, deleted_count: 1, not_found_count: 1 };
		expect(result.main[0].map(({ json }) => json)).toEqual([
			{ id, ...counted },
			{ id: 'x', ...counted },
		]);
	});
});

test('Export returns a file with the chosen columns and deals', async () => {
	seedDeals(3);
	server().state.deals.get('deal-1')!.status = 'won';
	const { main } = await deal(
		'export',
		{ filters: { status: 'won' }, additionalFields: { fields: 'id, name', limit: 100 } },
		[{}],
	);
	expect(server().requests[0].query).toEqual({ status: 'won', fields: 'id,name', limit: '100' });
	const { data } = main[0][0].binary!;
	expect(data).toMatchObject({ fileName: 'deals.csv', mimeType: 'text/csv' });
	expect(Buffer.from(data.data, 'base64').toString().trim().split(/\r?\n/)).toEqual([
		'id,name',
		'deal-1,Deal 1',
	]);
});

describe('list of stages', () => {
	const list = async (method: string, field: string, parameters: INodeParameters) => {
		const { results } = await world.engine.listSearch('n8n-nodes-contactlink.leadLex', method, {
			parameters: { resource: 'deal', ...parameters },
			field,
		});
		return results.map(({ value }) => value);
	};

	beforeEach(() => {
		server().state.pipelines.set('pipe-002', {
			id: 'pipe-002',
			name: 'Litigation',
			stages: [{ id: 'stage-011', name: 'Filed' }],
		});
	});

	test.each([
		['create', 'additionalFields'],
		['getAll', 'filters'],
		['update', 'updateFields'],
		['updateMany', 'updateFields'],
	])('shows the stages of the selected pipeline in %s', async (operation, collection) => {
		const picking = (pipeline?: object) =>
			list('searchStages', `${collection}.stage`, {
				operation,
				[collection]: { ...(pipeline && { pipeline }) },
			} as INodeParameters);
		expect(await picking(byName('Litigation'))).toEqual(['Filed']);
		expect(await picking()).toEqual(['Lead', 'Proposal', 'Won', 'Filed']);
	});

	test('returns IDs for an export', async () => {
		const filters = { pipelineId: byId('pipe-002') };
		const parameters = { operation: 'export', filters };
		expect(await list('searchStageIds', 'filters.stageId', parameters)).toEqual(['stage-011']);
	});
});
