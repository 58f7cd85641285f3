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
} from '../../../tools/mockServers';
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

/** Whatever a state holds is a list or a map. IDs of SprintHub are numbers. */
function withMaps(state: object): object {
	const key = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
	const map = (value: object) =>
		new Map(Object.entries(value).map(([name, one]): [unknown, unknown] => [key(name), one]));
	return Object.fromEntries(
		Object.entries(state).map(([name, value]: [string, object]) => [
			name,
			Array.isArray(value) ? value : map(value),
		]),
	);
}

const toSets = (lists: Record<string, string[]>) =>
	new Map(Object.entries(lists).map(([key, ids]) => [key, new Set(ids)]));

const voxworksState = (state: AsJson<VoxworksState>) => withMaps(state) as VoxworksState;

const leadLexState = (state: AsJson<LeadLexState>) => ({
	...(withMaps(state) as LeadLexState),
	contactIdsByCompany: toSets(state.contactIdsByCompany),
	contactIdsByList: toSets(state.contactIdsByList),
});

const sprintHubState = (state: AsJson<SprintHubState>) => withMaps(state) as SprintHubState;
