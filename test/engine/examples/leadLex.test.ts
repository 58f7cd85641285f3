/**
 * Runs the example workflows for LeadLex. The output of their triggers and of Google Sheets is pinned; all other nodes
 * run against the sandbox.
 */
import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { LeadLexContact } from '../../../tools/mockServers';
import { contactsWithEmail, contactWithPhone, finishCall } from '../../../tools/mockServers';
import type { ExampleRun } from '../../support/examples';
import { itemsOf, outputOfReview, runExample } from '../../support/examples';
import { useWorld } from '../../support/useWorld';

const world = useWorld();

const leadLex = () => world.sandbox.leadLex;
const state = () => leadLex().state;
const voxworks = () => world.sandbox.voxworks.state;

const run = (file: string, run: ExampleRun) => runExample(world.engine, file, run);

const setContact = (id: string, fields: Partial<LeadLexContact> = {}) => {
	state().contacts.set(id, { id, created_date: new Date().toISOString(), ...fields });
	if (fields.email) {
		const key = fields.email.toLowerCase();
		state().contactIdsByEmail.set(key, [...(state().contactIdsByEmail.get(key) ?? []), id]);
	}
};

/** Returns the item that LeadLex Trigger outputs for an event. */
const event = (name: string, record: IDataObject): IDataObject => ({
	event: name,
	delivery_id: '7f3c4d2a-1b8e-4a9c-9d6f-2e5b8c7a1f3d',
	occurred_at: '2026-04-17T14:23:05Z',
	workspace_id: 'w_9a8b7c6d5e4f3a2b1c0d',
	...record,
});

/** Returns the day that is so many days away, as n8n writes it. */
const dayIn = (days: number) =>
	new Date(Date.now() + days * 24 * 3_600_000).toISOString().slice(0, 10);

const hourIn = (timezone: string, time: string) =>
	Number(
		new Intl.DateTimeFormat('en-GB', { hour: 'numeric', timeZone: timezone }).format(
			new Date(time),
		),
	);

describe('leadlex-new-contact-call.json', () => {
	const FILE = 'leadlex-new-contact-call.json';
	const entered = { 'Call the contact': { scriptId: 'script-1' } };
	const created = (id: string) => ({
		'When a contact is created': [event('contact.created', { id, full_name: 'Jane Doe' })],
	});
	const jane = { first_name: 'Jane', last_name: 'Doe', phone: '+61 491 570 006' };

	test('calls the contact once and adds a note', async () => {
		setContact('jane', jane);
		await run(FILE, { pinned: created('jane'), entered });
		const [call, ...otherCalls] = [...voxworks().calls.values()];
		expect(otherCalls).toEqual([]);
		const person = contactWithPhone(voxworks(), jane.phone);
		expect(person).toMatchObject({ first_name: 'Jane', last_name: 'Doe' });
		expect(call).toMatchObject({ contact_id: person!.id, script_id: 'script-1' });
		expect([...state().notes.values()]).toMatchObject([
			{ contact_id: 'jane', content: expect.stringContaining(call.id) as unknown },
		]);
	});

	test.each(['UTC', 'Asia/Dhaka', 'Asia/Tokyo', 'Pacific/Auckland', 'America/Denver'])(
		'calls within the next day, and never at night (%s)',
		async (timezone) => {
			setContact('jane', jane);
			const before = Date.now();
			await run(FILE, { pinned: created('jane'), entered, timezone });
			const [{ scheduled_time }] = [...voxworks().calls.values()];
			const delay = Date.parse(scheduled_time!) - before;
			expect(delay).toBeGreaterThan(0);
			expect(delay).toBeLessThan(24 * 3_600_000);
			expect([9, 10, 11, 12, 13, 14, 15, 16, 17]).toContain(hourIn(timezone, scheduled_time!));
		},
	);

	test('ignores a contact without a phone number', async () => {
		setContact('jane', { ...jane, phone: undefined });
		await run(FILE, { pinned: created('jane'), entered });
		expect(voxworks().calls.size).toBe(0);
		expect(state().notes.size).toBe(0);
	});
});

test('leadlex-sync-sheet.json updates and creates contacts, however often it runs', async () => {
	setContact('jane', { full_name: 'Jane D.', email: 'jane@example.com', phone: '+61 491 570 006' });
	setContact('twin-1', { email: 'twin@example.com' });
	setContact('twin-2', { email: 'twin@example.com' });
	const rows = [
		{
			'Full name': 'Jane Doe',
			Email: 'Jane@example.com',
			Phone: '',
			'Job title': 'Partner',
			Company: '',
		},
		{
			'Full name': 'João Silva',
			Email: 'joao@example.com',
			Phone: 61491570156,
			Company: 'Acme Legal',
		},
		{ 'Full name': 'No Email', Email: '' },
		{ 'Full name': 'Twin', Email: 'twin@example.com' },
	];
	const pinned = { 'Every night at 2': [{}], 'Read the sheet': rows };
	for (let round = 0; round < 2; round++) {
		const execution = await run('leadlex-sync-sheet.json', { pinned });
		expect(itemsOf(execution, 'Refused')).toEqual([
			{
				name: 'Twin',
				email: 'twin@example.com',
				reason: '2 contacts have the email twin@example.com: twin-1, twin-2',
				what_to_do: expect.stringContaining('Merge them') as unknown,
			},
		]);
	}
	expect(state().contacts.size).toBe(4);
	expect(state().contacts.get('jane')).toMatchObject({
		full_name: 'Jane Doe',
		phone: '+61 491 570 006',
		job_title: 'Partner',
	});
	expect(contactsWithEmail(state(), 'joao@example.com')).toMatchObject([
		{ full_name: 'João Silva', phone: '61491570156', company: 'Acme Legal' },
	]);
});

describe('leadlex-deal-won.json', () => {
	const run1 = async (deal: IDataObject) => {
		state().deals.set('deal-1', { id: 'deal-1', name: 'Acme Corp Partnership', ...deal });
		const won = event('deal.closed_won', { id: 'deal-1' });
		await run('leadlex-deal-won.json', { pinned: { 'When a deal is won': [won] } });
		expect(state().notes.size).toBe(1);
		expect(state().tasks.size).toBe(1);
		const [note] = [...state().notes.values()];
		const [task] = [...state().tasks.values()];
		return { note, task };
	};

	test('adds a note with the value and gives the owner a task', async () => {
		const before = dayIn(2);
		const { note, task } = await run1({
			...{ estimated_value: 25000, currency: 'EUR', owner_user_id: 'user-001' },
		});
		expect(note).toMatchObject({ deal_id: 'deal-1', title: 'Won' });
		expect(note.content).toMatch(/^Acme Corp Partnership was won on .*Value: 25000 EUR$/);
		expect(task).toMatchObject({
			deal_id: 'deal-1',
			title: 'Send the engagement letter: Acme Corp Partnership',
			assigned_to_user_id: 'user-001',
			priority: 'high',
		});
		expect([before, dayIn(2)]).toContain(task.due_date);
	});

	test('leaves the task unassigned for a deal without an owner', async () => {
		const { note, task } = await run1({ owner_user_id: null });
		expect(note.content).toMatch(/was won on \d+ [A-Z]\w+ \d{4}\.$/);
		expect(task).not.toHaveProperty('assigned_to_user_id');
	});
});

describe('leadlex-business-card.json', () => {
	const FILE = 'leadlex-business-card.json';
	const photo = Buffer.from('a photo').toString('base64');
	const pinned = {
		'When a card is sent': [
			{
				json: { 'Where did you meet?': 'IP conference' },
				binary: {
					Business_card: { data: photo, mimeType: 'image/jpeg', fileName: 'card.jpg' },
				},
			},
		],
	};
	const scans = () => leadLex().requests.filter(({ path }) => path === '/v1/scan/business-card');

	test('creates one contact from a card, however often it is sent', async () => {
		await run(FILE, { pinned });
		await run(FILE, { pinned });
		expect(scans().map(({ body }) => body)).toEqual([
			{ image_base64: photo },
			{ image_base64: photo },
		]);
		expect([...state().contacts.values()]).toMatchObject([
			{
				full_name: 'Jane Doe',
				email: 'jane@acme.com',
				phone: '+1-555-0100',
				job_title: 'General Counsel',
				company: 'Acme Corp',
				tags: ['business card'],
				custom_fields: { met_at: 'IP conference' },
			},
		]);
	});

	test('creates a contact with the mobile number from a card without an email', async () => {
		const fields = { full_name: 'João Silva', email: null, phone: null, mobile: '+61491570156' };
		leadLex().faults.add({
			match: { path: '/v1/scan/business-card' },
			response: { status: 200, body: { data: { fields, credits_remaining: 1 } } },
		});
		await run(FILE, { pinned });
		const [contact, ...otherContacts] = [...state().contacts.values()];
		expect(otherContacts).toEqual([]);
		expect(contact).toMatchObject({ full_name: 'João Silva', phone: '+61491570156' });
		expect(contact).not.toHaveProperty('email');
	});
});

test('leadlex-enrich-campaign.json adds each enriched new contact to the campaign once', async () => {
	const yesterday = new Date(Date.now() - 12 * 3_600_000).toISOString();
	const withEmail = (id: string) => ({ full_name: id, email: `${id}@example.com` });
	setContact('new-1', { ...withEmail('new-1'), created_date: yesterday });
	setContact('new-2', withEmail('new-2'));
	setContact('unknown', withEmail('unknown'));
	setContact('no-email', { full_name: 'no-email' });
	setContact('old', { ...withEmail('old'), created_date: '2026-01-01T00:00:00Z' });
	state().campaigns.set('campaign-1', { id: 'campaign-1', name: 'Q2', status: 'draft' });
	const campaign = { __rl: true, mode: 'list', value: 'campaign-1', cachedResultName: 'Q2' };

	for (let round = 0; round < 2; round++) {
		leadLex().faults.add({
			match: { path: '/v1/enrich/contact', body: 'unknown' },
			response: { status: 409, body: { error: { code: 'no_match', message: 'Nothing found' } } },
		});
		const execution = await run('leadlex-enrich-campaign.json', {
			pinned: { 'Every morning at 7': [{}] },
			entered: { 'Add to campaign': { campaignId: campaign } },
		});
		expect(itemsOf(execution, 'Not enriched')).toMatchObject([
			{ name: 'unknown', email: 'unknown@example.com', reason: 'Nothing found' },
		]);
		expect(itemsOf(execution, 'Add to campaign')).toMatchObject([
			{ contact_id: 'new-1', added: round === 0 },
			{ contact_id: 'new-2', added: round === 0 },
		]);
	}
	expect([...state().enrolments.get('campaign-1')!.keys()]).toEqual(['new-1', 'new-2']);
	const enriched = [...state().contacts.values()].filter(({ job_title }) => job_title);
	expect(enriched.map(({ id }) => id)).toEqual(['new-1', 'new-2']);
	const joined = leadLex().requests.filter(({ path }) => path.startsWith('/v1/campaigns/'));
	expect(joined.map(({ body }) => body)).toEqual([
		{ contact_ids: ['new-1', 'new-2'], source: 'n8n: new contacts' },
		{ contact_ids: ['new-1', 'new-2'], source: 'n8n: new contacts' },
	]);
});

describe('leadlex-reveal-after-approval.json', () => {
	const FILE = 'leadlex-reveal-after-approval.json';
	const send = async (review: Array<IDataObject | INodeExecutionData>) =>
		await run(FILE, {
			pinned: {
				'When the form is sent': [{ 'Job title': 'General Counsel', Place: '' }],
				'Ask for approval': review,
			},
		});
	const answer = async (approved: boolean) =>
		await outputOfReview(world.engine, FILE, 'Ask for approval', approved);
	const reveals = () =>
		leadLex().requests.filter(({ path }) => path.startsWith('/v1/prospector/reveal'));

	test('reveals the people with one request once they are approved', async () => {
		const execution = await send(await answer(true));
		const [{ people }] = itemsOf(execution, 'One list') as Array<{ people: IDataObject[] }>;
		expect(people).toHaveLength(10);
		expect(reveals().map(({ body }) => body)).toEqual([
			{ prospects: people.map(({ member_id, company_id }) => ({ member_id, company_id })) },
		]);
		expect(itemsOf(execution, 'Revealed')).toMatchObject(
			people.map(({ full_name, job_title, company }) => ({
				...{ name: full_name, job_title, company },
				email: expect.stringMatching(/^jane\.\d+@/),
				phone: expect.stringMatching(/^\+1202/),
			})),
		);
	});

	test('reveals nobody after a refusal, or without an answer', async () => {
		// Without an answer, n8n passes on what came in
		for (const review of [await answer(false), [{ people: [{}] }]]) {
			const execution = await send(review);
			expect(itemsOf(execution, 'Not revealed')).toEqual([{ people: 10 }]);
		}
		expect(reveals()).toEqual([]);
	});
});

describe('voxworks-finished-call.json', () => {
	const finished = async (id: string) => {
		const call = finishCall(voxworks(), id, {}, { call_summary: 'Wants an offer by Friday' });
		// With Include Result, Voxworks Trigger adds the result
		const result = voxworks().callResults.get(id);
		await run('voxworks-finished-call.json', {
			pinned: { 'When a call is finished': [{ ...call, result: { ...result } }] },
		});
	};
	const called = async () => {
		setContact('jane', { first_name: 'Jane', phone: '+61 491 570 006' });
		await run('leadlex-new-contact-call.json', {
			pinned: { 'When a contact is created': [event('contact.created', { id: 'jane' })] },
			entered: { 'Call the contact': { scriptId: 'script-1' } },
		});
		return [...voxworks().calls.keys()][0];
	};

	test('adds the result to the called contact as a note and creates a task', async () => {
		const before = dayIn(1);
		await finished(await called());
		expect([...state().notes.values()]).toMatchObject([
			{ contact_id: 'jane', title: 'Voxworks will call' },
			{
				...{ contact_id: 'jane', title: 'Voxworks has called: completed' },
				content: 'Wants an offer by Friday',
			},
		]);
		const tasks = [...state().tasks.values()];
		expect(tasks).toMatchObject([
			{
				...{ contact_id: 'jane', title: 'Follow up on the call' },
				description: 'Wants an offer by Friday',
			},
		]);
		expect([before, dayIn(1)]).toContain(tasks[0].due_date);
	});

	test('ignores calls without a note in LeadLex', async () => {
		const id = await called();
		state().notes.clear();
		await finished(id);
		expect(state().notes.size).toBe(0);
		expect(state().tasks.size).toBe(0);
	});
});
