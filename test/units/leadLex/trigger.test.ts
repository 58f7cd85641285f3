/** The parts of LeadLex Trigger that need no n8n. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';

import { readDelivery } from '../../../nodes/LeadLex/trigger/delivery';
import { events } from '../../../nodes/LeadLex/trigger/events';
import { createSeen } from '../../../nodes/LeadLex/trigger/deduplicator';
import type { Answer } from '../../../nodes/LeadLex/trigger/deduplicator';
import { isRecent, isSigned } from '../../../nodes/LeadLex/trigger/signature';
import { loadContract } from '../../../tools/mockServers/contract/validator';

type Body = Record<string, unknown>;
const contract = loadContract('leadlex') as unknown as {
	components: { schemas: { WebhookEventName: Record<string, string[]> } };
	paths: { '/v1/events/catalog': { get: { responses: { '2XX': Answered } } } };
	webhooks: { leadlexEvent: { post: { requestBody: Documented } } };
};
interface Answered {
	content: { 'application/json': { example: { data: { events: Body[] } } } };
}
interface Documented {
	content: { 'application/json': { examples: Record<string, { value: Body }> } };
}

describe('the events', () => {
	const named = contract.components.schemas.WebhookEventName;
	const { 'x-listed-in-webhooks-guide': guide, 'x-listed-in-event-catalog': catalog } = named;

	test("are the guide's and the catalog's, by their names", () => {
		const both = [...new Set([...guide, ...catalog])];
		expect(events.map(({ value }) => value).sort()).toEqual(both.sort());
		expect(events.slice(0, 3)).toEqual([
			{ name: 'Activity Created', value: 'activity.created' },
			{ name: 'Campaign Contacts Added', value: 'campaign.contacts_added' },
			{ name: 'Campaign Created', value: 'campaign.created' },
		]);
	});
});

describe('a signature', () => {
	const body = Buffer.from('{"name":"Zoë"}\n');
	const sign = (key: string, text = body) =>
		`sha256=${createHmac('sha256', key).update(text).digest('hex')}`;

	test('is that of the bytes with the whole secret', () => {
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
	])('is not %j', (signature) => {
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
	])('at %j is from just now: %s', (timestamp, expected) => {
		expect(isRecent(timestamp, Date.parse('2026-04-17T14:23:05Z'))).toBe(expected);
	});
});

describe('a delivery', () => {
	const read = (body: unknown) => readDelivery(Buffer.from(JSON.stringify(body)));
	const { examples } = contract.webhooks.leadlexEvent.post.requestBody.content['application/json'];

	test('of the guide is flat', () => {
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

	test('of the catalog has the same shape', () => {
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

	test('is read from every sample of the catalog', () => {
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

	test('of many records is one item', () => {
		const deals = [{ id: 'd-1' }, { id: 'd-2' }];
		const body = { event: 'deal.bulk_created', delivery_id: '1', data: { deals, count: 2 } };
		expect(read(body)!.json).toEqual({
			event: 'deal.bulk_created',
			delivery_id: '1',
			deals,
			count: 2,
		});
	});

	test('keeps what stands beside the record, and who it is from', () => {
		const data = { list: { id: 'l-1', event: 'party' }, contact_ids: ['c-1'], id: 'other' };
		const body = { event: 'list.contacts_added', delivery_id: '1', data, more: true };
		expect(read(body)!.json).toEqual({
			...{ event: 'list.contacts_added', delivery_id: '1', more: true },
			...{ id: 'l-1', contact_ids: ['c-1'] },
		});
	});

	test('loses no digit, and is no failed item for n8n', () => {
		const text = '{"event":"x.y","delivery_id":"1","data":{"n":12345678901234567890,"error":"no"}}';
		const { json } = readDelivery(Buffer.from(text))!;
		expect(json).toMatchObject({ n: '12345678901234567890', errorField: 'no' });
		expect(json).not.toHaveProperty('error');
	});

	test('may have no data, or data of another kind', () => {
		expect(read({ event: 'x.y', delivery_id: 1 })).toEqual({
			id: '1',
			json: { event: 'x.y', delivery_id: 1 },
		});
		expect(read({ event: 'x.y', data: [1] })!.json).toEqual({ event: 'x.y', data: [1] });
		expect(read({ event: 'x.y', data: null })!.json).toEqual({ event: 'x.y', data: null });
	});

	test('without an ID is known by its bytes', () => {
		expect(read({ event: 'x.y', data: 1 })!.id).toBe(read({ event: 'x.y', data: 1 })!.id);
		expect(read({ event: 'x.y', data: 1 })!.id).not.toBe(read({ event: 'x.y', data: 2 })!.id);
	});

	test.each([[], {}, 'text', 7, null, { event: 7 }, { type: null }])('is not %j', (body) => {
		expect(read(body)).toBeUndefined();
	});

	test('is not what is no JSON', () => {
		expect(readDelivery(Buffer.from('{"event":'))).toBeUndefined();
	});
});

describe('what was seen', () => {
	/** What n8n answers to a delivery, as soon as it does. */
	function answer() {
		let close = () => {};
		const open = { writableEnded: false, statusCode: 200 };
		const once = (_event: 'close', listener: () => void) => (close = listener);
		const answered: Answer & typeof open = { ...open, once };
		const end = (statusCode: number) => {
			Object.assign(answered, { writableEnded: true, statusCode });
			close();
		};
		return { answered, end, close: () => close() };
	}

	test('is known once n8n has said that it has it', () => {
		const seen = createSeen();
		const { answered, end } = answer();
		expect(seen.take('a', answered)).toBe('new');
		expect(seen.take('a', answer().answered)).toBe('underWay');
		end(200);
		expect(seen.take('a', answer().answered)).toBe('known');
		expect(seen.take('b', answer().answered)).toBe('new');
	});

	test('is new again when n8n could not store it', () => {
		const seen = createSeen();
		const { answered, end } = answer();
		seen.take('a', answered);
		end(500);
		expect(seen.take('a', answer().answered)).toBe('new');
		expect(seen.take('a', answer().answered)).toBe('underWay');
	});

	test('is under way until n8n has answered, whether or not anyone listens', () => {
		const seen = createSeen();
		const first = answer();
		seen.take('a', first.answered);
		first.close();
		expect(seen.take('a', answer().answered)).toBe('underWay');
		Object.assign(first.answered, { writableEnded: true });
		expect(seen.take('a', answer().answered)).toBe('known');
	});

	test('is known when its execution has begun, or was kept', () => {
		const seen = createSeen();
		seen.begin('a', ['x', 'y']);
		expect(['a', 'x', 'y'].map((id) => seen.take(id, answer().answered))).toEqual(
			Array.from({ length: 3 }, () => 'known'),
		);
		expect(seen.take('z', answer().answered, ['z'])).toBe('known');
		expect(seen.begun).toEqual(['x', 'y', 'a']);
	});

	test('is kept in one list, of the latest thousand', () => {
		const seen = createSeen();
		const { begun } = seen;
		for (let at = 0; at < 1500; at++) seen.begin(`id-${at}`, ['id-0', 'id-1']);
		expect(seen.begun).toBe(begun);
		expect([begun.length, begun[0], begun.at(-1)]).toEqual([1000, 'id-500', 'id-1499']);
		expect(seen.take('id-0', answer().answered)).toBe('known');
	});

	test('is forgotten after ten thousand others', () => {
		const seen = createSeen();
		for (let at = 0; at <= 10_000; at++) {
			seen.take(`id-${at}`, { writableEnded: true, statusCode: 200 });
			seen.begin(`begun-${at}`);
		}
		const now = (id: string) => seen.take(id, { writableEnded: true, statusCode: 200 });
		expect(['id-0', 'begun-0', 'id-10000', 'begun-10000'].map(now)).toEqual([
			...['new', 'new', 'known', 'known'],
		]);
	});
});
