/**
 * Runs `npm run e2e`. Options: `--queue` for n8n's queue mode, `--n8n <version>` for another version of n8n; all other
 * arguments go to Playwright.
 */
import { spawn } from 'node:child_process';

import { packageRoot, VERSION_VARIABLE } from '../../tools/n8n';
import { QUEUE_VARIABLE } from './support/servers';

const args = process.argv.slice(2);
const queue = args.includes('--queue');
const versionIndex = args.indexOf('--n8n');
const version = versionIndex < 0 ? undefined : args[versionIndex + 1];
const playwrightArgs = args.filter(
	(arg, index) =>
		arg !== '--queue' &&
		(versionIndex < 0 || (index !== versionIndex && index !== versionIndex + 1)),
);

const playwright = spawn(
	process.execPath,
	[require.resolve('@playwright/test/cli'), 'test', ...playwrightArgs],
	{
		cwd: packageRoot,
		stdio: 'inherit',
		env: {
			...process.env,
			...(queue && { [QUEUE_VARIABLE]: 'true' }),
			...(version && { [VERSION_VARIABLE]: version }),
		},
	},
);
// Playwright handles these signals itself and stops the processes that it started
for (const signal of ['SIGINT', 'SIGTERM'] as const)
	process.on(signal, () => playwright.kill(signal));
playwright.once('exit', (code) => (process.exitCode = code ?? 1));
