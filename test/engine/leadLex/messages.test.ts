/** Tests the emails and messages that LeadLex sends and receives, and its calendar events. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { addTools, callTool } from '../../support/tool';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import { byId, ON_ERROR } from '../../support/world';

const world = useWorld();
const { requests, bodies, addFault } = serverHelpers(world, 'leadLex');
beforeAll(() => addTools(world.engine));

const run = (parameters: INodeParameters, item: IDataObject = {}, binary = {}) =>
	world.run('leadLex', parameters, [item], {}, { binary });

const file = (text: string, fileName: string) => ({
	data: Buffer.from(text).toString('base64'),
	mimeType: 'text/plain',
	fileName,
});

const mail: INodeParameters = {
	resource: 'email',
	operation: 'send',
	to: '={{ $json.to }}',
	subject: 'Follow-up',
	bodyText: 'Hello Jane',
};

describe('Email > Send', () => {
	test.each([
		['jane@example.com', ['jane@example.com']],
		['Jane Doe <jane@example.com>', ['Jane Doe <jane@example.com>']],
		[
			'"Doe, Jane" <jane@example.com>, kai@example.com',
			['"Doe, Jane" <jane@example.com>', 'kai@example.com'],
		],
		['["jane@example.com", "kai@example.com"]', ['jane@example.com', 'kai@example.com']],
		[
			['Doe, Jane <jane@example.com>', 'kai@example.com'],
			['Doe, Jane <jane@example.com>', 'kai@example.com'],
		],
	])('accepts the recipients %j', async (to, expected) => {
		const { error } = await run(mail, { to });
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{ to: expected, subject: 'Follow-up', body_text: 'Hello Jane' }]);
	});

	test.each(['Doe, Jane <jane@example.com>', 'Jane', 'jane@', '<>', 'a@b <c@d>x'])(
		'refuses the recipient %j',
		async (to) => {
			const { error } = await run(mail, { to });
			expect(error!.message).toContain('To must be addresses, such as jane@example.com');
			expect(requests()).toEqual([]);
		},
	);

	test('sends every documented field', async () => {
		const { main } = await run(
			{
				...mail,
				bodyHtml: '<p>Hello Jane</p>',
				additionalFields: {
					cc: ['kai@example.com'],
					bcc: 'a@example.com; b@example.com',
					replyTo: 'team@example.com',
					contactId: byId('c-1'),
					dealId: byId('d-1'),
					threadId: byId('t-1'),
					attachments: {
						attachment: [
							{ source: 'file', binaryPropertyName: 'offer' },
							{ binaryPropertyName: 'offer', filename: 'terms.md', mimeType: 'text/markdown' },
							{ source: 'other', storagePath: '={{ $json.stored }}', filename: 'nda.pdf' },
						],
					},
				},
			},
			{ to: 'jane@example.com', stored: 'documents/nda.pdf' },
			{ offer: file('An offer', 'offer.txt') },
		);
		const content_base64 = Buffer.from('An offer').toString('base64');
		expect(bodies()).toEqual([
			{
				to: ['jane@example.com'],
				subject: 'Follow-up',
				body_text: 'Hello Jane',
				body_html: '<p>Hello Jane</p>',
				cc: ['kai@example.com'],
				bcc: ['a@example.com', 'b@example.com'],
				reply_to: 'team@example.com',
				contact_id: 'c-1',
				deal_id: 'd-1',
				thread_id: 't-1',
				attachments: [
					{ filename: 'offer.txt', mime_type: 'text/plain', content_base64 },
					{ filename: 'terms.md', mime_type: 'text/markdown', content_base64 },
					{ filename: 'nda.pdf', storage_path: 'documents/nda.pdf' },
				],
			},
		]);
		expect(main[0][0].json).toMatchObject({ provider: 'gmail', status: 'sent' });
	});

	test.each<[INodeParameters, string]>([
		[{ bodyText: '' }, 'Text Body or HTML Body is required'],
		[{ subject: 'x'.repeat(999) }, 'Subject must have at most 998 characters'],
		[
			{ additionalFields: { attachments: { attachment: [{ binaryPropertyName: 'no' }] } } },
			'Input Binary Field must name a field of the item that contains a file',
		],
		[
			{ additionalFields: { attachments: { attachment: [{ source: 'other' }] } } },
			'Storage Path is required',
		],
	])('refuses %j before anything is sent', async (parameters, message) => {
		const { error } = await run({ ...mail, ...parameters }, { to: 'jane@example.com' });
		expect(error!.message).toContain(message);
		expect(requests()).toEqual([]);
	});

	test('sends an email once after no response, also with attachments', async () => {
		addFault({ connection: 'reset', when: 'after' });
		const attachments = { attachment: [{ binaryPropertyName: 'offer' }] };
		const { error } = await run(
			{ ...mail, additionalFields: { attachments } },
			{ to: 'jane@example.com' },
			{ offer: file('An offer', 'offer.txt') },
		);
		expect(error).toBeUndefined();
		const [first, second, ...otherRequests] = requests();
		expect(second.headers['idempotency-key']).toBe(first.headers['idempotency-key']);
		expect(second.body).toEqual(first.body);
		expect([otherRequests, first.executed, second.executed]).toEqual([[], true, false]);
	});

	test.each(ON_ERROR)('fails when LeadLex reports a failure, with %s', async (onError) => {
		addFault({ response: { status: 200, body: { data: { id: 'm-1', status: 'failed' } } } });
		const result = await world.run('leadLex', mail, [{ to: 'jane@example.com' }], { onError });
		const message = result.error?.message ?? result.main.flat()[0].json.error;
		expect(message).toBe('LeadLex could not send the message');
	});

	test('advises to connect a mailbox', async () => {
		addFault({ response: { status: 403 } });
		const { error } = await run(mail, { to: 'jane@example.com' });
		expect(error!.description).toContain('or no mailbox is connected');
	});
});

describe('Channel Message > Send', () => {
	const message: INodeParameters = {
		resource: 'channelMessage',
		operation: 'send',
		channel: '={{ $json.channel }}',
		recipient: '={{ $json.recipient }}',
		subject: '={{ $json.subject }}',
		message: 'Deal won',
	};

	test('sends to a chat by its ID and a file by its URL', async () => {
		const attachments = {
			attachment: [{ source: 'other', url: 'https://example.com/a.pdf' }],
		};
		await run(
			{ ...message, additionalFields: { attachments } },
			{ channel: 'telegram', recipient: 123456789 },
		);
		expect(bodies()).toEqual([
			{
				channel: 'telegram',
				recipient: '123456789',
				message: 'Deal won',
				attachments: [{ url: 'https://example.com/a.pdf' }],
			},
		]);
	});

	test('requires a subject for an email', async () => {
		const email = { channel: 'email', recipient: 'jane@example.com' };
		const { error } = await run(message, email);
		expect(error!.message).toBe('Subject is required [item 0]');
		await run(message, { ...email, subject: 'Good news' });
		expect(bodies()).toMatchObject([{ channel: 'email', subject: 'Good news' }]);
	});

	test('refuses unknown channels and more than 4,096 characters', async () => {
		const { error } = await run(message, { channel: 'sms', recipient: '1' });
		expect(error!.message).toContain('Channel must be one of: email, slack, teams');
		const long = await run(
			{ ...message, message: 'x'.repeat(4097) },
			{ channel: 'slack', recipient: 'C1' },
		);
		expect(long.error!.message).toContain('Message must have at most 4096 characters');
		expect(requests()).toEqual([]);
	});
});

describe('received messages and events', () => {
	test('threads are listed and read', async () => {
		const many = await run({
			...{ resource: 'email', operation: 'getAllThreads', returnAll: true },
			filters: { unread: 'true', after: '2026-04-01' },
		});
		expect(requests()[0].query).toMatchObject({ unread: 'true', page: '1', per_page: '100' });
		const [{ json }] = many.main[0];
		const threadId = byId(String(json.id));
		const thread = await run({ resource: 'email', operation: 'getThread', threadId });
		expect(thread.main[0][0].json).toMatchObject({
			id: json.id,
			messages: [{ direction: 'inbound' }],
		});
	});

	test('correspondents are listed up to the limit and the maximum of the API', async () => {
		const many = { resource: 'email', operation: 'getAllCorrespondents' };
		await run({ ...many, returnAll: true, filters: { minMessages: '3' } });
		await run({ ...many, limit: 1000 });
		const { main } = await run({ ...many, limit: 1 });
		expect(requests().map(({ query }) => query)).toEqual([
			{ limit: '200', min_messages: '3' },
			{ limit: '200' },
			{ limit: '1' },
		]);
		expect(main[0]).toMatchObject([{ json: { email: 'jane@acme.com' } }]);
	});

	test('events are listed by time and read', async () => {
		const many = await run({
			...{ resource: 'calendarEvent', operation: 'getAll', limit: 5 },
			filters: { fromDate: '2026-04-01T00:00:00Z', toDate: '2026-05-01T00:00:00Z' },
		});
		expect(requests()[0].query).toEqual({
			from_date: '2026-04-01T00:00:00.000Z',
			to_date: '2026-05-01T00:00:00.000Z',
			page: '1',
			per_page: '5',
		});
		const [{ json }] = many.main[0];
		const eventId = byId(String(json.id));
		const event = await run({ resource: 'calendarEvent', operation: 'get', eventId });
		expect(event.main[0][0].json).toMatchObject({ id: json.id, title: json.title });
	});

	test('channel messages and providers are listed', async () => {
		const messages = await run({
			...{ resource: 'channelMessage', operation: 'getAll', returnAll: true },
			filters: { channel: 'slack', direction: 'outbound' },
		});
		expect(messages.main[0]).toMatchObject([{ json: { channel: 'slack' } }]);
		const providers = await run({
			...{ resource: 'channelMessage', operation: 'getAllProviders', returnAll: true },
		});
		expect(providers.main[0].map(({ json }) => json.channel)).toEqual(['slack', 'teams']);
	});
});

test.each([
	['email', 'mailbox', { additionalFields: { provider: 'gmail' } }, { provider: 'gmail' }],
	[
		'calendarEvent',
		'calendar',
		{ additionalFields: { fromDate: '2026-01-01T00:00:00Z' } },
		{ from_date: '2026-01-01T00:00:00.000Z' },
	],
])('syncs %s and says when a sync is already running', async (resource, _, fields, body) => {
	const sync = { resource, operation: 'sync', mode: 'full', ...fields };
	const { main } = await run(sync);
	expect(bodies()).toEqual([{ mode: 'full', ...body }]);
	expect(main[0][0].json).toMatchObject({ status: 'queued' });
	addFault({ response: { status: 409 } });
	const { error } = await run(sync);
	expect(error!.description).toContain('a full sync is running already');
});

test('a tool sends an email as the model wrote it', async () => {
	const ai = (name: string) => `={{ $fromAI('${name}') }}`;
	const result = await callTool(
		world.engine,
		'leadLex',
		{
			...{ ...mail, to: ai('to'), subject: ai('subject'), bodyText: ai('text') },
			additionalFields: { cc: ai('cc'), contactId: byId(ai('contact')) },
		},
		[
			{
				args: {
					to: '["jane@example.com", "Kai Bauer <kai@example.com>"]',
					subject: 'Follow-up',
					text: 'Hello',
					cc: '[]',
					contact: 'c-1',
				},
			},
		],
	);
	expect(result.data.resultData.error).toBeUndefined();
	expect(bodies()).toEqual([
		{
			to: ['jane@example.com', 'Kai Bauer <kai@example.com>'],
			subject: 'Follow-up',
			body_text: 'Hello',
			contact_id: 'c-1',
		},
	]);
});
