/**
 * Runs the example workflows for Voxworks and SprintHub. The output of their triggers is pinned; all other nodes run
 * against the sandbox.
 */
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { PEOPLE_FILE, readPeople } from '../../../tools/demo/people';
import { contactWithPhone, leadsWithEmail } from '../../../tools/mockServers';
import type { ExampleRun } from '../../support/examples';
import { itemsOf, outputOfReview, runExample } from '../../support/examples';
import type { SimulatedTime } from '../../support/simulatedTime';
import { simulateTime } from '../../support/simulatedTime';
import { useWorld } from '../../support/useWorld';
import { successItems } from '../../support/world';

const world = useWorld();

const voxworks = () => world.sandbox.voxworks;
const sprintHub = () => world.sandbox.sprintHub;
const run = (file: string, run: ExampleRun) => runExample(world.engine, file, run);

describe('voxworks-form-call.json', () => {
	const DAY_MS = 24 * 3_600_000;
	const send = async (when: string) => {
		const form = {
			...{ 'First name': 'Jane', 'Last name': 'Doe', 'Phone number': '0491 570 006' },
			'When may we call?': when,
		};
		await run('voxworks-form-call.json', {
			pinned: { 'When the form is sent': [form] },
			entered: { 'Schedule the call': { scriptId: 'script-1' } },
			timezone: 'Australia/Brisbane',
		});
		return [...voxworks().state.calls.values()].at(-1)!;
	};

	test('calls the same contact once for each form', async () => {
		const before = Date.now();
		const soon = await send('As soon as possible');
		const later = await send('Tomorrow at 9:00');
		expect(voxworks().state.calls.size).toBe(2);
		expect([...voxworks().state.contacts.values()]).toMatchObject([
			{ first_name: 'Jane', last_name: 'Doe', phone_number: '+61491570006' },
		]);
		const { id } = contactWithPhone(voxworks().state, '0491 570 006')!;
		expect([soon, later]).toMatchObject([
			{ contact_id: id, script_id: 'script-1' },
			{ contact_id: id, script_id: 'script-1' },
		]);
		expect(Date.parse(soon.scheduled_time!) - before).toBeGreaterThan(0);
		expect(Date.parse(soon.scheduled_time!) - before).toBeLessThan(DAY_MS);
		// Brisbane is ten hours ahead of UTC all year
		const tomorrow = new Date(before + 10 * 3_600_000 + DAY_MS).toISOString().slice(0, 10);
		expect(Date.parse(later.scheduled_time!)).toBe(Date.parse(`${tomorrow}T09:00:00+10:00`));
	});
});

describe('voxworks-call-and-wait.json', () => {
	let time: SimulatedTime;
	beforeEach(() => {
		time = simulateTime((now) => (voxworks().now = now));
	});
	afterEach(() => time.restore());
	const send = async () =>
		await time.until(
			run('voxworks-call-and-wait.json', {
				pinned: {
					'When the form is sent': [{ 'First name': 'Jane', 'Phone number': '0491 570 006' }],
				},
				entered: { 'Call and wait': { scriptId: 'script-1' } },
			}),
		);

	test('goes on with what was said once the call is over', async () => {
		const execution = await send();
		expect(itemsOf(execution, 'What was said')).toEqual([
			{
				...{ name: 'Jane', phone: '0491 570 006' },
				...{ outcome: 'completed', summary: 'Summary (sample)' },
			},
		]);
		expect(itemsOf(execution, 'Still on the phone')).toEqual([]);
	});

	test('reports a call that is not over after 15 minutes', async () => {
		voxworks().state.callDuration = Infinity;
		const execution = await send();
		const [{ id }] = [...voxworks().state.calls.values()];
		expect(itemsOf(execution, 'What was said')).toEqual([]);
		expect(itemsOf(execution, 'Still on the phone')).toEqual([{ call_id: id }]);
	});
});

describe('voxworks-call-after-approval.json', () => {
	const FILE = 'voxworks-call-after-approval.json';
	const form = {
		...{ 'First name': 'Jane', 'Phone number': '0491 570 006' },
		'What is it about?': 'The house on the corner',
	};
	let time: SimulatedTime;
	beforeEach(() => {
		time = simulateTime((now) => (voxworks().now = now));
	});
	afterEach(() => time.restore());
	const send = async (review: Array<IDataObject | INodeExecutionData>) =>
		await time.until(
			run(FILE, {
				pinned: { 'When the form is sent': [form], 'Ask for approval': review },
				entered: { 'Call and wait': { scriptId: 'script-1' } },
			}),
		);
	const answer = async (approved: boolean) =>
		await outputOfReview(world.engine, FILE, 'Ask for approval', approved);

	test('calls the person once the call is approved', async () => {
		const execution = await send(await answer(true));
		expect(voxworks().state.calls.size).toBe(1);
		expect(contactWithPhone(voxworks().state, '0491 570 006')).toMatchObject({
			first_name: 'Jane',
		});
		expect(itemsOf(execution, 'What was said')).toEqual([
			{ name: 'Jane', finished: true, outcome: 'completed', summary: 'Summary (sample)' },
		]);
		expect(itemsOf(execution, 'Not called')).toEqual([]);
	});

	test('calls nobody after a refusal, or without an answer', async () => {
		// Without an answer, n8n passes on what came in
		for (const review of [await answer(false), [form]]) {
			const execution = await send(review);
			expect(itemsOf(execution, 'Not called')).toEqual([{ name: 'Jane', phone: '0491 570 006' }]);
		}
		expect(voxworks().requests).toEqual([]);
	});
});

describe('voxworks-list-from-file.json', () => {
	const send = (csv: string | Buffer) => {
		const data = Buffer.from(csv).toString('base64');
		const form = {
			json: { 'Name of the list': 'February follow-up' },
			binary: { People: { data, mimeType: 'text/csv', fileName: 'people.csv' } },
		};
		return run('voxworks-list-from-file.json', { pinned: { 'When a file is sent': [form] } });
	};
	const membersOf = (name: string) => {
		const [list, ...otherLists] = [...voxworks().state.lists.values()];
		expect(list).toMatchObject({ name });
		expect(otherLists).toEqual([]);
		return voxworks().state.contactIdsByList.get(list.id)!;
	};

	test('adds each of the 250 people to the new list, 100 per request', async () => {
		const execution = await send(readFileSync(PEOPLE_FILE));
		expect(itemsOf(execution, 'Refused')).toEqual([]);
		const members = membersOf('February follow-up');
		expect(members.size).toBe(250);
		expect(voxworks().state.contacts.size).toBe(250);
		for (const { phone_number, first_name, last_name } of readPeople()) {
			const contact = contactWithPhone(voxworks().state, phone_number)!;
			expect(contact).toMatchObject({ first_name, last_name });
			expect(members.has(contact.id)).toBe(true);
		}
		expect(voxworks().requests).toHaveLength(1 + 3);
	});

	test('reports the row without a number and adds the others', async () => {
		const execution = await send(
			'phone_number,first_name,last_name\n0491 570 006,Jane,Doe\n,No,Number\n0491 570 156,Zoë,Webb\n',
		);
		expect(itemsOf(execution, 'Refused')).toEqual([
			{
				...{ name: 'No Number', phone: null },
				reason: expect.stringContaining('Phone Number') as unknown,
				what_to_do: expect.any(String) as unknown,
			},
		]);
		expect(membersOf('February follow-up').size).toBe(2);
	});
});

describe('sprinthub-card-won.json', () => {
	const card = (status: string, lead: unknown) => ({
		body: { id: '4534', title: 'Renewal 2027', value: '1250.50', status, lead_id: String(lead) },
	});
	const lead = async () => {
		const parameters = { resource: 'contact', operation: 'create', firstName: 'Ana' };
		return successItems(await world.run('sprintHub', parameters, [{}]))[0].json.id;
	};
	const send = (...items: IDataObject[]) =>
		run('sprinthub-card-won.json', { pinned: { 'When a card is won': items } });

	test('creates an order for a won card and links it to the contact', async () => {
		const id = await lead();
		await send(card('gain', id));
		const [order, ...otherObjects] = [...sprintHub().state.objects.values()];
		expect(otherObjects).toEqual([]);
		expect(order).toMatchObject({
			...{ definitionId: 1, numero_pedido: 'CRM-4534', valor_total: 1250.5, status: 'aberto' },
		});
		expect(sprintHub().state.links).toMatchObject([{ objectId: order.id, targetId: id }]);
	});

	test('does nothing for other cards', async () => {
		await send(card('open', await lead()), card('lost', await lead()));
		expect(sprintHub().state.objects.size).toBe(0);
	});
});

test('sprinthub-lead-voxworks-automation.json starts one run for each new lead', async () => {
	const [token] = [...voxworks().state.automationRuns.keys()];
	const body = {
		...{ first_name: 'João', last_name: 'Silva', phone: '+61 491 570 006' },
		...{ email: 'joao.silva@example.com', message: 'Interested in the enterprise plan' },
	};
	// The response to the first attempt is lost
	voxworks().faults.add({ match: { path: '/hooks/' }, when: 'after', response: { status: 502 } });
	await run('sprinthub-lead-voxworks-automation.json', {
		pinned: { 'When a lead comes in': [{ body }] },
		entered: { 'Start the automation': { url: `${voxworks().url}/api/v1/hooks/${token}` } },
	});
	const leads = leadsWithEmail(sprintHub().state, body.email);
	expect(leads).toMatchObject([
		{ firstname: 'João', lastname: 'Silva', whatsapp: '+61 491 570 006' },
	]);
	expect(voxworks().state.automationRuns.get(token)).toEqual([
		{
			...{ phone: body.phone, first_name: 'João', last_name: 'Silva', notes: body.message },
			crm_id: String(leads[0].id),
		},
	]);
	expect(voxworks().requests.map(({ headers }) => headers['x-idempotency-key'])).toEqual([
		`sprinthub-${leads[0].id}`,
		`sprinthub-${leads[0].id}`,
	]);
});
