/** n8n's REST API, as its editor uses it. */
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
import type { AxiosRequestConfig } from 'axios';
import { parse } from 'flatted';
import type {
	ICredentialType,
	IDataObject,
	IConnections,
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodeTypeDescription,
	IPinData,
	IRunExecutionData,
	IWorkflowSettings,
	ResourceMapperFields,
} from 'n8n-workflow';

import { n8nVersion } from './versions';

/** The account of everyone who uses an n8n of ours. It is reachable on this machine only. */
export const owner = { email: 'owner@contactlink.example', password: 'Contactlink-1' };

export interface Credential {
	id: string;
	name: string;
	type: string;
}

/** As n8n exports it. */
export interface WorkflowJson {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

export interface Workflow extends WorkflowJson {
	id: string;
	versionId: string;
	active: boolean;
	isArchived?: boolean;
}

export interface Execution {
	id: string;
	workflowId: string;
	/** success, error, crashed, canceled; running or new before. */
	status: string;
	mode: string;
	/** ISO times. */
	startedAt: string;
	stoppedAt: string;
	data: IRunExecutionData;
	/** The data as n8n stored it. */
	stored: string;
}

export interface Client {
	/** Value of the cookie n8n-auth, for a browser or another client. */
	cookie: string;
	credentials(): Promise<Credential[]>;
	/** Makes one, or changes the one with this ID. */
	saveCredential(
		credential: { name: string; type: string; data: IDataObject },
		id?: string,
	): Promise<Credential>;
	/** What the editor does when a credential is saved: tests the data that were entered. */
	testCredential(
		credential: Credential,
		data: IDataObject,
	): Promise<{ status: string; message: string }>;
	workflows(): Promise<Array<Pick<Workflow, 'id' | 'name' | 'active' | 'isArchived'>>>;
	workflow(id: string): Promise<Workflow>;
	/** Makes one, or changes the one with this ID. */
	saveWorkflow(workflow: WorkflowJson, id?: string): Promise<Workflow>;
	/** Its webhooks take calls when this is fulfilled. */
	activate(workflow: Workflow): Promise<void>;
	deactivate(workflow: Workflow): Promise<void>;
	/** What became of the last activation: n8n 2 answers that one before it has made its triggers. */
	publication(workflow: Workflow): Promise<Publication>;
	/** A click on Execute Workflow that makes a trigger wait for a test event. */
	listen(workflow: Workflow): Promise<void>;
	deleteWorkflow(workflow: Workflow): Promise<void>;
	/** A click on Execute Workflow; fulfilled when the execution has ended. */
	run(workflow: Workflow): Promise<Execution>;
	/** The same, fulfilled with the execution's ID when it has begun. */
	start(workflow: Workflow): Promise<string>;
	/** A click on the button that stops it. */
	stop(executionId: string): Promise<void>;
	/** Of this workflow or of all, without their data, the latest first. */
	executions(workflow?: Workflow): Promise<Array<Omit<Execution, 'data' | 'stored'>>>;
	/** Fulfilled when it has ended. */
	execution(id: string): Promise<Execution>;
	/** One page of the list of a resource locator. */
	listSearch(
		node: NodeInEditor,
		methodName: string,
		query?: { filter?: string; paginationToken?: string },
	): Promise<INodeListSearchResult>;
	/** The fields of a resource mapper. */
	mapperFields(node: NodeInEditor, methodName: string): Promise<ResourceMapperFields>;
	/** All that the editor offers. */
	nodeTypes(): Promise<INodeTypeDescription[]>;
	/** A type that several packages have stands there as often. */
	credentialTypes(): Promise<ICredentialType[]>;
}

export interface Publication {
	/** published, or failed or partial. */
	status: string;
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

/** What the editor tells n8n of the node whose panel is open. */
export interface NodeInEditor {
	type: string;
	/** Of the parameter that asks. */
	path: string;
	parameters: INodeParameters;
	credentials: Record<string, { id: string; name: string }>;
}

/** Why n8n refused a call, in its own words. */
export class RefusedError extends Error {
	constructor(
		call: string,
		readonly status: number,
		readonly body: unknown,
	) {
		const { message } = (body ?? {}) as { message?: string };
		super(`n8n answered ${call} with ${status}: ${message ?? JSON.stringify(body)}`);
	}
}

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>;

/** Logs in, after it made the account if n8n has none yet. */
export async function connect(url: string): Promise<Client> {
	const anonymous = callerOf(url);
	const settings = (await anonymous.call('GET', '/settings')) as {
		userManagement: { showSetupOnFirstLoad?: boolean };
	};
	if (settings.userManagement.showSetupOnFirstLoad) {
		await anonymous.call('POST', '/owner/setup', { ...owner, firstName: 'Ann', lastName: 'Owner' });
	}
	const { email, password } = owner;
	await anonymous.call('POST', '/login', { emailOrLdapLoginId: email, password });
	return clientWith(url, anonymous.cookie());
}

/** For a process that was given the cookie: n8n allows five logins a minute. */
export function clientWith(url: string, cookie: string): Client {
	const { call } = callerOf(url, cookie);

	async function whole(id: string): Promise<Execution> {
		for (;;) {
			const { data, ...rest } = (await call('GET', `/executions/${id}`)) as Execution & {
				data: string;
			};
			if (!['new', 'running', 'waiting'].includes(rest.status)) {
				const parsed = parse(data) as IRunExecutionData | undefined;
				// n8n 1 stores the end of an execution a moment before its data
				if (parsed?.resultData) return { ...rest, data: parsed, stored: data };
			}
			await wait(50);
		}
	}

	async function start(workflow: Workflow): Promise<string> {
		const trigger = workflow.nodes.find(({ type }) => /Trigger$|\.webhook$/.test(type));
		const started = await call('POST', `/workflows/${workflow.id}/run`, {
			triggerToStartFrom: { name: trigger?.name },
			...(n8nVersion.runTakesWorkflow && { workflowData: workflow }),
		});
		return (started as { executionId: string }).executionId;
	}

	return {
		cookie,
		credentials: async () => (await call('GET', '/credentials')) as Credential[],
		saveCredential: async (credential, id) =>
			(await (id
				? call('PATCH', `/credentials/${id}`, credential)
				: call('POST', '/credentials', credential))) as Credential,
		async testCredential({ id, name, type }, data) {
			const credentials = { id, name, type, data };
			const result = await call('POST', '/credentials/test', { credentials });
			return result as { status: string; message: string };
		},
		workflows: async () => (await call('GET', '/workflows')) as Workflow[],
		workflow: async (id) => (await call('GET', `/workflows/${id}`)) as Workflow,
		saveWorkflow: async (workflow, id) =>
			(await (id
				? call('PATCH', `/workflows/${id}?forceSave=true`, workflow)
				: call('POST', '/workflows', { ...workflow, active: false }))) as Workflow,
		async activate({ id, versionId, nodes }) {
			await call('POST', `/workflows/${id}/activate`, { versionId });
			for (const { type, parameters } of nodes) {
				const root = HOOKS[type];
				if (root) await listening(`${url}/${root}/${String(parameters.path)}`);
			}
		},
		deactivate: async ({ id }) => void (await call('POST', `/workflows/${id}/deactivate`, {})),
		async publication({ id }) {
			if (!n8nVersion.publishesLater) {
				const { active } = (await call('GET', `/workflows/${id}`)) as Workflow;
				return { status: active ? 'published' : 'failed', triggers: [] };
			}
			for (;;) {
				const found = (await call('GET', `/workflows/${id}/publication-status`)) as Publication;
				if (found.status !== 'in_progress') return found;
				await wait(50);
			}
		},
		listen: async (workflow) => void (await start(workflow)),
		async deleteWorkflow({ id }) {
			await call('POST', `/workflows/${id}/archive`, {});
			await call('DELETE', `/workflows/${id}`);
		},
		start,
		stop: async (id) => void (await call('POST', `/executions/${id}/stop`)),
		run: async (workflow) => await whole(await start(workflow)),
		async executions(workflow) {
			const filter = JSON.stringify(workflow ? { workflowId: workflow.id } : {});
			const all: Execution[] = [];
			for (let next: Record<string, string> | undefined = nextPage(); next;) {
				const query = new URLSearchParams({ filter, limit: String(PAGE), ...next });
				const page = (await call('GET', `/executions?${query.toString()}`)) as ExecutionsPage;
				all.push(...page.results);
				next = nextPage(page);
			}
			return all;
		},
		execution: whole,
		listSearch: async (node, methodName, query) =>
			(await call('POST', '/dynamic-node-parameters/resource-locator-results', {
				...editing(node),
				methodName,
				...query,
			})) as INodeListSearchResult,
		mapperFields: async (node, methodName) =>
			(await call('POST', '/dynamic-node-parameters/resource-mapper-fields', {
				...editing(node),
				methodName,
			})) as ResourceMapperFields,
		nodeTypes: async () => (await call('GET', '../types/nodes.json')) as INodeTypeDescription[],
		credentialTypes: async () =>
			(await call('GET', '../types/credentials.json')) as ICredentialType[],
	};
}

const PAGE = 100;

interface ExecutionsPage {
	results: Execution[];
	nextCursor?: string | null;
}

/** What asks for the first page or for the one after. Undefined when there is none. */
function nextPage(page?: ExecutionsPage): Record<string, string> | undefined {
	if (n8nVersion.pagesByCursor) {
		if (!page) return {};
		return page.nextCursor ? { cursor: page.nextCursor } : undefined;
	}
	// In the order of their IDs only if a first one is named too
	if (!page) return { firstId: '0', lastId: String(Number.MAX_SAFE_INTEGER) };
	const last = page.results.length === PAGE && page.results.at(-1);
	return last ? { firstId: '0', lastId: last.id } : undefined;
}

function editing({ type, path, parameters, credentials }: NodeInEditor) {
	return {
		nodeTypeAndVersion: { name: type, version: 1 },
		path,
		currentNodeParameters: parameters,
		credentials,
	};
}

/**
 * n8n binds a login to the browser that names itself at it. Nothing does so here, so the cookie is
 * good for every client and browser.
 */
function callerOf(url: string, cookie = ''): { call: Call; cookie: () => string } {
	let value = cookie;
	const call: Call = async (method, path, body) => {
		const request: AxiosRequestConfig = {
			method,
			url: new URL(`/rest/${path.replace(/^\//, '')}`, url).href,
			data: body,
			headers: { Cookie: `n8n-auth=${value}`, 'push-ref': 'contactlink' },
			proxy: false,
			validateStatus: () => true,
		};
		const response = await axios.request<unknown>(request);
		for (const text of response.headers['set-cookie'] ?? []) {
			value = /^n8n-auth=([^;]*)/.exec(text)?.[1] ?? value;
		}
		if (response.status >= 400) {
			throw new RefusedError(`${method} ${path}`, response.status, response.data);
		}
		const { data } = response;
		const isEnvelope = typeof data === 'object' && data !== null && 'data' in data;
		return isEnvelope ? data.data : data;
	};
	return { call, cookie: () => value };
}

/** Where the nodes listen that are told their path. */
const HOOKS: Record<string, string | undefined> = {
	'n8n-nodes-base.webhook': 'webhook',
	'@n8n/n8n-nodes-langchain.mcpTrigger': 'mcp',
};
const LISTENING_LIMIT_MS = 20_000;

/** n8n answers an activation before it listens. A preflight tells without starting anything. */
async function listening(url: string): Promise<void> {
	const until = Date.now() + LISTENING_LIMIT_MS;
	for (;;) {
		const { headers } = await axios.options(url, {
			headers: { Origin: new URL(url).origin },
			proxy: false,
			validateStatus: () => true,
		});
		// OPTIONS itself is always allowed
		if (String(headers['access-control-allow-methods']).includes(', ')) return;
		if (Date.now() > until) throw new Error(`n8n did not start to listen at ${url}`);
		await wait(50);
	}
}
