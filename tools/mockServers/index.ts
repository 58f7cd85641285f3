/** Local stand-ins of the three APIs. */
import { leadLex } from './leadlex';
import { deliver } from './leadlex/deliveries';
import type { Delivery, HowToDeliver } from './leadlex/deliveries';
import type { LeadLexState } from './leadlex/types';
import { sprintHub } from './sprinthub';
import type { SprintHubState } from './sprinthub/types';
import { startStand } from './stand';
import type { Stand } from './types';
import { voxworks } from './voxworks';
import type { VoxworksState } from './voxworks/types';

export interface SandboxPorts {
	voxworks?: number;
	leadLex?: number;
	sprintHub?: number;
}

export interface Sandbox {
	voxworks: Stand<VoxworksState>;
	leadLex: LeadLexStand;
	sprintHub: Stand<SprintHubState>;
	stop(): Promise<void>;
}

export interface LeadLexStand extends Stand<LeadLexState> {
	/** Posts an event to every webhook that is registered for it, and says what came of it. */
	deliver(event: string, data: object, how?: HowToDeliver): Promise<Delivery[]>;
}

/** Without ports, each server takes a free one. */
export async function startSandbox(options: { ports?: SandboxPorts } = {}): Promise<Sandbox> {
	const { ports = {} } = options;
	const stands = {
		voxworks: await startStand(voxworks, ports.voxworks),
		leadLex: withDeliveries(await startStand(leadLex, ports.leadLex)),
		sprintHub: await startStand(sprintHub, ports.sprintHub),
	};
	return {
		...stands,
		async stop() {
			await Promise.all(Object.values(stands).map((stand) => stand.stop()));
		},
	};
}

function withDeliveries(stand: Stand<LeadLexState>): LeadLexStand {
	return {
		...stand,
		deliver: (event, data, how) => deliver(stand.state, event, data, how),
		async stop() {
			// Or retries would go on
			stand.state.webhooks.clear();
			await stand.stop();
		},
	};
}

export {
	answerWithoutId,
	emptyAnswer,
	rateLimited,
	redirect,
	serverError,
	wildHeaders,
	wildRateLimit,
} from './faults';
export type { WildHeader } from './faults';
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
export type { Fault, Limit, RecordedRequest, Stand } from './types';
export { finishCall } from './voxworks/calls';
export { contactWithPhone, normalizePhone } from './voxworks/contacts';
export type {
	VoxworksCall,
	VoxworksCallResult,
	VoxworksContact,
	VoxworksLink,
	VoxworksObject,
	VoxworksState,
} from './voxworks/types';
