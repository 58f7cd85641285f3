/** Controls the sandbox, which runs in another process, over HTTP. */
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
import type { MockServerAccess, World } from './world';

interface RemoteMockServer<State> extends MockServerAccess {
	/** Returns the current records. */
	state(): Promise<State>;
	/** Returns all requests since the last reset, in order of arrival. */
	requests(): Promise<RecordedRequest[]>;
	/** Adds a fault. It is sent as JSON, so it cannot contain a RegExp. */
	addFault(fault: Fault): Promise<void>;
	clearFaults(): Promise<void>;
	limit(limit: Limit | null): Promise<void>;
	reset(): Promise<void>;
}

export type RemoteSandbox = {
	[Key in ProviderKey]: RemoteMockServer<Sandbox[Key]['state']>;
} & {
	/** Posts an event to every webhook that is registered in LeadLex for it. */
	deliver: Sandbox['leadLex']['deliver'];
	/** Changes after how many milliseconds phone calls of Voxworks end by themselves. */
	setCallDuration(milliseconds: number): Promise<void>;
	reset(): Promise<void>;
	/** Returns a sandbox with its records only, for functions that expect a sandbox in the same process. */
	records(): Promise<Sandbox>;
};

export function remoteSandbox({ sandbox }: World): RemoteSandbox {
	const servers = perProvider((key) => remoteMockServer(sandbox[key], SET_COLLECTIONS[key] ?? []));
	return {
		...servers,
		async deliver(event, data, options = {}) {
			const url = `${sandbox.leadLex.url}/__sandbox/deliver`;
			return (await axios.post<Delivery[]>(url, { event, data, options }, { proxy: false })).data;
		},
		async setCallDuration(milliseconds) {
			const url = `${sandbox.voxworks.url}/__sandbox/callDuration`;
			await axios.post(url, JSON.stringify(milliseconds), { proxy: false });
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

function remoteMockServer(
	access: MockServerAccess,
	setCollections: string[],
): RemoteMockServer<object> {
	const control = axios.create({ baseURL: `${access.url}/__sandbox`, proxy: false });
	return {
		...access,
		state: async () => reviveState((await control.get<object>('/state')).data, setCollections),
		requests: async () => (await control.get<RecordedRequest[]>('/requests')).data,
		addFault: async (fault) => void (await control.post('/faults', fault)),
		clearFaults: async () => void (await control.delete('/faults')),
		limit: async (limit) => void (await control.post('/limit', JSON.stringify(limit))),
		reset: async () => void (await control.post('/reset')),
	};
}

/** The maps of a state whose values are sets. JSON has neither maps nor sets. */
const SET_COLLECTIONS: Partial<Record<ProviderKey, string[]>> = {
	leadLex: ['contactIdsByCompany', 'contactIdsByList'],
};

/** Restores the maps and sets of a state from JSON. Numeric keys are IDs of SprintHub, which are numbers. */
function reviveState(state: object, setCollections: string[]): object {
	const key = (text: string) => (/^\d+$/.test(text) ? Number(text) : text);
	const map = (value: object, reviveEntry: (entry: unknown) => unknown) =>
		new Map(
			Object.entries(value).map(([name, entry]): [unknown, unknown] => [
				key(name),
				reviveEntry(entry),
			]),
		);
	return Object.fromEntries(
		Object.entries(state).map(([name, value]: [string, object]): [string, unknown] => {
			if (Array.isArray(value)) return [name, value];
			const isOfSets = setCollections.includes(name);
			return [name, map(value, (entry) => (isOfSets ? new Set(entry as unknown[]) : entry))];
		}),
	);
}
