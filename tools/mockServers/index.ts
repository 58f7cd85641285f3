/** Local stand-ins of the APIs. */
import { PROVIDERS, providers } from './providers';
import type { ProviderKey, StandOf } from './providers';
import { startStand } from './server/mockServer';
import type { Provider, Stand } from './server/types';

export type SandboxPorts = Partial<Record<ProviderKey, number>>;

export type Sandbox = { [Key in ProviderKey]: StandOf<Key> } & { stop(): Promise<void> };

/** Without ports, each server takes a free one. */
export async function startSandbox({
	ports = {},
}: { ports?: SandboxPorts } = {}): Promise<Sandbox> {
	const stands: Partial<Record<ProviderKey, Stand<object>>> = {};
	for (const key of PROVIDERS) {
		stands[key] = await startStand(providers[key] as Provider<object>, ports[key]);
	}
	const stop = async () => {
		await Promise.all(Object.values(stands).map((stand) => stand.stop()));
	};
	return { ...stands, stop } as Sandbox;
}

export {
	answerWithoutId,
	emptyAnswer,
	rateLimited,
	redirect,
	serverError,
	wildHeaders,
	wildRateLimit,
} from './server/faults';
export type { WildHeader } from './server/faults';
export { contactsWithEmail } from './leadlex/contactRecords';
export type { Delivery, HowToDeliver } from './leadlex/deliveries';
export { leadLexPlans } from './leadlex/plans';
export type { LeadLexCompany, LeadLexContact, LeadLexState, LeadLexWebhook } from './leadlex/types';
export { leadsWithEmail } from './sprinthub/leads';
export type {
	SprintHubDefinition,
	SprintHubAttendance,
	SprintHubLead,
	SprintHubLink,
	SprintHubObject,
	SprintHubOpportunity,
	SprintHubState,
} from './sprinthub/types';
export { perProvider, PROVIDERS, providers, usualPorts } from './providers';
export type { ProviderKey, StandOf } from './providers';
export type { Fault, Limit, Person, Provider, RecordedRequest, Stand } from './server/types';
export { beginCall, finishCall } from './voxworks/calls';
export { contactWithPhone, normalizePhone } from './voxworks/contacts';
export type {
	VoxworksCall,
	VoxworksCallResult,
	VoxworksContact,
	VoxworksLink,
	VoxworksListing,
	VoxworksObject,
	VoxworksState,
} from './voxworks/types';
