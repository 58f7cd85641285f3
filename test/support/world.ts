/** The sandbox and n8n's engine together, with the parameters that the tests use. */
import type { IBinaryKeyData, IDataObject, INodeParameters } from 'n8n-workflow';

import type { CredentialData, Engine, NodeRun, NodeToRun } from '../../tools/engine';
import { createEngine } from '../../tools/engine';
import type { ProviderKey, Sandbox, MockServer } from '../../tools/mockServers';
import { perProvider, PROVIDERS, providers, startSandbox } from '../../tools/mockServers';

export { PROVIDERS };
export type Provider = ProviderKey;

/** That of a node, by the name of its folder. */
export const providerOf = (node: string) => (node[0].toLowerCase() + node.slice(1)) as Provider;
export const NAMES = perProvider((provider) => providers[provider].name);
export const ON_ERROR = ['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const;

/** Contact > Create with a person's phone and name from the item. */
export const CREATE = perProvider((provider) => providers[provider].scenario.createContact);

/** Numbers of a range that the Australian regulator keeps for fiction. */
export const people = (count: number, from = 0) =>
	Array.from({ length: count }, (_, at) => ({
		name: `Person ${from + at}`,
		phone: `+6125550${String(from + at).padStart(4, '0')}`,
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
	/** The same world with other credentials. */
	withCredentials(changes: Partial<Record<Provider, IDataObject>>): Promise<World>;
	/** The sandbox as freshly started, and keys of which no node has learned anything. */
	reset(): void;
	/** The keys alone. */
	renewKeys(): void;
	stop(): Promise<void>;
}

/** Nodes remember the limits of a key as long as the process runs. */
let keys = 0;

export async function createWorld(): Promise<World> {
	const sandbox = await startSandbox();
	try {
		return await worldOf(sandbox, {});
	} catch (error) {
		// Servers that still listen would keep Jest from ending
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
		keys++;
		for (const provider of PROVIDERS) {
			const data: IDataObject = { ...sandbox[provider].credential };
			const [secret] = Object.keys(data);
			data[secret] = `${String(data[secret])}~${keys}`;
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
			return String(Object.values(credentials[`${provider}Api`])[0]);
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

/** The items of an error branch or of the one output, that hold an error. */
export const errorItems = ({ main }: NodeRun) =>
	main.flat().filter(({ json }) => json.error !== undefined);
export const successItems = ({ main }: NodeRun) =>
	main.flat().filter(({ json }) => json.error === undefined);
export const pairs = ({ main }: NodeRun) =>
	main.flat().map(({ pairedItem }) => (pairedItem as { item: number }).item);
/** What n8n shows below the output of the node. */
export const hintsOf = ({ run }: NodeRun) => run.data.resultData.runData.Node.at(-1)!.hints ?? [];
