/**
 * n8n's own engine in this process, for tests and the demo. It loads this package from dist and n8n's
 * own nodes. Unlike a real n8n, it has no server and no database.
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
import { PollingHost } from './pollingHost';
import { runNode, runWorkflow } from './run';
import type { NodeRun, NodeToRun, RunOptions } from './run';
import { TriggerHost } from './triggerHost';
import type { HostOptions } from './triggerHost';
import type { EngineContext, WorkflowJson } from './workflow';

export interface Engine {
	nodeTypes: INodeTypes;
	/** Runs a workflow. Never throws if a node fails. */
	run(workflow: WorkflowJson, options?: RunOptions): Promise<IRun>;
	/** Runs one node with these items. Never throws if it fails. */
	runNode(
		node: NodeToRun,
		items: IDataObject[],
		options?: Pick<RunOptions, 'signal' | 'onNodeStart' | 'binary'>,
	): Promise<NodeRun>;
	/** Returns one page of the list of a resource locator. */
	listSearch(type: string, method: string, query?: ListQuery): Promise<INodeListSearchResult>;
	/** Returns the options of a field that loads them. */
	loadOptions(
		type: string,
		method: string,
		parameters?: INodeParameters,
	): Promise<INodePropertyOptions[]>;
	/** Returns the fields of a resource mapper. */
	resourceMapping(
		type: string,
		method: string,
		parameters?: INodeParameters,
	): Promise<ResourceMapperFields>;
	/** Puts a webhook trigger into a workflow and starts a server for its calls. */
	hostTrigger(type: string, options: HostOptions): Promise<TriggerHost>;
	/** Puts a polling trigger into a workflow. */
	hostPolling(type: string, parameters?: INodeParameters): PollingHost;
	/** Tests a credential, as the editor does when it is saved. */
	testCredential(type: string, data: IDataObject): Promise<CredentialTestResult>;
}

/** Every node that uses one of these credential types gets its data. */
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
		hostTrigger: (type, options) => TriggerHost.start(engineContext, type, options),
		hostPolling: (type, parameters) => new PollingHost(engineContext, type, parameters),
		testCredential: (type, data) => testCredential(types, type, data),
	};
}

export type { CredentialData } from './credentials';
export type { PollingHost } from './pollingHost';
export type { NodeRun, NodeToRun, RunError } from './run';
export { emptyDatabase } from './triggerHost';
export type { Database, HostOptions, TriggerHost } from './triggerHost';
export type { WorkflowJson } from './workflow';
