/** After all other tests: what n8n wrote down while they ran. */
import { readFileSync } from 'node:fs';

import { expect, PROVIDERS, test } from '../support';
import type { World } from '../support';

interface Entry {
	level: string;
	message: string;
	metadata?: { file?: string; code?: string; error?: { message?: string } };
}

/** n8n's own words about how it was set up here. */
const SETUP_MESSAGES = [
	'db-connection.js',
	'deprecation.service.js',
	'license.js',
	'migration-helpers.js',
	'task-runner-module.js',
];
/** Node.js's remarks on n8n's use of Postgres and Redis. They are no entries of a log. */
const NODE_WARNINGS =
	/client\.query\(\) when|listeners added to \[Queue\]|Use `node --trace-\w+ \.\.\.` to show/;
/** From here n8n writes down each failure that someone is shown, and the tests provoke many. */
const SHOWN_FAILURES = ['error-reporter.js', 'response-helper.js'];
/** n8n looks for an execution that was so quick to fail that n8n has put it away already. */
const EXECUTION_ENDED = 'No active execution found';
/** The workers of queue mode, which are both on this machine. */
const SHARED_HOST = 'cluster.hostid-clash';

test('n8n wrote no warning and no error that this package caused', ({ world }) => {
	const entries = entriesOf(world);
	expect(entries.length).toBeGreaterThan(0);
	const serious = entries.filter(({ level }) => level === 'warn' || level === 'error');
	const unexpected = serious.filter(
		({ metadata }) =>
			![...SETUP_MESSAGES, ...SHOWN_FAILURES].includes(metadata?.file ?? '') &&
			metadata?.error?.message !== EXECUTION_ENDED &&
			metadata?.code !== SHARED_HOST,
	);
	expect(unexpected).toEqual([]);
	// In the stack of an error that nobody foresaw
	const fromPackage = serious.filter(({ message }) =>
		message.includes('node_modules/n8n-nodes-contactlink'),
	);
	expect(fromPackage).toEqual([]);
});

test('no key stands in the log', ({ world }) => {
	const text = logFilesOf(world).map((file) => readFileSync(file, 'utf8'));
	for (const secret of secretsOf(world)) expect(text.join('\n')).not.toContain(secret);
});

test('no key stands in the data of an execution', async ({ world, n8n }) => {
	const executions = await n8n.listExecutions();
	expect(executions.length).toBeGreaterThan(0);
	for (const { id } of executions) {
		const { stored } = await n8n.waitForExecution(id);
		const exposed = secretsOf(world).filter((secret) => stored.includes(secret));
		expect(exposed, `in execution ${id}`).toEqual([]);
	}
});

/** Right ones and the wrong ones that tests use. */
function secretsOf({ sandbox }: World): string[] {
	const used = PROVIDERS.flatMap((provider) => {
		const { credential, readOnlyCredential } = sandbox[provider];
		return [credential, readOnlyCredential].map(({ apiKey, apiToken }) => apiKey ?? apiToken);
	});
	return [...(used as string[]), 'wrong-key-123456', 'wbk_wrong_key'];
}

const logFilesOf = ({ logFiles, workerLogFiles }: World) => [...logFiles, ...workerLogFiles];

function entriesOf(world: World): Entry[] {
	const lines = logFilesOf(world).flatMap((file) => readFileSync(file, 'utf8').split('\n'));
	const entries = lines.filter((line) => line !== '' && !NODE_WARNINGS.test(line));
	return entries.map((line) => {
		try {
			return JSON.parse(line) as Entry;
		} catch {
			// Written past n8n's own log, so by nobody who should
			return { level: 'error', message: line };
		}
	});
}
