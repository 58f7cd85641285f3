/** Prepares workflows for the engine, as n8n's server does. */
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

/** A workflow as n8n exports it. */
export interface WorkflowJson {
	id?: string;
	name?: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
	pinData?: IPinData;
}

/** The node types and credentials that every run of an engine uses. */
export interface EngineContext {
	types: LoadedTypes;
	/** The credential types that have data. */
	credentialTypes: string[];
	credentialsHelper: ICredentialsHelper;
}

const ID = '1';
const BASE_URL = 'http://127.0.0.1';

export function createWorkflow(
	{ types, credentialTypes }: EngineContext,
	{ id = ID, name, nodes, connections, settings }: WorkflowJson,
	staticData?: IDataObject,
): Workflow {
	return new Workflow({
		id,
		name,
		nodes: deepCopy(nodes).map((node) => withCredentials(node, types, credentialTypes)),
		connections: deepCopy(connections),
		active: false,
		nodeTypes: types.nodeTypes,
		staticData,
		settings: { executionOrder: 'v1', ...settings },
	});
}

/** Adds the available credentials of a node's types: exported workflows contain no credentials. */
function withCredentials(node: INode, { nodeTypes }: LoadedTypes, available: string[]): INode {
	const { description } = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const declared = (description.credentials ?? []).map(({ name }) => name);
	// n8n's HTTP Request node accepts any type and names it in this parameter
	const selected = String(node.parameters.nodeCredentialType);
	const types = available.filter((type) => [...declared, selected].includes(type));
	if (types.length === 0) return node;
	const credentials = Object.fromEntries(types.map((type) => [type, { id: type, name: type }]));
	return { ...node, credentials: { ...credentials, ...node.credentials } };
}

export function createAdditionalData({
	credentialsHelper,
}: EngineContext): IWorkflowExecuteAdditionalData & { hooks: ExecutionLifecycleHooks } {
	const unsupported = (feature: string) => async () => {
		throw new Error(`The engine does not support ${feature}`);
	};
	return {
		credentialsHelper,
		executionId: ID,
		currentNodeExecutionIndex: 0,
		variables: {},
		hooks: createHooks(),
		externalSecretsProxy: new ExternalSecretsProxy(),
		executeWorkflow: unsupported('sub-workflows'),
		startRunnerTask: unsupported('Code nodes: n8n runs them in a separate process'),
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		logAiEvent: () => {},
		// n8n parses these as URLs; nothing listens there
		restApiUrl: `${BASE_URL}/rest`,
		instanceBaseUrl: `${BASE_URL}/`,
		formBaseUrl: `${BASE_URL}/form`,
		formWaitingBaseUrl: `${BASE_URL}/form-waiting`,
		formTestBaseUrl: `${BASE_URL}/form-test`,
		webhookBaseUrl: `${BASE_URL}/webhook`,
		webhookWaitingBaseUrl: `${BASE_URL}/webhook-waiting`,
		webhookTestBaseUrl: `${BASE_URL}/webhook-test`,
		mcpBaseUrl: `${BASE_URL}/mcp`,
		mcpTestBaseUrl: `${BASE_URL}/mcp-test`,
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
