/** Local mock servers of the APIs, together called the sandbox. */
import { PROVIDERS, providers } from './providers';
import type { ProviderKey, MockServerOf } from './providers';
import { startMockServer } from './server/mockServer';
import type { MockServer } from './server/mockServer';
import type { Provider } from './server/types';

type SandboxPorts = Partial<Record<ProviderKey, number>>;

export type Sandbox = { [Key in ProviderKey]: MockServerOf<Key> } & { stop(): Promise<void> };

/** Starts all mock servers. Those without a port take a free one. */
export async function startSandbox({
	ports = {},
}: { ports?: SandboxPorts } = {}): Promise<Sandbox> {
	const servers: Partial<Record<ProviderKey, MockServer<object>>> = {};
	for (const key of PROVIDERS) {
		servers[key] = await startMockServer(providers[key] as Provider<object>, ports[key]);
	}
	const stop = async () => {
		await Promise.all(Object.values(servers).map((server) => server.stop()));
	};
	return { ...servers, stop } as Sandbox;
}

export {
	responseWithoutId,
	emptyResponse,
	rateLimited,
	redirect,
	serverError,
	bogusHeaders,
	bogusRateLimit,
} from './server/faults';
export type { BogusHeader } from './server/faults';
export { contactsWithEmail } from './leadlex/contactRecords';
export type { Delivery, DeliveryOptions } from './leadlex/deliveries';
export { leadLexPlans } from './leadlex/plans';
export type { LeadLexContact, LeadLexWebhook } from './leadlex/types';
export { leadsWithEmail } from './sprinthub/leads';
export type { SprintHubDefinition } from './sprinthub/types';
export { perProvider, PROVIDERS, providers, defaultPorts } from './providers';
export type { ProviderKey } from './providers';
export type { MockServer } from './server/mockServer';
export type { Person } from './server/scenario';
export type { Fault, Limit, Provider, RecordedRequest } from './server/types';
export { beginCall, finishCall } from './voxworks/calls';
export { contactWithPhone, normalizePhone } from './voxworks/contacts';
export type { VoxworksCall } from './voxworks/types';
