import { afterAll, beforeAll, beforeEach } from '@jest/globals';

import { createWorld } from './world';
import type { World } from './world';

/**
 * Returns a world for the tests of this file, started before the first, reset before each and stopped after the
 * last. It can be used in tests and hooks only. Stands apart from `world.ts`, which also runs outside of Jest.
 */
export function useWorld(): World {
	let world: World;
	beforeAll(async () => {
		world = await createWorld();
	});
	beforeEach(() => world.reset());
	afterAll(() => world.stop());
	return {
		get sandbox() {
			return world.sandbox;
		},
		get engine() {
			return world.engine;
		},
		server: (provider) => world.server(provider),
		secretOf: (provider) => world.secretOf(provider),
		run: (...args) => world.run(...args),
		withCredentials: (changes) => world.withCredentials(changes),
		reset: () => world.reset(),
		renewKeys: () => world.renewKeys(),
		stop: () => world.stop(),
	};
}
