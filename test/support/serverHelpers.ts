import type { IDataObject } from 'n8n-workflow';

import type { Fault, Sandbox } from '../../tools/mockServers';
import type { Provider, World } from './world';

/** Returns functions that read from a provider's mock server and set its faults. */
export function serverHelpers<Key extends Provider>(world: World, provider: Key) {
	const server = () => world.sandbox[provider];
	const requests = (method?: string) => {
		const all = server().requests;
		return method === undefined ? all : all.filter((request) => request.method === method);
	};
	return {
		server,
		/** Returns the current records. */
		state: () => server().state as Sandbox[Key]['state'],
		/** Returns the requests of the test in order of arrival, all or those with a method. */
		requests,
		bodies: (method?: string) => requests(method).map(({ body }) => body as IDataObject),
		idempotencyKeys: (method?: string) =>
			requests(method).map(({ headers }) => headers['idempotency-key']),
		addFault: (fault: Fault) => server().faults.add(fault),
	};
}
