/** Builds workflows for tests and reads their executions. */
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { N8nClient, Execution, Workflow, WorkflowJson } from '../../../tools/n8n';
import type { ProviderKey } from '../../../tools/mockServers';
import { SECRET_FIELDS } from '../../support/secretFields';
import type { World } from './world';

export const START = 'When clicking ‘Execute workflow’';

/** Returns a node of a provider with its saved credential. */
export function providerNode(
	world: World,
	provider: ProviderKey,
	name: string,
	parameters: INodeParameters,
	settings: Partial<INode> = {},
): INode {
	const type = `${provider}Api`;
	return node(`n8n-nodes-contactlink.${provider}`, name, parameters, {
		credentials: { [type]: world.credentials[type] },
		...settings,
	});
}

/**
 * Saves a credential with a key that no other test uses, for tests of rate limits: the nodes remember the limit of a
 * key until n8n stops.
 */
export async function ownCredentials(
	world: World,
	n8n: N8nClient,
	provider: ProviderKey,
	changes: IDataObject = {},
): Promise<NonNullable<INode['credentials']>> {
	const type = `${provider}Api`;
	const { credential } = world.sandbox[provider];
	const secretField = SECRET_FIELDS[provider];
	const key = `${String(credential[secretField])}~${randomUUID()}`;
	const data = { ...credential, [secretField]: key, ...changes };
	const { id, name } = await n8n.saveCredential({ name: `${provider} (own key)`, type, data });
	return { [type]: { id, name } };
}

export function node(
	type: string,
	name: string,
	parameters: INodeParameters,
	settings: Partial<INode> = {},
): INode {
	const defaults = { id: randomUUID(), typeVersion: 1, position: [0, 0] as [number, number] };
	return { ...defaults, type, name, parameters, ...settings };
}

/** Returns a workflow with a manual trigger that outputs these items, followed by the nodes in a row. */
export function workflowOf(name: string, items: IDataObject[], ...nodes: INode[]): WorkflowJson {
	const chain = [node('n8n-nodes-base.manualTrigger', START, {}), ...nodes];
	const placed = chain.map((entry, index) => ({
		...entry,
		position: [index * 224, 0] as [number, number],
	}));
	const connections = placed.slice(1).map((entry, index) => {
		return [chain[index].name, { main: [[{ node: entry.name, type: 'main' as const, index: 0 }]] }];
	});
	return {
		name,
		nodes: placed,
		connections: Object.fromEntries(connections) as WorkflowJson['connections'],
		settings: { executionOrder: 'v1' },
		pinData: { [START]: items.map((json) => ({ json })) },
	};
}

/** Activates a workflow and checks that all its triggers are registered. */
export async function switchOn(n8n: N8nClient, workflow: Workflow): Promise<void> {
	expect(await n8n.activate(workflow)).toMatchObject({ status: 'published' });
}

/** Returns the items of each output of a node. */
export function outputsOf({ data }: Execution, name: string): INodeExecutionData[][] {
	const [run] = data.resultData.runData[name] ?? [];
	return (run?.data?.main ?? []).map((items) => items ?? []);
}

export interface ShownError {
	message: string;
	description?: string | null;
	httpCode?: string | null;
}

/** Returns the error that stopped the execution, as the error panel shows it. */
export function errorOf({ data }: Execution): ShownError | undefined {
	return data.resultData.error;
}
