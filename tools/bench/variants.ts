/** What the bench runs: our nodes, what a user would take instead, and what n8n allows at most. */
import type { INode, INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import type { Credential, WorkflowJson } from '../n8n';
import type { Provider } from '../../test/support/world';

/** A way to do a case. The times of its nodes are added up. */
export interface Variant {
	name: string;
	nodes: BenchNode[];
}

type BenchNode = Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Partial<INode>;

export interface Target {
	provider: Provider;
	url: string;
	credential: Credential;
}

export const attached = ({ credential }: Target) => ({
	credentials: { [credential.type]: { id: credential.id, name: credential.name } },
});

export function ours(target: Target, parameters: INodeParameters, name = 'this package'): Variant {
	const type = `n8n-nodes-contactlink.${target.provider}`;
	return {
		name,
		nodes: [
			{
				name: 'Ours',
				type,
				typeVersion: 1,
				parameters,
				...attached(target),
				onError: 'continueRegularOutput',
			},
		],
	};
}

/** One page of what the HTTP Request node asks for, with a body from an expression. */
export interface HttpCall {
	path: string;
	body: string;
}

/** n8n's HTTP Request node. Without batching it sends all items at once, which is its default. */
export function httpRequest(
	target: Target,
	{ path, body }: HttpCall,
	batching?: { batchSize: number; batchInterval?: number },
	name = 'HTTP Request, default',
): Variant {
	const options: NodeParameterValueType = batching
		? { batching: { batch: { batchInterval: 0, ...batching } } }
		: {};
	return { name, nodes: [requestNode(target, { method: 'POST', url: path, body, options })] };
}

interface RequestSettings {
	method?: string;
	/** Path, in which expressions may stand. */
	url: string;
	body?: string;
	options?: NodeParameterValueType;
}

export function requestNode(
	target: Target,
	{ method = 'GET', url, body, options = {} }: RequestSettings,
): BenchNode {
	return {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		onError: 'continueRegularOutput',
		parameters: {
			method,
			url: `${url.includes('{{') ? '=' : ''}${target.url}${url}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: target.credential.type,
			...(body && { sendBody: true, specifyBody: 'json', jsonBody: body }),
			options,
		},
		...attached(target),
	};
}

export const codeNode = (jsCode: string): BenchNode => ({
	name: 'Code',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode },
});

/** An item for each contact of a page. */
export const splitOut: BenchNode = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'data.contacts', options: {} },
};

/** How someone who knows n8n and the API would do it: a Code node makes the batches. */
export function codeAndHttpRequest(
	target: Target,
	call: HttpCall,
	code: string,
	batchSize = 100,
): Variant {
	return {
		name: `Code node with batches of ${batchSize}, then HTTP Request`,
		nodes: [codeNode(code), ...httpRequest(target, call).nodes],
	};
}

/** Two keys of the body come from the item's fields of the same name, the rest is always the same. */
export function bareLoop(
	target: Target,
	{ path, keys, rest = {} }: { path: string; keys: readonly [string, string]; rest?: object },
	concurrency: number,
): Variant {
	return {
		name: `bare loop, ${concurrency} at once (what n8n allows)`,
		nodes: [
			{
				name: 'Bare Loop',
				type: 'CUSTOM.bareLoop',
				typeVersion: 1,
				parameters: {
					credential: target.credential.type,
					path,
					concurrency,
					keys: keys.join(),
					rest: JSON.stringify(rest),
				},
				...attached(target),
			},
		],
	};
}

const TRIGGER = 'Start';

/** A Manual Trigger with the items pinned to it, and the variant's nodes one after another. */
export function workflowOf({ name, nodes }: Variant, items: object[]): WorkflowJson {
	const all = [
		{ name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		...nodes,
	].map((node, at): INode => ({ id: node.name, position: [at * 200, 0], ...node }));
	const connections = Object.fromEntries(
		all
			.slice(1)
			.map((node, at) => [
				all[at].name,
				{ main: [[{ node: node.name, type: 'main' as const, index: 0 }]] },
			]),
	);
	return {
		name: `Bench: ${name}`,
		nodes: all,
		connections,
		settings: { executionOrder: 'v1' },
		pinData: { [TRIGGER]: items.map((json) => ({ json })) as never },
	};
}
