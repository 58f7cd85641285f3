/** Every documented call is answered as documented. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import axios from 'axios';
import { finishCall, startSandbox } from '../../tools/mockServers';
import type { Sandbox } from '../../tools/mockServers';
import { createValidator } from '../../tools/mockServers/contract';
import { operationsOf } from '../../tools/mockServers/operations';
import type { Operation } from '../../tools/mockServers/operations';
import { fullestQuery, smallestBody, smallestQuery } from '../support/smallest';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

type Ids = Record<string, string | number>;

/** What there has to be before the calls, and what the contract cannot tell of some of them. */
interface Walk {
	stand(): Sandbox[keyof Omit<Sandbox, 'stop'>];
	/** By the word before an ID in a path, or the name of a field: what is there to be named. */
	prepare(post: (path: string, body: object) => Promise<unknown>): Promise<Ids>;
	/** By operationId. */
	bodies?: Record<string, (ids: Ids) => object>;
	before?: Record<string, (ids: Ids) => void>;
}

const idIn = (answer: unknown) => (answer as { data: { id: string } }).data.id;

const walks: Record<'leadlex' | 'voxworks' | 'sprinthub', Walk> = {
	leadlex: {
		stand: () => sandbox.leadLex,
		async prepare(post) {
			const create = async (path: string, body: object) => idIn(await post(`/v1${path}`, body));
			const contact = await create('/contacts', { full_name: 'Ana Souza' });
			const double = await create('/contacts', { full_name: 'Ana Souza' });
			const deal = await create('/deals', { name: 'Deal' });
			const list = await create('/lists', { name: 'List' });
			const campaign = await create('/campaigns', { name: 'C', list_id: list, template: 'Hi' });
			const webhook = { url: 'https://example.com/hook', events: ['contact.created'] };
			const file = { name: 'a.pdf', mime_type: 'application/pdf', storage_path: 'a.pdf' };
			const key = { name: 'Key', permissions: ['read:contacts'] };
			const workflow = {
				...{ name: 'W', condition_entity: 'deal', condition_field: 'status' },
				...{ condition_operator: 'equals', condition_value: 'won' },
				...{ action_type: 'create_task', action_config: {} },
			};
			await post(`/v1/lists/${list}/contacts`, { contact_ids: [contact] });
			await post(`/v1/campaigns/${campaign}/contacts`, { contact_ids: [contact] });
			await post(`/v1/campaigns/${campaign}/steps`, { subject: 'Hi', body: 'Hi' });
			await post('/v1/webhooks', webhook);
			await post('/v1/activities', { type: 'call', contact_id: contact });
			const { state } = sandbox.leadLex;
			const first = (rows: Map<string, unknown>) => [...rows.keys()][0];
			return {
				...{ contacts: contact, contact_id: contact, contact_ids: contact, primary_id: contact },
				...{ duplicate_ids: double, deals: deal, deal_id: deal, deal_ids: deal },
				...{ companies: 'co-001', company_id: 'co-001', related_company_id: 'co-001' },
				...{ lists: list, list_id: list, campaigns: campaign, steps: first(state.campaignSteps) },
				tasks: await create('/tasks', { title: 'Task', contact_id: contact }),
				notes: await create('/notes', { title: 'Note', contact_id: contact }),
				activities: first(state.activities),
				webhooks: first(state.webhooks),
				documents: await create('/documents', file),
				document_id: first(state.documents),
				workflows: await create('/workflows', workflow),
				'api-keys': await create('/api-keys', key),
				'lexi/tasks': first(state.lexiTasks),
				conversations: first(state.lexiConversations),
				threads: first(state.emailThreads),
				events: first(state.calendarEvents),
			};
		},
		bodies: {
			createTask: ({ contact_id }) => ({ title: 'Task', contact_id }),
			createNote: ({ contact_id }) => ({ title: 'Note', contact_id }),
			linkDocument: ({ contact_id }) => ({ entity_type: 'contact', entity_id: contact_id }),
		},
		before: {
			pauseCampaign: ({ campaigns }) => {
				sandbox.leadLex.state.campaigns.get(String(campaigns))!.status = 'active';
			},
		},
	},
	voxworks: {
		stand: () => sandbox.voxworks,
		async prepare(post) {
			const contact = { phone_number: '0491570156', first_name: 'Ana' };
			const { contact_id } = (await post('/api/v1/create-contact', contact)) as Ids;
			const { call_id } = (await post('/api/v1/create-phone-call', { contact })) as Ids;
			const { list_id } = (await post('/api/v1/create-list', { name: 'List' })) as Ids;
			const calls = ['get-call', 'get-call-result', 'cancel-call', 'reschedule-call'];
			return {
				...Object.fromEntries([...calls, 'end-web-call'].map((word) => [word, call_id])),
				...{ contact_id, 'add-contacts-to-list': list_id },
				...{ 'link-contact-to-object': 'property-1' },
				hooks: [...sandbox.voxworks.state.automationRuns.keys()][0],
			};
		},
		bodies: { upsertObject: () => ({ type_name: 'property', data: { id: 'property-1' } }) },
		before: {
			getCallResult: (ids) => finishCall(sandbox.voxworks.state, String(ids['get-call-result'])),
		},
	},
	sprinthub: {
		stand: () => sandbox.sprintHub,
		async prepare(post) {
			const create = async (path: string, body: object) => ((await post(path, body)) as Ids).id;
			const lead = await create('/leads', { firstname: 'Ana' });
			return {
				...{ leads: lead, lead, lead_id: lead, targetId: lead, list_file_lead: lead },
				customobjects: lead,
				list_file_attendance: 1001,
				crmopportunity: await create('/crmopportunity?id=1', { title: 'O', lead_id: lead }),
				objects: 1,
				objectId: await create('/customobjects/objects/1', { numero_pedido: '1' }),
			};
		},
		bodies: { updateLead: ({ leads }) => ({ id: leads, firstname: 'Bia' }) },
	},
};

describe.each(Object.entries(walks))('%s', (name, walk) => {
	const contract = name as keyof typeof walks;
	const operations = operationsOf(contract);
	const { checkAnswer, operationIds } = createValidator(contract);
	let ids: Ids;
	let prepared: object;

	const send = (method: string, url: string, data?: unknown, params = {}) => {
		const { stand } = walk;
		const { apiKey, apiToken, instance } = stand().credential;
		return axios.request<unknown>({
			...{ method, url, data, baseURL: stand().url, proxy: false, validateStatus: () => true },
			headers: apiKey ? { Authorization: `Bearer ${apiKey}` } : {},
			params: apiToken ? { ...params, apitoken: apiToken, i: instance } : params,
			paramsSerializer: { indexes: null },
		});
	};

	beforeAll(async () => {
		walk.stand().reset();
		ids = await walk.prepare(async (path, body) => {
			const { status, data } = await send('POST', path, body);
			expect([path, status < 300]).toEqual([path, true]);
			return data;
		});
		prepared = structuredClone(walk.stand().state);
	});

	/** The IDs of an example are those of the vendor. */
	function withIds(body: unknown): unknown {
		const fields = Object.entries(body ?? {}).map(([name, value]) => {
			if (!/ids?$/i.test(name) || !(name in ids)) return [name, value as unknown];
			return [name, Array.isArray(value) ? [ids[name]] : ids[name]];
		});
		return body === undefined ? undefined : Object.fromEntries(fields);
	}

	function pathOf({ path }: Operation, found = ids): string {
		return path.replace(/([\w/-]+)\/\{\w+\}/g, (_, before: string) => {
			const words = before.split('/');
			const id = found[words.slice(-2).join('/')] ?? found[words.at(-1)!] ?? 999_999;
			return `${before}/${encodeURIComponent(id)}`;
		});
	}

	test('there is a call for every operation', () => {
		expect(operations.map(({ operationId }) => operationId).sort()).toEqual(
			[...operationIds].sort(),
		);
	});

	test.each(operations.map((operation) => [operation.operationId, operation] as const))(
		'%s',
		async (operationId, operation) => {
			const { requests, state } = walk.stand();
			Object.assign(state, structuredClone(prepared));
			walk.before?.[operationId]?.(ids);
			const body = walk.bodies?.[operationId]?.(ids) ?? withIds(smallestBody(operation));
			const query = smallestQuery(operation);
			const answer = await send(operation.method, pathOf(operation), body, query);
			const { status, data, headers } = answer;
			expect([status, status < 300 || data]).toEqual([operation.answer.status, true]);
			expect(checkAnswer(operationId, status, data)).toEqual([]);
			expect(requests.at(-1)).toMatchObject({ operationId, carriedOut: true });
			const type = String(headers['content-type'] ?? '').split(';')[0];
			if (operation.answer.type) expect(type).toBe(operation.answer.type);
		},
	);

	const hasQuery = ({ method, parameters }: Operation) =>
		method === 'GET' && parameters.some((one) => one.in === 'query' && one.name !== 'i');

	test.each(operations.filter(hasQuery).map((one) => [one.operationId, one] as const))(
		'%s takes every filter at once',
		async (operationId, operation) => {
			Object.assign(walk.stand().state, structuredClone(prepared));
			walk.before?.[operationId]?.(ids);
			const { status, data } = await send(
				'GET',
				pathOf(operation),
				undefined,
				fullestQuery(operation),
			);
			expect([status, status < 300 || data]).toEqual([operation.answer.status, true]);
			expect(checkAnswer(operationId, status, data)).toEqual([]);
		},
	);

	test.each(
		operations
			.filter(({ path }) => path.includes('{'))
			.map((one) => [one.operationId, one] as const),
	)('%s refuses an unknown ID', async (operationId, operation) => {
		const { requests, state } = walk.stand();
		Object.assign(state, structuredClone(prepared));
		const body = walk.bodies?.[operationId]?.(ids) ?? withIds(smallestBody(operation));
		const path = pathOf(operation, {});
		const { status, data } = await send(operation.method, path, body, smallestQuery(operation));
		expect([400, 404]).toContain(status);
		expect(checkAnswer(operationId, status, data)).toEqual([]);
		expect(requests.at(-1)).toMatchObject({ operationId, carriedOut: false });
		expect(state).toEqual(prepared);
	});
});
