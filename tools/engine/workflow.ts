/** What n8n's server puts around a workflow before it runs. */
import './environment';
import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import type {
	IConnections,
	ICredentialsHelper,
	IDataObject,
	INode,
	IPinData,
	IWorkflowExecuteAdditionalData,
	IWorkflowSettings,
} from 'n8n-workflow';
import { deepCopy, Workflow } from 'n8n-workflow';

import type { LoadedTypes } from './nodeTypes';

/** As n8n exports it. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

/** What a run needs beside its workflow. */
export interface EngineContext {
	types: LoadedTypes;
	/** The types that a credential was given for. */
	credentialTypes: string[];
	credentialsHelper: ICredentialsHelper;
}

const ID = '1';
const ADDRESS = 'http://127.0.0.1';

export function createWorkflow(
	{ types, credentialTypes }: EngineContext,
	{ id = ID, name, nodes, connections, settings }: WorkflowJson,
	staticData?: IDataObject,
): Workflow {
	const ready = deepCopy(nodes).map((node) => withCredentials(node, types, credentialTypes));
	return new Workflow({
		id,
		name,
		nodes: ready,
		connections: deepCopy(connections),
		active: false,
		nodeTypes: types.nodeTypes,
		staticData,
		settings: { executionOrder: 'v1', ...settings },
	});
}

/** Exported workflows name no credentials: each node gets those of its types that there are. */
function withCredentials(node: INode, { nodeTypes }: LoadedTypes, available: string[]): INode {
	const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const named = (description.credentials ?? []).map(({ name }) => name);
	// n8n's HTTP Request node takes any type, which this parameter names
	const chosen = String(node.parameters.nodeCredentialType);
	const types = available.filter((type) => [...named, chosen].includes(type));
	if (types.length === 0) return node;
	const given = Object.fromEntries(types.map((type) => [type, { id: type, name: type }]));
	return { ...node, credentials: { ...given, ...node.credentials } };
}

export function createAdditionalData({
	credentialsHelper,
}: EngineContext): IWorkflowExecuteAdditionalData & { hooks: ExecutionLifecycleHooks } {
	const absent = (what: string) => async () => {
		throw new Error(`This engine has no ${what}`);
	};
	return {
		credentialsHelper,
		executionId: ID,
		currentNodeExecutionIndex: 0,
		variables: {},
		hooks: createHooks(),
		externalSecretsProxy: new ExternalSecretsProxy(),
		executeWorkflow: absent('sub-workflows'),
		startRunnerTask: absent('Code node: n8n runs it in a process of its own'),
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		logAiEvent: () => {},
		// n8n parses them, so they must be addresses; nothing listens there
		restApiUrl: `${ADDRESS}/rest`,
		instanceBaseUrl: `${ADDRESS}/`,
		formBaseUrl: `${ADDRESS}/form`,
		formWaitingBaseUrl: `${ADDRESS}/form-waiting`,
		formTestBaseUrl: `${ADDRESS}/form-test`,
		webhookBaseUrl: `${ADDRESS}/webhook`,
		webhookWaitingBaseUrl: `${ADDRESS}/webhook-waiting`,
		webhookTestBaseUrl: `${ADDRESS}/webhook-test`,
		mcpBaseUrl: `${ADDRESS}/mcp`,
		mcpTestBaseUrl: `${ADDRESS}/mcp-test`,
	};
}

function createHooks(): ExecutionLifecycleHooks {
	const now = new Date();
	return new ExecutionLifecycleHooks('manual', ID, {
		id: ID,
		name: '',
		nodes: [],
		connections: {},
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: now,
		updatedAt: now,
	});
}
