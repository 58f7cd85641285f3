/** The sandbox of another process, through its controls. */
import axios from 'axios';

import { perProvider, PROVIDERS } from '../../../tools/mockServers';
import type {
	Delivery,
	Fault,
	Limit,
	ProviderKey,
	RecordedRequest,
	Sandbox,
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

export type RemoteSandbox = {
	[Key in ProviderKey]: RemoteStand<Sandbox[Key]['state']>;
} & {
	/** Posts an event to every webhook that is registered in LeadLex for it. */
	deliver: Sandbox['leadLex']['deliver'];
	reset(): Promise<void>;
	/** For functions that look into a sandbox of their own process: its records, nothing else. */
	records(): Promise<Sandbox>;
};

export function remoteSandbox({ sandbox }: World): RemoteSandbox {
	const servers = perProvider((key) => remoteStand(sandbox[key], SETS[key] ?? []));
	return {
		...servers,
		async deliver(event, data, how = {}) {
			const url = `${sandbox.leadLex.url}/__sandbox/deliver`;
			return (await axios.post<Delivery[]>(url, { event, data, options: how }, { proxy: false }))
				.data;
		},
		async reset() {
			await Promise.all(PROVIDERS.map((key) => servers[key].reset()));
		},
		async records() {
			const records: Partial<Record<ProviderKey, { state: object }>> = {};
			for (const key of PROVIDERS) records[key] = { state: await servers[key].state() };
			return records as Sandbox;
		},
	} as RemoteSandbox;
}

function remoteStand(place: StandPlace, sets: string[]): RemoteStand<object> {
	const control = axios.create({ baseURL: `${place.url}/__sandbox`, proxy: false });
	return {
		...place,
		state: async () => revived((await control.get<object>('/state')).data, sets),
		requests: async () => (await control.get<RecordedRequest[]>('/requests')).data,
		addFault: async (fault) => void (await control.post('/faults', fault)),
		clearFaults: async () => void (await control.delete('/faults')),
		limit: async (limit) => void (await control.post('/limit', JSON.stringify(limit))),
		reset: async () => void (await control.post('/reset')),
	};
}

/** JSON has neither maps nor sets. In these maps of a state, each value is a set. */
const SETS: Partial<Record<ProviderKey, string[]>> = {
	leadLex: ['contactIdsByCompany', 'contactIdsByList'],
};

/** Whatever a state holds is a list or a map. IDs of SprintHub are numbers. */
function revived(state: object, sets: string[]): object {
	const key = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
	const map = (value: object, inside: (one: unknown) => unknown) =>
		new Map(
			Object.entries(value).map(([name, one]): [unknown, unknown] => [key(name), inside(one)]),
		);
	return Object.fromEntries(
		Object.entries(state).map(([name, value]: [string, object]): [string, unknown] => {
			if (Array.isArray(value)) return [name, value];
			const isOfSets = sets.includes(name);
			return [name, map(value, (one) => (isOfSets ? new Set(one as unknown[]) : one))];
		}),
	);
}
