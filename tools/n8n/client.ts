/** n8n's REST API, as its editor uses it. */
import { setTimeout as wait } from 'node:timers/promises';
import axios from 'axios';
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

/** The owner's account in every n8n that these tools start. That n8n is reachable on this machine only. */
export const owner = { email: 'owner@contactlink.example', password: 'Contactlink-1' };

export interface Credential {
	id: string;
	name: string;
	type: string;
}

/** A workflow as n8n exports it. */
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
	/** new or running, then success, error, crashed or canceled. */
	status: string;
	mode: string;
	/** ISO 8601, like stoppedAt. */
	startedAt: string;
	stoppedAt: string;
	data: IRunExecutionData;
	/** The data as stored by n8n: JSON in the format of flatted. */
	stored: string;
}

export interface Publication {
	/** published, failed or partial. */
	status: string;
	triggers: Array<{ nodeId: string; status: string; errorMessage: string | null }>;
}

/** What the editor sends about the node whose panel is open. */
export interface NodeInEditor {
	type: string;
	/** The path of the parameter whose options are loaded. */
	path: string;
	parameters: INodeParameters;
	credentials: Record<string, { id: string; name: string }>;
}

/** An error response of n8n, with n8n's own message. */
export class N8nApiError extends Error {
	constructor(
		call: string,
		readonly status: number,
		readonly body: unknown,
	) {
		const { message } = (body ?? {}) as { message?: string };
		super(`n8n responded to ${call} with ${status}: ${message ?? JSON.stringify(body)}`);
	}
}

/** n8n's REST API with the login of the owner. Every method throws N8nApiError on an error response. */
export class N8nClient {
	/** `cookie` is the value of the cookie n8n-auth, which a browser or another client can use too. */
	constructor(
		private readonly url: string,
		public cookie = '',
	) {}

	/** Logs in. Creates the owner's account first if n8n has none yet. */
	async logIn(): Promise<void> {
		const settings = await this.request<{ userManagement: { showSetupOnFirstLoad?: boolean } }>(
			'GET',
			'/settings',
		);
		const { email, password } = owner;
		if (settings.userManagement.showSetupOnFirstLoad) {
			await this.request('POST', '/owner/setup', { ...owner, firstName: 'Ann', lastName: 'Owner' });
		}
		await this.request('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	async listCredentials(): Promise<Credential[]> {
		return await this.request('GET', '/credentials');
	}

	/** Creates a credential, or changes the one with this ID. */
	async saveCredential(
		credential: { name: string; type: string; data: IDataObject },
		id?: string,
	): Promise<Credential> {
		return id
			? await this.request('PATCH', `/credentials/${id}`, credential)
			: await this.request('POST', '/credentials', credential);
	}

	/** Tests the data entered for a credential, as the editor does when it is saved. */
	async testCredential(
		{ id, name, type }: Credential,
		data: IDataObject,
	): Promise<{ status: string; message: string }> {
		const credentials = { id, name, type, data };
		return await this.request('POST', '/credentials/test', { credentials });
	}

	async listWorkflows(): Promise<Array<Pick<Workflow, 'id' | 'name' | 'active' | 'isArchived'>>> {
		return await this.request('GET', '/workflows');
	}

	async getWorkflow(id: string): Promise<Workflow> {
		return await this.request('GET', `/workflows/${id}`);
	}

	/** Creates a workflow, or changes the one with this ID. */
	async saveWorkflow(workflow: WorkflowJson, id?: string): Promise<Workflow> {
		return id
			? await this.request('PATCH', `/workflows/${id}?forceSave=true`, workflow)
			: await this.request('POST', '/workflows', { ...workflow, active: false });
	}

	/** Activates a workflow and waits until its triggers are registered, or have failed to be. */
	async activate(workflow: Workflow): Promise<Publication> {
		const { id, versionId } = workflow;
		await this.request('POST', `/workflows/${id}/activate`, { versionId });
		return await this.waitForPublication(workflow);
	}

	/** Deactivates a workflow and waits until its triggers are removed, or have failed to be. */
	async deactivate(workflow: Pick<Workflow, 'id'>): Promise<void> {
		await this.request('POST', `/workflows/${workflow.id}/deactivate`, {});
		await this.waitForPublication(workflow);
	}

	/**
	 * n8n 2 responds before it registers or removes the triggers. n8n 1, and n8n 2 without its publication service,
	 * respond after that and have no status to read.
	 */
	private async waitForPublication({ id }: Pick<Workflow, 'id'>): Promise<Publication> {
		const path = `/workflows/${id}/publication-status`;
		try {
			for (;;) {
				const publication = await this.request<Publication>('GET', path);
				if (publication.status !== 'in_progress') return publication;
				await wait(POLL_INTERVAL_MS);
			}
		} catch (error) {
			if (!(error instanceof N8nApiError && error.status === 404)) throw error;
			const { active } = await this.getWorkflow(id);
			return { status: active ? 'published' : 'failed', triggers: [] };
		}
	}

	/** Makes a trigger wait for a test event, as a click on Execute Workflow does. */
	async listenForTestEvent(workflow: Workflow): Promise<void> {
		await this.start(workflow);
	}

	async deleteWorkflow({ id }: Workflow): Promise<void> {
		await this.request('POST', `/workflows/${id}/archive`, {});
		await this.request('DELETE', `/workflows/${id}`);
	}

	/** Starts an execution, as a click on Execute Workflow does. Returns its ID without waiting for the end. */
	async start(workflow: Workflow): Promise<string> {
		const trigger = workflow.nodes.find(({ type }) => /Trigger$|\.webhook$/.test(type));
		const { executionId } = await this.request<{ executionId: string }>(
			'POST',
			`/workflows/${workflow.id}/run`,
			{
				triggerToStartFrom: { name: trigger?.name },
				...(n8nVersion.sendsWorkflowToRun && { workflowData: workflow }),
			},
		);
		return executionId;
	}

	/** Runs a workflow, as a click on Execute Workflow does, and waits for the end. */
	async run(workflow: Workflow): Promise<Execution> {
		return await this.waitForExecution(await this.start(workflow));
	}

	/** Stops an execution, as a click on Stop does. */
	async stop(executionId: string): Promise<void> {
		await this.request('POST', `/executions/${executionId}/stop`);
	}

	/** Lists the executions of one workflow or of all, without their data, newest first. */
	async listExecutions(workflow?: Workflow): Promise<Array<Omit<Execution, 'data' | 'stored'>>> {
		const filter = JSON.stringify(workflow ? { workflowId: workflow.id } : {});
		const executions: Execution[] = [];
		let position = nextPage();
		while (position) {
			const query = new URLSearchParams({ filter, limit: String(PAGE_SIZE), ...position });
			const page = await this.request<ExecutionsPage>('GET', `/executions?${query.toString()}`);
			executions.push(...page.results);
			position = nextPage(page);
		}
		return executions;
	}

	/** Returns an execution with the data that is stored so far. */
	async getExecution(id: string): Promise<Execution> {
		const { data, ...execution } = await this.request<Execution & { data: string }>(
			'GET',
			`/executions/${id}`,
		);
		return { ...execution, data: parse(data) as IRunExecutionData, stored: data };
	}

	/** Returns an execution with its data once it has ended. */
	async waitForExecution(id: string): Promise<Execution> {
		for (;;) {
			const execution = await this.getExecution(id);
			const hasEnded = !['new', 'running', 'waiting'].includes(execution.status);
			// n8n 1 stores the end of an execution a moment before its data
			const data = execution.data as IRunExecutionData | undefined;
			if (hasEnded && data?.resultData) return execution;
			await wait(POLL_INTERVAL_MS);
		}
	}

	/** Returns the IDs of the workflows that n8n's migration report names for a major version, such as v3. */
	async workflowsAffectedBy(version: string): Promise<string[]> {
		const { report } = await this.request<{
			report: { workflowResults: Array<{ ruleId: string }> };
		}>('POST', `/breaking-changes/report/refresh?version=${version}`);
		const ids: string[] = [];
		for (const { ruleId } of report.workflowResults) {
			const { affectedWorkflows } = await this.request<{
				affectedWorkflows: Array<{ id: string }>;
			}>('GET', `/breaking-changes/report/${ruleId}`);
			ids.push(...affectedWorkflows.map(({ id }) => id));
		}
		return ids;
	}

	/** Returns one page of the list of a resource locator. */
	async listSearch(
		node: NodeInEditor,
		methodName: string,
		query?: { filter?: string; paginationToken?: string },
	): Promise<INodeListSearchResult> {
		const body = { ...editorRequest(node), methodName, ...query };
		return await this.request('POST', '/dynamic-node-parameters/resource-locator-results', body);
	}

	/** Returns the fields of a resource mapper. */
	async getResourceMapperFields(
		node: NodeInEditor,
		methodName: string,
	): Promise<ResourceMapperFields> {
		const body = { ...editorRequest(node), methodName };
		return await this.request('POST', '/dynamic-node-parameters/resource-mapper-fields', body);
	}

	/** Returns the description of every node that the editor offers. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		return await this.request('GET', '../types/nodes.json');
	}

	/** Returns every credential type. A type that several packages contain is listed once per package. */
	async credentialTypes(): Promise<ICredentialType[]> {
		return await this.request('GET', '../types/credentials.json');
	}

	/**
	 * Sends no browser ID. n8n binds a login to the browser that sends one, so this cookie works in
	 * every client and browser.
	 */
	private async request<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await axios.request<unknown>({
			method,
			url: new URL(`/rest/${path.replace(/^\//, '')}`, this.url).href,
			data: body,
			headers: { Cookie: `n8n-auth=${this.cookie}`, 'push-ref': 'contactlink' },
			proxy: false,
			validateStatus: () => true,
		});
		for (const text of response.headers['set-cookie'] ?? []) {
			this.cookie = /^n8n-auth=([^;]*)/.exec(text)?.[1] ?? this.cookie;
		}
		const { status, data } = response;
		if (status >= 400) throw new N8nApiError(`${method} ${path}`, status, data);
		const isEnvelope = typeof data === 'object' && data !== null && 'data' in data;
		return (isEnvelope ? data.data : data) as T;
	}
}

/** Returns a client that has logged in. n8n allows five logins a minute, so reuse its cookie. */
export async function connect(url: string): Promise<N8nClient> {
	const client = new N8nClient(url);
	await client.logIn();
	return client;
}

const POLL_INTERVAL_MS = 50;
const PAGE_SIZE = 100;

interface ExecutionsPage {
	results: Execution[];
	nextCursor?: string | null;
}

/** The query for the next page, or for the first one. Undefined after the last page. */
function nextPage(page?: ExecutionsPage): Record<string, string> | undefined {
	if (n8nVersion.hasCursorPaging) {
		if (!page) return {};
		return page.nextCursor ? { cursor: page.nextCursor } : undefined;
	}
	// n8n 1 sorts executions by ID only if firstId is set too
	if (!page) return { firstId: '0', lastId: String(Number.MAX_SAFE_INTEGER) };
	const last = page.results.length === PAGE_SIZE && page.results.at(-1);
	return last ? { firstId: '0', lastId: last.id } : undefined;
}

function editorRequest({ type, path, parameters, credentials }: NodeInEditor) {
	return {
		nodeTypeAndVersion: { name: type, version: 1 },
		path,
		currentNodeParameters: parameters,
		credentials,
	};
}
