/** The sandbox of another process, through its controls. */
import axios from 'axios';

import type {
	Fault,
	LeadLexState,
	Limit,
	RecordedRequest,
	Sandbox,
	SprintHubState,
	VoxworksState,
} from '../../../sandbox';
import type { StandPlace, World } from './world';

export interface RemoteStand<State> extends StandPlace {
	/** The records as they are now. */
	state(): Promise<State>;
	/** Every request since the last reset, in order of arrival. */
	requests(): Promise<RecordedRequest[]>;
	/** The fault travels as JSON, so it can hold no RegExp. */
	addFault(fault: Fault): Promise<void>;
	clearFaults(): Promise<void>;
	limit(limit: Limit | null): Promise<void>;
	reset(): Promise<void>;
}

export interface RemoteSandbox {
	voxworks: RemoteStand<VoxworksState>;
	leadLex: RemoteStand<LeadLexState>;
	sprintHub: RemoteStand<SprintHubState>;
	reset(): Promise<void>;
	/** For functions that look into a sandbox of their own process: its records, nothing else. */
	records(): Promise<Sandbox>;
}

export function remoteSandbox({ sandbox }: World): RemoteSandbox {
	const stands = {
		voxworks: remoteStand(sandbox.voxworks, voxworksState),
		leadLex: remoteStand(sandbox.leadLex, leadLexState),
		sprintHub: remoteStand(sandbox.sprintHub, sprintHubState),
	};
	return {
		...stands,
		async reset() {
			await Promise.all(Object.values(stands).map((stand) => stand.reset()));
		},
		async records() {
			return {
				voxworks: { state: await stands.voxworks.state() },
				leadLex: { state: await stands.leadLex.state() },
				sprintHub: { state: await stands.sprintHub.state() },
			} as Sandbox;
		},
	};
}

function remoteStand<State>(
	place: StandPlace,
	revive: (state: AsJson<State>) => State,
): RemoteStand<State> {
	const control = axios.create({ baseURL: `${place.url}/__sandbox`, proxy: false });
	return {
		...place,
		state: async () => revive((await control.get<AsJson<State>>('/state')).data),
		requests: async () => (await control.get<RecordedRequest[]>('/requests')).data,
		addFault: async (fault) => void (await control.post('/faults', fault)),
		clearFaults: async () => void (await control.delete('/faults')),
		limit: async (limit) => void (await control.post('/limit', JSON.stringify(limit))),
		reset: async () => void (await control.post('/reset')),
	};
}

/** JSON has neither maps nor sets. */
type AsJson<T> =
	T extends Map<unknown, infer Value>
		? Record<string, AsJson<Value>>
		: T extends Set<infer Value>
			? Value[]
			: T extends object
				? { [Key in keyof T]: AsJson<T[Key]> }
				: T;

const toMap = <Value>(object: Record<string, Value>) => new Map(Object.entries(object));
const toNumberedMap = <Value>(object: Record<string, Value>) =>
	new Map(Object.entries(object).map(([key, value]) => [Number(key), value]));

const voxworksState = (state: AsJson<VoxworksState>): VoxworksState => ({
	...state,
	contacts: toMap(state.contacts),
	objects: toMap(state.objects),
	contactIdByPhone: toMap(state.contactIdByPhone),
});

const leadLexState = (state: AsJson<LeadLexState>): LeadLexState => ({
	contacts: toMap(state.contacts),
	companies: toMap(state.companies),
	contactIdsByCompany: new Map(
		Object.entries(state.contactIdsByCompany).map(([company, ids]) => [company, new Set(ids)]),
	),
	contactIdsByEmail: toMap(state.contactIdsByEmail),
});

const sprintHubState = (state: AsJson<SprintHubState>): SprintHubState => ({
	...state,
	leads: toNumberedMap(state.leads),
	objects: toNumberedMap(state.objects),
	leadIdsByEmail: toMap(state.leadIdsByEmail),
});
