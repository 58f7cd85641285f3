/** Authenticates requests with the built credentials, so that tests need not know where a key goes. */
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import type { ContractName } from '../../tools/mockServers/contract/validator';
import { builtCredentials } from './package';

type Authenticate = (
	credential: IDataObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/** Returns the headers and the query that authenticate a request. */
export async function authenticated(
	contract: ContractName,
	credential: IDataObject,
): Promise<{ headers?: Record<string, string>; params?: IDataObject }> {
	const type = `${contract}api`;
	const { instance } = builtCredentials.find(
		(credentialType) => credentialType.instance.name.toLowerCase() === type,
	)!;
	const authenticate = instance.authenticate as Authenticate;
	const { headers, qs } = await authenticate(credential, { url: '' });
	return { headers: headers as Record<string, string>, params: qs as IDataObject };
}
