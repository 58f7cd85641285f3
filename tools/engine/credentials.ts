/**
 * Provides credentials from memory, one for each credential type. In n8n, the server does this from
 * its database.
 */
import './environment';
import { Credentials } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	IDataObject,
	IHttpRequestOptions,
	INode,
	INodeProperties,
	IRequestOptionsSimplifiedAuth,
	Workflow,
} from 'n8n-workflow';
import { isExpression, NodeHelpers } from 'n8n-workflow';

import type { LoadedTypes } from './nodeTypes';

/** The data of each credential, by its ID or by the name of its type. */
export type CredentialData = Record<string, IDataObject>;

type Secrets = ICredentialDataDecryptedObject;

export function createCredentialsHelper(
	{ credentialType }: LoadedTypes,
	data: CredentialData,
): ICredentialsHelper {
	const parentTypes = (name: string): string[] =>
		(credentialType(name).extends ?? []).flatMap((parent) => [parent, ...parentTypes(parent)]);

	const properties = (name: string): INodeProperties[] => [
		...(credentialType(name).extends ?? []).flatMap(properties),
		...credentialType(name).properties,
	];

	return {
		getParentTypes: parentTypes,
		getCredentialsProperties: properties,
		isCredentialUsableByNode: () => true,
		getCredentials: async ({ id, name }, type) => new Credentials({ id, name }, type),

		async getDecrypted(_additionalData, { id }, type) {
			const secrets = data[id ?? type] ?? data[type];
			if (!secrets) throw new Error(`The engine has no credential of type ${type}`);
			return withDefaults(properties(type), secrets);
		},

		async authenticate(secrets, type, request, workflow, node) {
			const { authenticate } = credentialType(type);
			const options = request as IHttpRequestOptions;
			if (typeof authenticate === 'function') return await authenticate(secrets, options);
			if (!authenticate) return options;
			return withParts(options, authenticate.properties, (text) =>
				resolve(text, secrets, workflow!, node!),
			);
		},

		// Used only by credentials that fetch or renew a token, of which this package has none
		preAuthentication: async () => undefined,
		runPreAuthentication: async () => undefined,
		updateCredentials: async () => {},
		updateCredentialsOauthTokenData: async () => {},
	};
}

/** Adds default values: a saved credential holds only what the user changed. */
export function withDefaults(properties: INodeProperties[], data: IDataObject): Secrets {
	return NodeHelpers.getNodeParameters(
		properties,
		data as Secrets & Record<string, string>,
		true,
		false,
		null,
		null,
	) as Secrets;
}

/** Adds the headers, query, body or basic auth that a credential type declares. */
function withParts(
	request: IHttpRequestOptions,
	parts: IRequestOptionsSimplifiedAuth,
	resolved: (text: string) => string,
): IHttpRequestOptions {
	const result: IHttpRequestOptions & Record<string, unknown> = { ...request };
	for (const [part, values] of Object.entries(parts)) {
		const added = Object.entries(values as Record<string, string>).map(([name, value]) => [
			resolved(name),
			resolved(value),
		]);
		result[part] = { ...(result[part] as IDataObject), ...Object.fromEntries(added) };
	}
	return result;
}

function resolve(text: string, secrets: Secrets, workflow: Workflow, node: INode): string {
	if (!isExpression(text)) return text;
	const keys = { $credentials: secrets as never };
	const value = workflow.expression.getSimpleParameterValue(node, text, 'internal', keys);
	return value === undefined || value === null ? '' : String(value);
}
