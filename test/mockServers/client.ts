/** Calls a stand as the nodes do: over HTTP, with its credential if there is one, and never throwing on a status. */
import { expect } from '@jest/globals';
import axios from 'axios';
import type { AxiosRequestConfig, AxiosResponse } from 'axios';
import type { MockServer } from '../../tools/mockServers';
import { createValidator } from '../../tools/mockServers/contract/validator';
import type { ContractName } from '../../tools/mockServers/contract/validator';
import { signed } from '../support/authenticate';

/** `Body` lists what the tests look at in the provider's answers. */
export interface Client<Body> {
	get(path: string, query?: object, more?: AxiosRequestConfig): Promise<AxiosResponse<Body>>;
	post(path: string, body?: unknown, more?: AxiosRequestConfig): Promise<AxiosResponse<Body>>;
	patch(path: string, body?: unknown, more?: AxiosRequestConfig): Promise<AxiosResponse<Body>>;
	put(path: string, body?: unknown, more?: AxiosRequestConfig): Promise<AxiosResponse<Body>>;
	delete(path: string, more?: AxiosRequestConfig): Promise<AxiosResponse<Body>>;
}

/** Every answer is held against the contract, whatever the test is about. */
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
	const isAnyone = Object.keys(credential).length === 0;

	async function call(config: AxiosRequestConfig & { method: string; url: string }) {
		const key = isAnyone ? {} : await signed(contract, credential);
		const headers = { ...key.headers, ...config.headers };
		const params = { ...key.params, ...(config.params as object) };
		const answer = await http.request<Body>({ ...config, headers, params });
		const { operationId } = check({ method: config.method, path: config.url });
		if (operationId) expect(checkResponse(operationId, answer.status, answer.data)).toEqual([]);
		return answer;
	}

	return {
		get: (url, params, more) => call({ method: 'GET', url, params, ...more }),
		post: (url, data, more) => call({ method: 'POST', url, data, ...more }),
		patch: (url, data, more) => call({ method: 'PATCH', url, data, ...more }),
		put: (url, data, more) => call({ method: 'PUT', url, data, ...more }),
		delete: (url, more) => call({ method: 'DELETE', url, ...more }),
	};
}
