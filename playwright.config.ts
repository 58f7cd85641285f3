import { defineConfig } from '@playwright/test';

import { QUEUE_VARIABLE } from './test/e2e/support/servers';

const queueMode = Boolean(process.env[QUEUE_VARIABLE]);

/** `npm run e2e`: all tests share one n8n and one sandbox, so they run one after another. */
export default defineConfig({
	testDir: 'test/e2e',
	outputDir: 'node_modules/.cache/e2e',
	globalSetup: './test/e2e/support/setup.ts',
	reporter: [['list'], ['./test/e2e/support/summary.ts']],
	workers: 1,
	fullyParallel: false,
	forbidOnly: !!process.env.CI,
	// The editor is large and loads slowly on a busy machine
	timeout: 240_000,
	expect: { timeout: 40_000 },
	projects: [
		{
			name: 'rest',
			testDir: 'test/e2e/rest',
			testIgnore: queueMode ? [] : '**/queue.spec.ts',
			teardown: 'log',
		},
		{
			name: 'browser',
			testDir: 'test/e2e/browser',
			teardown: 'log',
			use: {
				testIdAttribute: 'data-test-id',
				viewport: { width: 1440, height: 900 },
				trace: 'retain-on-failure',
				screenshot: 'only-on-failure',
				launchOptions: {
					executablePath: '/usr/bin/chromium',
					args: [
						'--no-sandbox',
						'--disable-gpu',
						'--disable-dev-shm-usage',
						'--disable-quic',
						'--no-first-run',
						'--disable-background-networking',
						'--disable-component-update',
						'--disable-sync',
					],
				},
			},
		},
		// Runs after the other projects, even if they failed
		{ name: 'log', testDir: 'test/e2e/log' },
	],
});
