/** An HTTP client for mock servers. It authenticates as the nodes do, and does not throw on a status. */
import { expect } from '@jest/globals';
import axios from 'axios';
import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import type { MockServer } from '../../tools/mockServers';
import { createValidator } from '../../tools/mockServers/contract/validator';
import type { ContractName } from '../../tools/mockServers/contract/validator';
import { authenticated } from '../support/authenticate';

/** `Body` has the fields of responses that the tests read. */
export interface Client<Body> {
	get(path: string, query?: object, config?: AxiosRequestConfig): Promise<AxiosResponse<Body>>;
	post(path: string, body?: unknown, config?: AxiosRequestConfig): Promise<AxiosResponse<Body>>;
	patch(path: string, body?: unknown, config?: AxiosRequestConfig): Promise<AxiosResponse<Body>>;
	put(path: string, body?: unknown, config?: AxiosRequestConfig): Promise<AxiosResponse<Body>>;
	delete(path: string, config?: AxiosRequestConfig): Promise<AxiosResponse<Body>>;
}

/** Returns a client that checks every response against the contract. */
export function clientOf<Body>(
	server: MockServer<object>,
	contract: ContractName,
	credential = server.credential,
): Client<Body> {
	const { checkResponse, check } = createValidator(contract);
	const http = axios.create({
		baseURL: server.url,
		validateStatus: () => true,
		proxy: false,
	});
	const isAnonymous = Object.keys(credential).length === 0;

	async function call(config: AxiosRequestConfig & { method: string; url: string }) {
		const key = isAnonymous ? {} : await authenticated(contract, credential);
		const headers = { ...key.headers, ...config.headers };
		const params = { ...key.params, ...(config.params as object) };
		const response = await http.request<Body>({ ...config, headers, params });
		const { operationId } = check({ method: config.method, path: config.url });
		if (operationId) expect(checkResponse(operationId, response.status, response.data)).toEqual([]);
		return response;
	}

	return {
		get: (url, params, config) => call({ method: 'GET', url, params, ...config }),
		post: (url, data, config) => call({ method: 'POST', url, data, ...config }),
		patch: (url, data, config) => call({ method: 'PATCH', url, data, ...config }),
		put: (url, data, config) => call({ method: 'PUT', url, data, ...config }),
		delete: (url, config) => call({ method: 'DELETE', url, ...config }),
	};
}
