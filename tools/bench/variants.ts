/** The variants that the bench compares: our nodes, what a user would use instead, and n8n's own maximum. */
import type { INode, INodeParameters, NodeParameterValueType } from 'n8n-workflow';

import type { ProviderKey } from '../mockServers';
import type { Credential, WorkflowJson } from '../n8n';

/** One way to do a case. Its time is the sum of the times of its nodes. */
export interface Variant {
	name: string;
	nodes: BenchNode[];
}

type BenchNode = Pick<INode, 'name' | 'type' | 'typeVersion' | 'parameters'> & Partial<INode>;

/** The mock server of a provider, and the credential for it in n8n. */
export interface Target {
	provider: ProviderKey;
	url: string;
	credential: Credential;
}

export const credentialsOf = ({ credential }: Target) => ({
	credentials: { [credential.type]: { id: credential.id, name: credential.name } },
});

export function ourNode(
	target: Target,
	parameters: INodeParameters,
	name = 'this package',
): Variant {
	const type = `n8n-nodes-contactlink.${target.provider}`;
	return {
		name,
		nodes: [
			{
				name: 'Ours',
				type,
				typeVersion: 1,
				parameters,
				...credentialsOf(target),
				onError: 'continueRegularOutput',
			},
		],
	};
}

/** A POST of the HTTP Request node. */
export interface HttpCall {
	path: string;
	/** An expression. */
	body: string;
}

/** n8n's HTTP Request node. Without batching, its default, it sends all items at once. */
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
	/** A path, which may contain expressions. */
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
		...credentialsOf(target),
	};
}

export const codeNode = (jsCode: string): BenchNode => ({
	name: 'Code',
	type: 'n8n-nodes-base.code',
	typeVersion: 2,
	parameters: { jsCode },
});

/** Makes an item of each contact of a page. */
export const splitOut: BenchNode = {
	name: 'Split Out',
	type: 'n8n-nodes-base.splitOut',
	typeVersion: 1,
	parameters: { fieldToSplitOut: 'data.contacts', options: {} },
};

/** What a user who knows n8n and the API would build: a Code node makes the batches. */
export function codeAndHttpRequest(
	target: Target,
	call: HttpCall,
	code: string,
	batchSize: number,
): Variant {
	return {
		name: `Code node with batches of ${batchSize}, then HTTP Request`,
		nodes: [codeNode(code), ...httpRequest(target, call).nodes],
	};
}

/** The bare loop takes two properties of the body from the item's fields of the same name; `rest` is constant. */
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
				...credentialsOf(target),
			},
		],
	};
}

const TRIGGER = 'Start';

/** Chains a Manual Trigger, to which the items are pinned, and the variant's nodes. */
export function buildWorkflow({ name, nodes }: Variant, items: object[]): WorkflowJson {
	const chain = [
		{ name: TRIGGER, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		...nodes,
	].map((node, index): INode => ({ id: node.name, position: [index * 200, 0], ...node }));
	const connections = Object.fromEntries(
		chain
			.slice(1)
			.map((node, index) => [
				chain[index].name,
				{ main: [[{ node: node.name, type: 'main' as const, index: 0 }]] },
			]),
	);
	return {
		name: `Bench: ${name}`,
		nodes: chain,
		connections,
		settings: { executionOrder: 'v1' },
		pinData: { [TRIGGER]: items.map((json) => ({ json })) as never },
	};
}
