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

	test('lists all events of the guide and the catalog, by title', () => {
		const documented = [...new Set([...guide, ...catalog])];
		expect(events.map(({ value }) => value).sort()).toEqual(documented.sort());
		expect(events.slice(0, 3)).toEqual([
			{ name: 'Activity Created', value: 'activity.created' },
			{ name: 'Campaign Contacts Added', value: 'campaign.contacts_added' },
			{ name: 'Campaign Created', value: 'campaign.created' },
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

	test.each([
		['2026-04-17T14:23:05Z', true],
		['2026-04-17T14:18:05Z', true],
		['2026-04-17T14:28:05.000Z', true],
		['2026-04-17T14:18:04Z', false],
		['2026-04-17T14:28:06Z', false],
		['2026-04-17T16:23:05+02:00', true],
		['', false],
		[undefined, false],
		['now', false],
	])('takes the timestamp %j as recent: %s', (timestamp, expected) => {
		expect(isRecent(timestamp, Date.parse('2026-04-17T14:23:05Z'))).toBe(expected);
	});
});

describe('readDelivery', () => {
	const read = (body: unknown) => readDelivery(Buffer.from(JSON.stringify(body)));
	const { examples } = contract.webhooks.leadlexEvent.post.requestBody.content['application/json'];

	test('flattens the envelope of the webhooks guide', () => {
		expect(read(examples.guide.value)).toEqual({
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
		expect(read(examples.catalog.value)).toEqual({
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
		expect(read({ event: 'x.y', delivery_id: 1 })).toEqual({
			id: '1',
			json: { event: 'x.y', delivery_id: 1 },
		});
		expect(read({ event: 'x.y', data: [1] })!.json).toEqual({ event: 'x.y', data: [1] });
		expect(read({ event: 'x.y', data: null })!.json).toEqual({ event: 'x.y', data: null });
	});

	test('identifies a delivery without an ID by its bytes', () => {
		expect(read({ event: 'x.y', data: 1 })!.id).toBe(read({ event: 'x.y', data: 1 })!.id);
		expect(read({ event: 'x.y', data: 1 })!.id).not.toBe(read({ event: 'x.y', data: 2 })!.id);
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
