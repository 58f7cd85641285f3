/**
 * Tests a credential with the request that its type declares. n8n's server does it the same way:
 * it makes a declarative node of that request and lets the engine run it.
 */
import './environment';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
	IDataObject,
	IExecuteData,
	INode,
	INodeCredentialTestResult,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { createRunExecutionData, Workflow } from 'n8n-workflow';

import { createCredentialsHelper, withDefaults } from './credentials';
import type { LoadedTypes } from './nodeTypes';
import { createAdditionalData } from './workflow';

export type CredentialTestResult = INodeCredentialTestResult;

export async function testCredential(
	types: LoadedTypes,
	type: string,
	data: IDataObject,
): Promise<CredentialTestResult> {
	const { test, properties } = types.credentialType(type);
	if (!test) throw new Error(`${type} has no test`);

	const credentialsHelper = createCredentialsHelper(types, { [type]: data });
	const nodeType = testNode(type, test.request);
	const node: INode = {
		id: '1',
		name: 'Test',
		type: 'test',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type]: { id: type, name: type } },
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
	});
	const input = { main: [[{ json: {} }]] };
	const executeData: IExecuteData = { node, data: input, source: null };
	const engineContext = { types, credentialTypes: [type], credentialsHelper };
	const context = new ExecuteContext(
		workflow,
		node,
		createAdditionalData(engineContext),
		'internal',
		createRunExecutionData(),
		0,
		input.main[0],
		input,
		executeData,
		[],
	);
	const decrypted = { id: type, name: type, type, data: withDefaults(properties, data) };
	const rules = (test.rules ?? []) as Rule[];

	let output: INodeExecutionData[][];
	try {
		output = (await new RoutingNode(context, nodeType, decrypted).runNode())!;
	} catch (error) {
		return { status: 'Error', message: reason(error as Error, rules) };
	}
	for (const { type: kind, properties: rule } of rules) {
		if (kind !== 'responseSuccessBody') continue;
		// As in n8n, where an answer that is an empty list breaks the test itself
		const body: unknown = output[0][0].json;
		if (valueAt(body, rule.key) === rule.value) return { status: 'Error', message: rule.message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

/** As lodash's `get` reads it, which n8n uses. */
function valueAt(body: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], body);
}

function testNode(credential: string, request: ICredentialTestRequest['request']): INodeType {
	const description: INodeTypeDescription = {
		displayName: 'Test',
		name: 'test',
		group: [],
		version: 1,
		description: '',
		defaults: { name: 'Test' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: credential, required: true }],
		properties: [
			{
				displayName: 'Request',
				name: 'request',
				type: 'string',
				default: '',
				routing: { request },
			},
		],
	};
	return { description };
}

/** n8n shows the words of a rule or of the status line, or why there was no answer at all. */
function reason({ message, cause }: Error, rules: Rule[]): string {
	const { response, code } = (cause ?? {}) as {
		response?: { status: number; statusText?: string };
		code?: string;
	};
	if (!response) return code ?? message;
	const rule = rules.find(
		({ type, properties }) => type === 'responseCode' && properties.value === response.status,
	);
	return (
		rule?.properties.message ??
		(response.statusText || `Received HTTP status code: ${response.status}`)
	);
}
