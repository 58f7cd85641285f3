/** How a provider's key goes with a request, from its credential: the tests need not know it again. */
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import type { ContractName } from '../../tools/mockServers/contract/validator';
import { builtCredentials } from './package';

type Authenticate = (
	credential: IDataObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

/** Headers and query. */
export async function signed(
	contract: ContractName,
	credential: IDataObject,
): Promise<{ headers?: Record<string, string>; params?: IDataObject }> {
	const type = `${contract}api`;
	const { instance } = builtCredentials.find((one) => one.instance.name.toLowerCase() === type)!;
	const authenticate = instance.authenticate as Authenticate;
	const { headers, qs } = await authenticate(credential, { url: '' });
	return { headers: headers as Record<string, string>, params: qs as IDataObject };
}
