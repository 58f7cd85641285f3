/**
 * Every provider, by the name of its node. The sandbox, the demo, `npm start` and the tests take their
 * providers from here.
 */
import { leadLex } from './leadlex';
import { sprintHub } from './sprinthub';
import type { MockServer } from './server/mockServer';
import type { Provider } from './server/types';
import { voxworks } from './voxworks';

export const providers = { voxworks, leadLex, sprintHub };

export type ProviderKey = keyof typeof providers;

/** The keys in the order in which they are shown. */
export const PROVIDERS = Object.keys(providers) as ProviderKey[];

export type MockServerOf<Key extends ProviderKey> =
	(typeof providers)[Key] extends Provider<infer State extends object, infer Extension>
		? MockServer<State> & Extension
		: never;

export const perProvider = <T>(make: (key: ProviderKey) => T): Record<ProviderKey, T> =>
	Object.fromEntries(PROVIDERS.map((key) => [key, make(key)])) as Record<ProviderKey, T>;

const BASE_PORT = 4801;

/** Returns the port of each provider, or another one if it is taken. */
export async function defaultPorts(
	freeOrOther: (port: number) => Promise<number>,
): Promise<Partial<Record<ProviderKey, number>>> {
	const ports: Partial<Record<ProviderKey, number>> = {};
	for (const [index, key] of PROVIDERS.entries()) ports[key] = await freeOrOther(BASE_PORT + index);
	return ports;
}
