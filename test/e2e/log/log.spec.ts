/** Checks n8n's log after all other tests. */
import { readFileSync } from 'node:fs';

import { SECRET_FIELDS } from '../../support/secretFields';
import { expect, PROVIDERS, test } from '../support';
import type { World } from '../support';

interface Entry {
	level: string;
	message: string;
	metadata?: { file?: string; code?: string; errorMsg?: string; error?: { message?: string } };
}

/** The sources of n8n's messages about its own setup. */
const SETUP_MESSAGES = [
	'db-connection.js',
	'deprecation.service.js',
	'license.js',
	'migration-helpers.js',
	'task-runner-module.js',
];
/** Warnings of Node.js about n8n's use of Postgres and Redis, which are not log entries. */
const NODE_WARNINGS =
	/client\.query\(\) when|listeners added to \[Queue\]|Use `node --trace-\w+ \.\.\.` to show/;
/** The sources of n8n's messages about failures that it shows to users. The tests cause many. */
const SHOWN_FAILURES = ['error-reporter.js', 'response-helper.js'];
/** n8n's message if an execution fails so quickly that n8n has removed it before looking for it. */
const EXECUTION_ENDED = 'No active execution found';
/** n8n's message about an execution that a test stops, which a worker and main log as an error. */
const EXECUTION_STOPPED = 'The execution was cancelled manually';
/** n8n's message about several workers on the same machine. */
const SHARED_HOST = 'cluster.hostid-clash';

test('n8n logs no warning and no error caused by this package', ({ world }) => {
	const entries = entriesOf(world);
	expect(entries.length).toBeGreaterThan(0);
	const serious = entries.filter(({ level }) => level === 'warn' || level === 'error');
	const unexpected = serious.filter(
		({ metadata }) =>
			![...SETUP_MESSAGES, ...SHOWN_FAILURES].includes(metadata?.file ?? '') &&
			metadata?.error?.message !== EXECUTION_ENDED &&
			(metadata?.errorMsg ?? metadata?.error?.message) !== EXECUTION_STOPPED &&
			metadata?.code !== SHARED_HOST,
	);
	expect(unexpected).toEqual([]);
	// An unexpected error has the package in its stack
	const fromPackage = serious.filter(({ message }) =>
		message.includes('node_modules/n8n-nodes-contactlink'),
	);
	expect(fromPackage).toEqual([]);
});

test('the log contains no key', ({ world }) => {
	const text = logFilesOf(world).map((file) => readFileSync(file, 'utf8'));
	for (const secret of secretsOf(world)) expect(text.join('\n')).not.toContain(secret);
});

test('the data of executions contains no key', async ({ world, n8n }) => {
	const executions = await n8n.listExecutions();
	expect(executions.length).toBeGreaterThan(0);
	for (const { id } of executions) {
		const { stored } = await n8n.waitForExecution(id);
		const exposed = secretsOf(world).filter((secret) => stored.includes(secret));
		expect(exposed, `in execution ${id}`).toEqual([]);
	}
});

/** Returns the valid keys, and the wrong keys that the tests use. */
function secretsOf({ sandbox }: World): string[] {
	const used = PROVIDERS.flatMap((provider) => {
		const { credential, readOnlyCredential } = sandbox[provider];
		return [credential, readOnlyCredential].map((data) => data[SECRET_FIELDS[provider]]);
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
			// Not written by n8n's logger, which is an error here
			return { level: 'error', message: line };
		}
	});
}
