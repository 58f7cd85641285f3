/**
 * Tests a credential as n8n's server does: builds a declarative node from the request that the
 * credential type declares, and runs it in the engine; without one, calls the test function of a node.
 */
import './environment';
import { CredentialTestContext, ExecuteContext, RoutingNode } from 'n8n-core';
import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestFunction,
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

/** Tests this data of a credential type. Throws if neither the type nor a node says how. */
export async function testCredential(
	types: LoadedTypes,
	type: string,
	data: IDataObject,
): Promise<CredentialTestResult> {
	const { test, properties } = types.credentialType(type);
	const decrypted = { id: type, name: type, type, data: withDefaults(properties, data) };
	if (!test) {
		const context = new CredentialTestContext(createTestData(types, type, data));
		return await testFunctionOf(types, type).call(context, decrypted);
	}
	const nodeType = buildNodeType(type, test.request);
	const context = createContext(types, nodeType, type, data);
	const rules = (test.rules ?? []) as Rule[];

	let output: INodeExecutionData[][];
	try {
		output = (await new RoutingNode(context, nodeType, decrypted).runNode())!;
	} catch (error) {
		return { status: 'Error', message: messageOf(error as Error, rules) };
	}
	for (const { type: ruleType, properties: rule } of rules) {
		if (ruleType !== 'responseSuccessBody') continue;
		// As in n8n, this throws if the response is an empty list
		const body: unknown = output[0][0].json;
		if (valueAt(body, rule.key) === rule.value) return { status: 'Error', message: rule.message };
	}
	return { status: 'OK', message: 'Connection successful!' };
}

function testFunctionOf(types: LoadedTypes, type: string): ICredentialTestFunction {
	for (const { description, methods } of types.nodesWithCredential(type)) {
		const { testedBy } = description.credentials?.find(({ name }) => name === type) ?? {};
		const test = typeof testedBy === 'string' && methods?.credentialTest?.[testedBy];
		if (test) return test;
	}
	throw new Error(`${type} has no test`);
}

const createTestData = (types: LoadedTypes, type: string, data: IDataObject) =>
	createAdditionalData({
		types,
		credentialTypes: [type],
		credentialsHelper: createCredentialsHelper(types, { [type]: data }),
	});

/** The context in which a node of this type runs by itself, with one empty item and the credential. */
function createContext(
	types: LoadedTypes,
	nodeType: INodeType,
	credentialType: string,
	data: IDataObject,
): ExecuteContext {
	const node: INode = {
		id: '1',
		name: 'Test',
		type: 'test',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [credentialType]: { id: credentialType, name: credentialType } },
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
	const additionalData = createTestData(types, credentialType, data);
	return new ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createRunExecutionData(),
		0,
		input.main[0],
		input,
		executeData,
		[],
	);
}

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

/** Reads a path as lodash's `get` does, which n8n uses. */
function valueAt(body: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(value, key) => (value as Record<string, unknown> | null | undefined)?.[key],
			body,
		);
}

function buildNodeType(credential: string, request: ICredentialTestRequest['request']): INodeType {
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

/** The message that n8n shows: of a rule, else of the status line, else why there was no response. */
function messageOf({ message, cause }: Error, rules: Rule[]): string {
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
