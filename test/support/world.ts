/** Combines the sandbox and n8n's engine, and holds parameters that many tests use. */
import type { IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';

import type { CredentialData, Engine, NodeRun, NodeToRun } from '../../tools/engine';
import { createEngine } from '../../tools/engine';
import type { ProviderKey, Sandbox, MockServer } from '../../tools/mockServers';
import { perProvider, PROVIDERS, providers, startSandbox } from '../../tools/mockServers';
import { SECRET_FIELDS } from './secretFields';

export { PROVIDERS };
export type Provider = ProviderKey;

/** Returns the provider of a node, from the name of its folder. */
export const providerOf = (node: string) => (node[0].toLowerCase() + node.slice(1)) as Provider;
export const NAMES = perProvider((provider) => providers[provider].name);
/** Node settings. */
export const CONTINUE_ON_FAIL = { onError: 'continueRegularOutput' } as const;
export const RETRY_ON_FAIL = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
export const ON_ERROR = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

/** The parameters of Contact > Create, with the phone and the name from the item. */
export const CREATE = perProvider((provider) => providers[provider].scenario.createContact);

/** Returns the value of a record locator in the mode By ID. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** Returns items with names and with phones from a range that Australia's regulator reserves for fiction. */
export const people = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => ({
		name: `Person ${from + index}`,
		phone: `+6125550${String(from + index).padStart(4, '0')}`,
	}));

export interface World {
	sandbox: Sandbox;
	engine: Engine;
	server(provider: Provider): MockServer<object>;
	/** The key or token that the provider's credential holds. */
	secretOf(provider: Provider): string;
	/** Runs one of our nodes. */
	run(
		provider: Provider,
		parameters: INodeParameters,
		items: IDataObject[],
		settings?: Omit<Partial<NodeToRun>, 'type' | 'parameters'>,
		options?: { signal?: AbortSignal; binary?: IBinaryKeyData },
	): Promise<NodeRun>;
	/** Returns a world with the same sandbox and other credentials. */
	withCredentials(changes: Partial<Record<Provider, IDataObject>>): Promise<World>;
	/** Resets the mock servers and renews the keys. */
	reset(): void;
	/** Renews the keys, so that no node remembers a rate limit of them. */
	renewKeys(): void;
	stop(): Promise<void>;
}

/** Numbers the keys, since nodes remember the rate limits of a key as long as the process runs. */
let keyCount = 0;

export async function createWorld(): Promise<World> {
	const sandbox = await startSandbox();
	try {
		return await worldOf(sandbox, {});
	} catch (error) {
		// A server that still listens would keep Jest from exiting
		await sandbox.stop();
		throw error;
	}
}

async function worldOf(
	sandbox: Sandbox,
	changes: Partial<Record<Provider, IDataObject>>,
): Promise<World> {
	const credentials: CredentialData = {};
	const renewKeys = () => {
		keyCount++;
		for (const provider of PROVIDERS) {
			const data: IDataObject = { ...sandbox[provider].credential };
			const secretField = SECRET_FIELDS[provider];
			data[secretField] = `${String(data[secretField])}~${keyCount}`;
			credentials[`${provider}Api`] = { ...data, ...changes[provider] };
		}
	};
	renewKeys();
	const engine = await createEngine({ credentials });
	return {
		sandbox,
		engine,
		server: (provider) => sandbox[provider],
		secretOf(provider) {
			return String(credentials[`${provider}Api`][SECRET_FIELDS[provider]]);
		},
		run: (provider, parameters, items, settings, options) =>
			engine.runNode(
				{ type: `n8n-nodes-contactlink.${provider}`, parameters, ...settings },
				items,
				options,
			),
		withCredentials: (further) => worldOf(sandbox, { ...changes, ...further }),
		reset() {
			for (const provider of PROVIDERS) sandbox[provider].reset();
			renewKeys();
		},
		renewKeys,
		stop: () => sandbox.stop(),
	};
}

/** Returns the items with an error, from all outputs. */
export const errorItems = ({ main }: NodeRun) =>
	main.flat().filter(({ json }) => json.error !== undefined);
/** Returns the items without an error, from all outputs. */
export const successItems = ({ main }: NodeRun) =>
	main.flat().filter(({ json }) => json.error === undefined);
/** Returns the JSON of the items, from all outputs. */
export const jsonOf = ({ main }: NodeRun) => main.flat().map(({ json }) => json);
/** Returns the index of the input item of each output item. */
export const pairedItems = ({ main }: NodeRun) =>
	main.flat().map(({ pairedItem }) => (pairedItem as { item: number }).item);
/** Returns the hints that n8n shows below the output of the node. */
export const hintsOf = ({ run }: NodeRun) => run.data.resultData.runData.Node.at(-1)!.hints ?? [];
