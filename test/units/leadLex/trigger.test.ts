/** Tests of LeadLex Trigger that run without n8n. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';

import { readDelivery } from '../../../nodes/LeadLex/trigger/delivery';
import { events } from '../../../nodes/LeadLex/trigger/events';
import { Deduplicator } from '../../../nodes/LeadLex/trigger/deduplicator';
import type { DeliveryResponse } from '../../../nodes/LeadLex/trigger/deduplicator';
import { isRecent, isSigned } from '../../../nodes/LeadLex/trigger/signature';
import { loadContract } from '../../../tools/mockServers/contract/validator';

type Body = Record<string, unknown>;
const contract = loadContract('leadlex') as unknown as {
	components: { schemas: { WebhookEventName: Record<string, string[]> } };
	paths: { '/v1/events/catalog': { get: { responses: { '2XX': ExampleResponse } } } };
	webhooks: { leadlexEvent: { post: { requestBody: ExampleRequest } } };
};
interface ExampleResponse {
	content: { 'application/json': { example: { data: { events: Body[] } } } };
}
interface ExampleRequest {
	content: { 'application/json': { examples: Record<string, { value: Body }> } };
}

describe('events', () => {
	const names = contract.components.schemas.WebhookEventName;
	const { 'x-listed-in-webhooks-guide': guide, 'x-listed-in-event-catalog': catalog } = names;
	const { 'x-named-on-other-pages': others } = names;

	test('lists all events of the guide, the catalog and other pages, by title', () => {
		const documented = [...new Set([...guide, ...catalog, ...others])];
		expect(events.map(({ value }) => value).sort()).toEqual(documented.sort());
		expect(events.slice(0, 3)).toEqual([
			{ name: 'Activity Created', value: 'activity.created' },
			{ name: 'Calendar Sync Completed', value: 'calendar.sync.completed' },
			{ name: 'Campaign Contacts Added', value: 'campaign.contacts_added' },
		]);
	});
});

describe('isSigned and isRecent', () => {
	const body = Buffer.from('{"name":"Zoë"}\n');
	const sign = (key: string, text = body) =>
		`sha256=${createHmac('sha256', key).update(text).digest('hex')}`;

	test('accepts the signature of the exact bytes with the whole secret', () => {
		expect(isSigned(body, sign('whsec_1'), 'whsec_1')).toBe(true);
		expect(isSigned(body, sign('1'), 'whsec_1')).toBe(false);
		expect(isSigned(Buffer.from('{"name":"Zoe"}\n'), sign('whsec_1'), 'whsec_1')).toBe(false);
	});

	test.each([
		undefined,
		null,
		'',
		'sha256=',
		sign('whsec_1').slice(7),
		sign('whsec_1').slice(0, -1),
		`${sign('whsec_1')}0`,
		sign('whsec_1').toUpperCase(),
		` ${sign('whsec_1')}`,
		[sign('whsec_1'), sign('whsec_1')],
		`${sign('whsec_1')}, ${sign('whsec_1')}`,
	])('rejects the signature %j', (signature) => {
		expect(isSigned(body, signature, 'whsec_1')).toBe(false);
	});

	test.each<[unknown[], boolean]>([
		[['2026-04-17T14:23:05Z'], true],
		[['2026-04-16T14:23:05Z'], true],
		[['2026-04-16T14:23:04Z'], false],
		[['2026-04-17T14:33:05.000Z'], true],
		[['2026-04-17T14:33:06Z'], false],
		[['2026-04-17T16:33:05+02:00'], true],
		[['2026-04-17T14:33:05'], true],
		[['2026-04-17T14:33:06'], false],
		[[Date.parse('2026-04-17T14:23:05Z')], true],
		[[''], false],
		[[undefined, null, 'now', {}], false],
		[['now', '2026-04-17T14:23:05Z'], true],
		[['2026-04-15T14:23:05Z', '2026-04-17T14:23:05Z'], false],
		[[], false],
	])('takes an event with the times %j as recent: %s', (times, expected) => {
		expect(isRecent(times, Date.parse('2026-04-17T14:23:05Z'))).toBe(expected);
	});
});

describe('readDelivery', () => {
	const read = (body: unknown) => readDelivery(Buffer.from(JSON.stringify(body)));
	const { examples } = contract.webhooks.leadlexEvent.post.requestBody.content['application/json'];

	test('flattens the envelope of the webhooks guide', () => {
		expect(read(examples.guide.value)).toMatchObject({
			id: '7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d',
			json: {
				event: 'contact.created',
				delivery_id: '7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d',
				occurred_at: '2026-04-17T14:23:05Z',
				workspace_id: 'w_9a8b7c6d5e4f3a2b1c0d',
				id: '123e4567-e89b-12d3-a456-426614174000',
				full_name: 'Jane Doe',
				email: 'jane@example.com',
				created_at: '2026-04-17T14:23:05Z',
			},
		});
	});

	test('gives an event of the catalog the same shape', () => {
		expect(read(examples.catalog.value)).toMatchObject({
			id: 'evt_03HY3',
			json: {
				event: 'deal.stage_changed',
				delivery_id: 'evt_03HY3',
				occurred_at: '2026-04-17T09:10:00Z',
				id: 'deal_01HY1',
				from_stage_id: 'stage_qualified',
				to_stage_id: 'stage_proposal',
			},
		});
	});

	test('reads every sample of the catalog', () => {
		const { get } = contract.paths['/v1/events/catalog'];
		const { data } = get.responses['2XX'].content['application/json'].example;
		const samples = data.events.map(({ example_payload: sample }) => read(sample)!);
		expect(samples.map(({ json, changedFields }) => ({ ...json, changedFields }))).toMatchObject([
			{ event: 'contact.created', full_name: 'Jane Doe' },
			{ event: 'contact.updated', changed_fields: ['job_title'], changedFields: ['job_title'] },
			{ event: 'deal.stage_changed', to_stage_id: 'stage_proposal' },
			{ event: 'email.sent', message_id: '18c9a4b2e7ff21aa', to: ['jane@acme.com'] },
			{ event: 'meeting.scheduled', event_id: 'evt_01HYXYZ123', title: 'Intro call with Jane Doe' },
		]);
	});

	test('makes one item of an event about many records', () => {
		const deals = [{ id: 'd-1' }, { id: 'd-2' }];
		const body = { event: 'deal.bulk_created', delivery_id: '1', data: { deals, count: 2 } };
		expect(read(body)!.json).toEqual({
			event: 'deal.bulk_created',
			delivery_id: '1',
			deals,
			count: 2,
		});
	});

	test('keeps the properties beside the record and of the envelope', () => {
		const data = { list: { id: 'l-1', event: 'party' }, contact_ids: ['c-1'], id: 'other' };
		const body = { event: 'list.contacts_added', delivery_id: '1', data, more: true };
		expect(read(body)!.json).toEqual({
			event: 'list.contacts_added',
			delivery_id: '1',
			more: true,
			id: 'l-1',
			contact_ids: ['c-1'],
		});
	});

	test('keeps all digits of numbers, and renames error so that n8n sees no failed item', () => {
		const text = '{"event":"x.y","delivery_id":"1","data":{"n":12345678901234567890,"error":"no"}}';
		const { json } = readDelivery(Buffer.from(text))!;
		expect(json).toMatchObject({ n: '12345678901234567890', errorField: 'no' });
		expect(json).not.toHaveProperty('error');
	});

	test('accepts missing data and data that is no object', () => {
		expect(read({ event: 'x.y', delivery_id: 1 })).toMatchObject({
			id: '1',
			json: { event: 'x.y', delivery_id: 1 },
		});
		expect(read({ event: 'x.y', data: [1] })!.json).toEqual({ event: 'x.y', data: [1] });
		expect(read({ event: 'x.y', data: null })!.json).toEqual({ event: 'x.y', data: null });
	});

	test.each<unknown>([undefined, null, '', '  ', 0, false, true, {}, []])(
		'identifies a delivery with the ID %j by its bytes',
		(delivery_id) => {
			const idOf = (data: number) => read({ event: 'x.y', delivery_id, data })!.id;
			expect(idOf(1)).toMatch(/^[\da-f]{64}$/);
			expect(idOf(1)).toBe(idOf(1));
			expect(idOf(1)).not.toBe(idOf(2));
		},
	);

	test('reads a body behind a byte order mark', () => {
		const text = '\uFEFF{"event":"x.y","delivery_id":"1"}';
		expect(readDelivery(Buffer.from(text))).toMatchObject({ id: '1', json: { event: 'x.y' } });
	});

	test('reads both names of the signed time', () => {
		const body = { event: 'x.y', occurred_at: 1, created_at: 2 };
		expect(read(body)!.signedTimes).toEqual([1, 2]);
		expect(read({ type: 'x.y', created_at: 2 })!.signedTimes).toEqual([2, undefined]);
	});

	test.each([[], {}, 'text', 7, null, { event: 7 }, { type: null }])(
		'rejects the body %j',
		(body) => {
			expect(read(body)).toBeUndefined();
		},
	);

	test('rejects a body that is not JSON', () => {
		expect(readDelivery(Buffer.from('{"event":'))).toBeUndefined();
	});
});

describe('Deduplicator', () => {
	/** A response of n8n, open until `end` or `close` is called. */
	function openResponse() {
		let close = () => {};
		const open = { writableEnded: false, statusCode: 200 };
		const once = (_event: 'close', listener: () => void) => (close = listener);
		const response: DeliveryResponse & typeof open = { ...open, once };
		const end = (statusCode: number) => {
			Object.assign(response, { writableEnded: true, statusCode });
			close();
		};
		return { response, end, close: () => close() };
	}

	test('treats a delivery as duplicate after n8n answered 200', () => {
		const deduplicator = new Deduplicator();
		const { response, end } = openResponse();
		expect(deduplicator.claim('a', response)).toBe('new');
		expect(deduplicator.claim('a', openResponse().response)).toBe('inProgress');
		end(200);
		expect(deduplicator.claim('a', openResponse().response)).toBe('duplicate');
		expect(deduplicator.claim('b', openResponse().response)).toBe('new');
	});

	test('accepts a redelivery after n8n answered 500', () => {
		const deduplicator = new Deduplicator();
		const { response, end } = openResponse();
		deduplicator.claim('a', response);
		end(500);
		expect(deduplicator.claim('a', openResponse().response)).toBe('new');
		expect(deduplicator.claim('a', openResponse().response)).toBe('inProgress');
	});

	test('keeps a delivery in progress until n8n has answered, even if the connection closes', () => {
		const deduplicator = new Deduplicator();
		const first = openResponse();
		deduplicator.claim('a', first.response);
		first.close();
		expect(deduplicator.claim('a', openResponse().response)).toBe('inProgress');
		Object.assign(first.response, { writableEnded: true });
		expect(deduplicator.claim('a', openResponse().response)).toBe('duplicate');
	});

	test('treats confirmed and stored deliveries as duplicates', () => {
		const deduplicator = new Deduplicator();
		deduplicator.confirm('a', ['x', 'y']);
		expect(['a', 'x', 'y'].map((id) => deduplicator.claim(id, openResponse().response))).toEqual(
			Array.from({ length: 3 }, () => 'duplicate'),
		);
		expect(deduplicator.claim('z', openResponse().response, ['z'])).toBe('duplicate');
		expect(deduplicator.stored).toEqual(['x', 'y', 'a']);
	});

	test('stores the latest thousand IDs, always in the same array', () => {
		const deduplicator = new Deduplicator();
		const { stored } = deduplicator;
		for (let index = 0; index < 1500; index++) {
			deduplicator.confirm(`id-${index}`, ['id-0', 'id-1']);
		}
		expect(deduplicator.stored).toBe(stored);
		expect([stored.length, stored[0], stored.at(-1)]).toEqual([1000, 'id-500', 'id-1499']);
		expect(deduplicator.claim('id-0', openResponse().response)).toBe('duplicate');
	});

	test('starts no delivery twice, however many are open', () => {
		const deduplicator = new Deduplicator();
		const claim = (index: number) => deduplicator.claim(`id-${index}`, openResponse().response);
		const all = Array.from({ length: 10_050 }, (_, index) => index);
		expect(new Set(all.map(claim))).toEqual(new Set(['new']));
		expect(new Set(all.map(claim))).toEqual(new Set(['inProgress']));
	});

	test('forgets a delivery after ten thousand others', () => {
		const deduplicator = new Deduplicator();
		for (let index = 0; index <= 10_000; index++) {
			deduplicator.claim(`id-${index}`, { writableEnded: true, statusCode: 200 });
			deduplicator.confirm(`confirmed-${index}`);
		}
		const claim = (id: string) => deduplicator.claim(id, { writableEnded: true, statusCode: 200 });
		expect(['id-0', 'confirmed-0', 'id-10000', 'confirmed-10000'].map(claim)).toEqual([
			'new',
			'new',
			'duplicate',
			'duplicate',
		]);
	});
});
