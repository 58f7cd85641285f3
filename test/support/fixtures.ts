/** Creates the records in the mock servers that the calls of the tests refer to. */
import axios from 'axios';

import { finishCall, providers } from '../../tools/mockServers';
import type { ProviderKey, Sandbox, MockServer } from '../../tools/mockServers';
import { authenticated } from './authenticate';

export type Ids = Record<string, string | number>;

/** The records of a provider, and what some calls need beyond the contract. */
export interface Fixtures {
	server(): MockServer<object>;
	/** Creates the records. Returns their IDs by the path segment before an ID, or by the name of a field. */
	prepare(post: (path: string, body: object) => Promise<unknown>): Promise<Ids>;
	/** The bodies of calls whose smallest body is not enough, by operationId. */
	bodies?: Record<string, (ids: Ids) => object>;
	/** Changes the records as a call needs them, by operationId. */
	before?: Record<string, (ids: Ids) => void>;
}

const idIn = (body: unknown) => (body as { data: { id: string } }).data.id;

export const fixturesOf = (sandbox: Sandbox): Record<ProviderKey, Fixtures> => ({
	leadLex: {
		server: () => sandbox.leadLex,
		async prepare(post) {
			const create = async (path: string, body: object) => idIn(await post(`/v1${path}`, body));
			const contact = await create('/contacts', { full_name: 'Ana Souza' });
			const duplicate = await create('/contacts', { full_name: 'Ana Souza' });
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
				...{ duplicate_ids: duplicate, deals: deal, deal_id: deal, deal_ids: deal },
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
		server: () => sandbox.voxworks,
		async prepare(post) {
			const contact = { phone_number: '0491570156', first_name: 'Ana' };
			const { contact_id } = (await post('/api/v1/create-contact', contact)) as Ids;
			const { call_id } = (await post('/api/v1/create-phone-call', {
				...{ contact, scheduled_time: '2100-01-01T00:00:00Z' },
			})) as Ids;
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
			// Their results can be read with the first poll
			createPhoneCall: () => (sandbox.voxworks.state.callDuration = 0),
		},
	},
	sprintHub: {
		server: () => sandbox.sprintHub,
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
});

/** Returns a function that sends requests with the mock server's key and accepts every status. */
export function senderTo(provider: ProviderKey, server: MockServer<object>) {
	return async (method: string, url: string, data?: unknown, query = {}) => {
		const { headers, params } = await authenticated(
			providers[provider].contract,
			server.credential,
		);
		return await axios.request<unknown>({
			...{ method, url, data, baseURL: server.url, proxy: false, validateStatus: () => true },
			...{ headers, params: { ...query, ...params }, paramsSerializer: { indexes: null } },
		});
	};
}

/** Resets the mock server and creates the records of its fixtures. */
export async function prepare(
	provider: ProviderKey,
	{ server, prepare: createRecords }: Fixtures,
): Promise<Ids> {
	server().reset();
	const send = senderTo(provider, server());
	return await createRecords(async (path, body) => {
		const { status, data } = await send('POST', path, body);
		if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(data)}`);
		return data;
	});
}
