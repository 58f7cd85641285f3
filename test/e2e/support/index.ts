/**
 * Extends Playwright's `test` with fixtures:
 *
 * - `world`: the addresses of n8n and the sandbox, and the saved credentials
 * - `n8n`: a client of n8n's REST API, logged in as the owner
 * - `sandbox`: the sandbox, reset before each test
 *
 * Browser pages are logged in as the owner, and their URLs are relative to n8n's.
 */
import { test as base } from '@playwright/test';

import { N8nClient } from '../../../tools/n8n';
import { remoteSandbox } from './sandbox';
import type { RemoteSandbox } from './sandbox';
import { readWorld } from './world';
import type { World } from './world';

export const test = base.extend<{ sandbox: RemoteSandbox }, { world: World; n8n: N8nClient }>({
	world: [
		async ({}, use) => {
			await use(readWorld());
		},
		{ scope: 'worker' },
	],
	n8n: [
		async ({ world }, use) => {
			await use(new N8nClient(world.url, world.cookie));
		},
		{ scope: 'worker' },
	],
	sandbox: [
		async ({ world }, use) => {
			const sandbox = remoteSandbox(world);
			await sandbox.reset();
			await use(sandbox);
		},
		{ auto: true },
	],
	baseURL: async ({ world }, use) => {
		await use(world.url);
	},
	storageState: async ({ world }, use) => {
		const { hostname } = new URL(world.url);
		const cookie = { name: 'n8n-auth', value: world.cookie, domain: hostname, path: '/' };
		const attributes = { expires: -1, httpOnly: true, secure: false, sameSite: 'Lax' as const };
		await use({ cookies: [{ ...cookie, ...attributes }], origins: [] });
	},
});

export { expect } from '@playwright/test';
export type { RemoteSandbox } from './sandbox';
export * from './workflows';
export { PROVIDERS } from '../../../tools/mockServers';
export type { ProviderKey } from '../../../tools/mockServers';
export type { World } from './world';
