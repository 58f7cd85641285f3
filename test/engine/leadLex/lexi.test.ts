/** Tests the requests to LeadLex's assistant and its AI analyses. */
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { addTools, callTool } from '../../support/tool';
import { serverHelpers } from '../../support/serverHelpers';
import { useWorld } from '../../support/useWorld';
import { byId } from '../../support/world';

const world = useWorld();
const { requests, bodies } = serverHelpers(world, 'leadLex');
beforeAll(() => addTools(world.engine));
beforeEach(() => {
	const { contacts, deals, documents } = world.sandbox.leadLex.state;
	contacts.set('c-1', { id: 'c-1' });
	deals.set('d-1', { id: 'd-1' });
	documents.set('doc-1', { id: 'doc-1' });
});

const run = (parameters: INodeParameters, item: IDataObject = {}) =>
	world.run('leadLex', parameters, [item]);

describe('AI analysis', () => {
	/** Some values are numbers as text and lists as JSON text, as sheets and AI models write them. */
	const CASES: Array<[string, string, INodeParameters, object]> = [
		[
			'analyzeDocument',
			'/v1/ai/analyze-document',
			{ documentId: byId('doc-1'), additionalFields: { sections: '["risks", "dates"]' } },
			{ document_id: 'doc-1', sections: ['risks', 'dates'] },
		],
		[
			'analyzeNotes',
			'/v1/ai/analyze-notes',
			{ contactId: byId('c-1'), additionalFields: { focus: 'risks', maxNotes: '20' } },
			{ contact_id: 'c-1', focus: 'risks', max_notes: 20 },
		],
		[
			'detectDuplicates',
			'/v1/ai/detect-duplicates',
			{
				entityType: 'company',
				additionalFields: { threshold: '0.9', limit: '50', tag: 'VIP', createdAfter: '' },
			},
			{ entity_type: 'company', threshold: 0.9, limit: 50, scope: { tag: 'VIP' } },
		],
		[
			'discoverConferences',
			'/v1/ai/discover-conferences',
			{ additionalFields: { from: '2026-05-01', topics: 'ai, innovation', limit: 10 } },
			{ date_range: { from: '2026-05-01' }, topics: ['ai', 'innovation'], limit: 10 },
		],
		['discoverConferences', '/v1/ai/discover-conferences', {}, {}],
		[
			'getLegalInsights',
			'/v1/ai/legal-insights',
			{ dealId: byId('d-1'), additionalFields: { focus: ['deadlines'], jurisdiction: 'DE' } },
			{ deal_id: 'd-1', focus: ['deadlines'], jurisdiction: 'DE' },
		],
		[
			'suggestFollowUps',
			'/v1/ai/suggest-followups',
			{ contactId: byId('c-1'), additionalFields: { count: '10', channels: 'email, call' } },
			{ contact_id: 'c-1', count: 10, channels: ['email', 'call'] },
		],
		[
			'suggestMeetings',
			'/v1/ai/suggest-meetings',
			{ additionalFields: { contactIds: '["c-1"]', onlyOpenDeals: 'false' } },
			{ contact_ids: ['c-1'], only_open_deals: false },
		],
	];

	test.each(CASES)('%s requests %s for %j', async (operation, path, parameters, body) => {
		const { main, error } = await run({ resource: 'aiAnalysis', operation, ...parameters });
		expect(error).toBeUndefined();
		expect(requests()).toMatchObject([{ path, status: 200 }]);
		// n8n does not send an empty body
		expect(bodies()[0] ?? {}).toEqual(body);
		expect(main[0]).toEqual([
			{
				json: expect.objectContaining({ credits_remaining: expect.any(Number) }),
				pairedItem: { item: 0 },
			},
		]);
	});

	test.each<[INodeParameters, string]>([
		[{ operation: 'analyzeNotes' }, 'Contact or Deal is required'],
		[{ operation: 'getLegalInsights' }, 'Deal or Matter ID is required'],
		[
			{ operation: 'suggestFollowUps', contactId: byId('c-1'), additionalFields: { count: 11 } },
			'Count must be from 1 to 10',
		],
		[
			{ operation: 'detectDuplicates', additionalFields: { threshold: 85 } },
			'Threshold must be from 0 to 1',
		],
		[
			{ operation: 'discoverConferences', additionalFields: { limit: 101 } },
			'Max Conferences must be at most 100',
		],
		[
			{
				...{ operation: 'analyzeDocument', documentId: byId('doc-1') },
				additionalFields: { sections: ['poems'] },
			},
			'Sections must be one of: amounts',
		],
	])('refuses %j before anything is sent', async (parameters, message) => {
		const { error } = await run({ resource: 'aiAnalysis', ...parameters });
		expect(error!.message).toContain(message);
		expect(requests()).toEqual([]);
	});
});

describe('asking Lexi', () => {
	test('continues a conversation', async () => {
		const chat = { resource: 'lexi', operation: 'chat', message: 'Hello' };
		const first = await run(chat);
		const id = String(first.main[0][0].json.conversation_id);
		const additionalFields = { conversationId: byId(id) };
		await run({ ...chat, message: 'And now?', additionalFields });
		expect(bodies()).toEqual([
			{ message: 'Hello' },
			{ message: 'And now?', context: { conversation_id: id } },
		]);
		const get = { resource: 'lexiConversation', operation: 'get', conversationId: byId(id) };
		const { main } = await run({ ...get, additionalFields: { limit: '10' } });
		expect(main[0][0].json.messages).toHaveLength(4);
	});

	test('does not resend a question without a response, since it costs credits', async () => {
		world.sandbox.leadLex.faults.add({ connection: 'reset', when: 'after' });
		const chat = { resource: 'lexi', operation: 'chat', message: 'Hello' };
		const { error } = await world.run('leadLex', chat, [{}], {
			...{ retryOnFail: true, maxTries: 3, waitBetweenTries: 10 },
		});
		expect(error!.description).toContain('Check there before running this item again');
		expect(requests()).toHaveLength(1);
	});

	test('sends research and draft requests', async () => {
		const research = { resource: 'lexi', operation: 'runAutoresearch' };
		const additionalFields = { depth: 'quick', sources: '["web", "news"]' };
		const { main } = await run({ ...research, query: 'Acme', additionalFields });
		expect(main[0][0].json).toMatchObject({ credits_remaining: 4842 });
		const draft = { resource: 'lexi', operation: 'personalizeEmail', contactId: byId('c-1') };
		const template = 'Dear {{first_name}}';
		await run({ ...draft, intent: 'follow up', additionalFields: { template, tone: 'warm' } });
		expect(bodies()).toEqual([
			{ query: 'Acme', depth: 'quick', sources: ['web', 'news'] },
			{ contact_id: 'c-1', intent: 'follow up', template, tone: 'warm' },
		]);
		const { error } = await run(research);
		expect(error!.message).toBe('Query, Contact or Company is required [item 0]');
	});

	test('approves and dismisses tasks', async () => {
		const many = { resource: 'lexiTask', operation: 'getAll', returnAll: true };
		const { main } = await run({ ...many, filters: { status: 'pending' } });
		const [first, second] = main[0].map(({ json }) => String(json.id));
		const decide = (operation: string, id: string, additional = {}) =>
			run({ resource: 'lexiTask', operation, taskId: byId(id), ...additional });
		const approved = await decide('approve', first);
		expect(approved.main[0][0].json).toMatchObject({ task_id: first, status: 'approved' });
		const reason = { additionalFields: { reason: 'not_relevant' } };
		const dismissed = await decide('dismiss', second, reason);
		expect(dismissed.main[0][0].json).toMatchObject({ task_id: second, status: 'dismissed' });
		expect(bodies().at(-1)).toEqual({ reason: 'not_relevant' });
		expect((await run(many)).main[0]).toEqual([]);
		expect((await decide('approve', first)).error!.message).toContain('not pending');
	});
});

describe('conversations', () => {
	const id = 'conv_01HY1';
	const update = (updateFields: INodeParameters) =>
		run({
			resource: 'lexiConversation',
			operation: 'update',
			conversationId: byId(id),
			updateFields,
		});

	test('are renamed, archived and linked to other records or none', async () => {
		const { main } = await update({ title: 'Briefing', archived: true });
		expect(main[0][0].json).toMatchObject({ id, title: 'Briefing', archived: true });
		await update({ dealId: byId('d-1'), clear: ['contact_id'] });
		await update({ clear: '["matter_id"]', title: '' });
		expect(bodies()).toEqual([
			{ title: 'Briefing', archived: true },
			{ context: { deal_id: 'd-1', contact_id: null } },
			{ context: { matter_id: null } },
		]);
		const { error } = await update({});
		expect(error!.message).toBe(
			'Update Fields must contain at least one field with a value [item 0]',
		);
	});

	test('are deleted once, also after no response', async () => {
		world.sandbox.leadLex.faults.add({ connection: 'reset', when: 'after' });
		const remove = { resource: 'lexiConversation', operation: 'delete', conversationId: byId(id) };
		const { main } = await run(remove);
		expect(main[0]).toEqual([{ json: { id, deleted: true }, pairedItem: { item: 0 } }]);
		expect(new Set(requests().map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
		const many = { resource: 'lexiConversation', operation: 'getAll', returnAll: true };
		expect((await run(many)).main[0]).toEqual([]);
	});
});

test('a tool accepts values as models write them', async () => {
	const ai = (name: string) => `={{ $fromAI('${name}') }}`;
	const result = await callTool(
		world.engine,
		'leadLex',
		{
			resource: 'aiAnalysis',
			operation: 'suggestMeetings',
			additionalFields: {
				contactIds: ai('contacts'),
				count: ai('count'),
				onlyOpenDeals: ai('open'),
			},
		},
		[{ args: { contacts: '["c-1", "c-2"]', count: '7', open: 'true' } }],
	);
	expect(result.data.resultData.error).toBeUndefined();
	expect(bodies()).toEqual([{ contact_ids: ['c-1', 'c-2'], count: 7, only_open_deals: true }]);
});
