/**
 * n8n's own engine in this process, with this package as it is built in dist and with n8n's own
 * nodes: for tests and the demo. What it lacks of a real n8n is the server and the database.
 */
import './environment';
import type {
	IDataObject,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeTypes,
	IRun,
	ResourceMapperFields,
} from 'n8n-workflow';

import { createCredentialsHelper } from './credentials';
import type { CredentialData } from './credentials';
import { testCredential } from './credentialTest';
import type { CredentialTestResult } from './credentialTest';
import { listSearch, loadOptions, resourceMapping } from './editor';
import type { ListQuery } from './editor';
import { loadTypes } from './nodeTypes';
import { hostPolling } from './polling';
import type { PollingHost } from './polling';
import { runNode, runWorkflow } from './run';
import type { NodeRun, NodeToRun, RunOptions } from './run';
import { hostTrigger } from './triggerHost';
import type { HostOptions, TriggerHost } from './triggerHost';
import type { EngineContext, WorkflowJson } from './workflow';

export interface Engine {
	nodeTypes: INodeTypes;
	/** Runs a workflow. Never throws for a node that fails. */
	run(workflow: WorkflowJson, options?: RunOptions): Promise<IRun>;
	/** Runs one node with these items. */
	runNode(
		node: NodeToRun,
		items: IDataObject[],
		options?: Pick<RunOptions, 'signal' | 'onNodeStart' | 'binary'>,
	): Promise<NodeRun>;
	/** One page of the list of a resource locator. */
	listSearch(type: string, method: string, query?: ListQuery): Promise<INodeListSearchResult>;
	/** The choices of a field that loads them. */
	loadOptions(
		type: string,
		method: string,
		parameters?: INodeParameters,
	): Promise<INodePropertyOptions[]>;
	/** The fields of a resource mapper. */
	resourceMapping(
		type: string,
		method: string,
		parameters?: INodeParameters,
	): Promise<ResourceMapperFields>;
	/** A webhook trigger in a workflow of its own, with a server that listens for it. */
	hostTrigger(type: string, options: HostOptions): Promise<TriggerHost>;
	/** A polling trigger in a workflow of its own. */
	hostPolling(type: string, parameters?: INodeParameters): PollingHost;
	/** What the editor does when a credential is saved. */
	testCredential(type: string, data: IDataObject): Promise<CredentialTestResult>;
}

/** Every node that names one of these credential types gets its data. */
export async function createEngine({
	credentials = {},
}: { credentials?: CredentialData } = {}): Promise<Engine> {
	const types = await loadTypes();
	const engineContext: EngineContext = {
		types,
		credentialTypes: Object.keys(credentials),
		credentialsHelper: createCredentialsHelper(types, credentials),
	};
	return {
		nodeTypes: types.nodeTypes,
		run: (workflow, options) => runWorkflow(engineContext, workflow, options),
		runNode: (node, items, options) => runNode(engineContext, node, items, options),
		listSearch: (type, method, query) => listSearch(engineContext, type, method, query),
		loadOptions: (type, method, parameters) => loadOptions(engineContext, type, method, parameters),
		resourceMapping: (type, method, parameters) =>
			resourceMapping(engineContext, type, method, parameters),
		hostTrigger: (type, options) => hostTrigger(engineContext, type, options),
		hostPolling: (type, parameters) => hostPolling(engineContext, type, parameters),
		testCredential: (type, data) => testCredential(types, type, data),
	};
}

export type { CredentialData } from './credentials';
export type { CredentialTestResult } from './credentialTest';
export type { ListQuery } from './editor';
export type { PollingHost } from './polling';
export type { NodeRun, NodeToRun, RunError, RunOptions } from './run';
export { emptyDatabase } from './triggerHost';
export type { Database, HostOptions, TriggerHost } from './triggerHost';
export type { WorkflowJson } from './workflow';
