/** Tests LeadLex campaigns, their steps and their contacts. */
import { beforeEach, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useWorld } from '../../support/useWorld';
import { byId, CONTINUE_ON_FAIL, errorItems, pairedItems } from '../../support/world';

const world = useWorld();

const server = () => world.sandbox.leadLex;
const run = (
	resource: string,
	operation: string,
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
	settings: object = {},
) => world.run('leadLex', { resource, operation, ...parameters }, items, settings);

/** The locator of a draft campaign that each test starts with. */
let campaignId: ReturnType<typeof byId>;
beforeEach(async () => {
	server().state.lists.set('list-1', { id: 'list-1', name: 'Prospects' });
	const { main } = await run('campaign', 'create', {
		name: 'Q2 Outreach',
		listId: byId('list-1'),
		template: 'Hi {{name}}',
	});
	campaignId = byId(String(main[0][0].json.id));
	server().requests.length = 0;
});

function seedContacts(count: number): string[] {
	return Array.from({ length: count }, (_, index) => {
		const id = `contact-${index}`;
		server().state.contacts.set(id, {
			id,
			full_name: `Person ${index}`,
			email: `p${index}@example.com`,
		});
		return id;
	});
}

const add = (items: IDataObject[], additional: INodeParameters = {}) =>
	run(
		'campaign',
		'addContacts',
		{ campaignId, contactIds: '={{ $json.id }}', ...additional },
		items,
		CONTINUE_ON_FAIL,
	);

test('adds 700 contacts with 2 requests, or 3 if they have two sources', async () => {
	const ids = seedContacts(700);
	const result = await add(ids.map((id) => ({ id })));
	expect(server().requests).toHaveLength(2);
	expect(result.main[0]).toEqual(
		ids.map((contact_id, item) => ({
			json: { campaign_id: campaignId.value, contact_id, added: true },
			pairedItem: { item },
		})),
	);

	server().requests.length = 0;
	const sources = ids.map((id, index) => ({ id, source: index < 600 ? 'a' : 'b' }));
	const secondResult = await add(sources, { source: '={{ $json.source }}' });
	expect(server().requests.map(({ body }) => (body as IDataObject).source)).toEqual([
		'a',
		'a',
		'b',
	]);
	// The campaign already has these contacts
	expect(secondResult.main[0].every(({ json }) => json.added === false)).toBe(true);
	expect(pairedItems(secondResult)).toEqual(ids.map((_, item) => item));
});

test('fails the contact that LeadLex neither added nor skipped as already in the campaign', async () => {
	const data = { added: 1, skipped: 0, contact_ids: ['contact-0'] };
	server().faults.add({ response: { status: 200, body: { data } } });
	const result = await add([{ id: 'contact-0, nobody' }]);
	expect(result.main[0].map(({ json }) => json)).toEqual([
		{ campaign_id: campaignId.value, contact_id: 'contact-0', added: true },
		{ error: 'Contact nobody was not added', message: expect.stringContaining('Check in LeadLex') },
	]);
});

test('leaves contacts in doubt if three responses name none', async () => {
	server().faults.add({ response: { status: 200, body: { data: {} } }, times: 3 });
	const result = await add([{ id: 'contact-0' }]);
	expect(errorItems(result).map(({ json }) => json.error)).toEqual([
		'LeadLex did not say which contacts it added',
	]);
});

test('starts, reads, pauses and restarts a campaign', async () => {
	await add(seedContacts(3).map((id) => ({ id })));
	await run('campaignStep', 'create', { campaignId, subject: 'Hello', body: 'Hi {{first_name}}' });

	const started = await run('campaign', 'start', { campaignId });
	expect(started.main[0][0].json).toMatchObject({ status: 'active', task_id: null });
	const statistics = await run('campaign', 'getStatistics', { campaignId });
	expect(statistics.main[0][0].json).toMatchObject({
		campaign_id: campaignId.value,
		sent_count: 3,
	});
	const events = await run('campaign', 'getEvents', {
		campaignId,
		filters: { type: 'sent', contactId: byId('contact-1') },
	});
	expect(events.main[0].map(({ json }) => json.contact_id)).toEqual(['contact-1']);

	const out = { campaignId, contactId: byId('contact-1') };
	const removed = await run('campaign', 'removeContact', out);
	expect(removed.main[0][0].json).toMatchObject({ removed: true, contact_id: 'contact-1' });
	const members = await run('campaign', 'getContacts', {
		campaignId,
		filters: { status: 'active' },
	});
	expect(members.main[0].map(({ json }) => json.contact_id)).toEqual(['contact-2', 'contact-0']);

	const paused = await run('campaign', 'pause', { campaignId });
	expect(paused.main[0][0].json).toMatchObject({ id: campaignId.value, status: 'paused' });
	expect((await run('campaign', 'pause', { campaignId })).error).toMatchObject({
		httpCode: '409',
		description: expect.stringContaining('Only an active campaign can be paused'),
	});
	const changed = await run('campaign', 'update', {
		campaignId,
		updateFields: { dailySendLimit: 75 },
	});
	expect(changed.main[0][0].json).toMatchObject({ daily_send_limit: 75, status: 'paused' });
	const secondStart = await run('campaign', 'start', { campaignId });
	expect(secondStart.main[0][0].json.status).toBe('active');
});

test('deletes only drafts', async () => {
	await add(seedContacts(1).map((id) => ({ id })));
	await run('campaign', 'start', { campaignId });
	expect((await run('campaign', 'delete', { campaignId })).error).toMatchObject({
		httpCode: '409',
		description: expect.stringContaining('LeadLex deletes drafts only'),
	});
	server().state.campaigns.get(campaignId.value)!.status = 'draft';
	const { main } = await run('campaign', 'delete', { campaignId });
	expect(main[0][0].json).toEqual({ id: campaignId.value, deleted: true });
	expect((await run('campaign', 'getAll', { returnAll: true })).main[0]).toEqual([]);
});

test('adds, changes and deletes the steps of a campaign', async () => {
	const step = {
		campaignId,
		body: 'Hi',
		additionalFields: { delayDays: 3, sendCondition: 'if_no_reply' },
	};
	const created = await run(
		'campaignStep',
		'create',
		{ ...step, subject: '={{ $json.subject }}' },
		[{ subject: 'First' }],
	);
	const stepId = byId(String(created.main[0][0].json.id));
	await run('campaignStep', 'create', { ...step, subject: 'Second' });

	const changed = await run('campaignStep', 'update', {
		campaignId,
		stepId,
		updateFields: { delayHours: 5 },
	});
	expect(changed.main[0][0].json).toMatchObject({
		id: stepId.value,
		delay_hours: 5,
		delay_days: 3,
	});
	const deleted = await run('campaignStep', 'delete', { campaignId, stepId });
	expect(deleted.main[0][0].json).toEqual({ id: stepId.value, deleted: true });
	const remaining = await run('campaignStep', 'getAll', { campaignId, limit: 5 });
	expect(remaining.main[0].map(({ json }) => json.subject)).toEqual(['Second']);
});

test('lists the steps of the selected campaign', async () => {
	await run('campaignStep', 'create', { campaignId, subject: 'Hello', body: 'Hi' });
	const { results } = await world.engine.listSearch(
		'n8n-nodes-contactlink.leadLex',
		'searchSteps',
		{ parameters: { resource: 'campaignStep', operation: 'update', campaignId }, field: 'stepId' },
	);
	expect(results.map(({ name }) => name)).toEqual(['Hello']);
});
