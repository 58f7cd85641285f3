/** Dry runs and drafts only read: they are never in doubt, and never count as written. */
import { describe, expect, test } from '@jest/globals';

import { allFields, operations } from '../support/package';
import { fullest, readParams } from '../support/parameterSamples';
import { apiOf, runOperation } from '../support/runOperation';

const DRAFTS = ['LeadLex: lexi.personalizeEmail'];

const reads = operations.filter(
	({ title, operation }) =>
		DRAFTS.includes(title) || allFields(operation.properties).some(({ name }) => name === 'dryRun'),
);

test('there are dry runs and drafts', () => {
	expect(reads.map(({ title }) => title)).toEqual(expect.arrayContaining(DRAFTS));
	expect(reads.length).toBeGreaterThan(DRAFTS.length);
});

describe.each(reads)('$title', ({ node, operation }) => {
	// Every true/false parameter is on in a sample
	const params = readParams(operation, fullest(operation));
	const run = async (respond: () => { status: number; body: object }) =>
		await runOperation(apiOf(node), operation, [params], respond as never);

	test('is not in doubt without a response', async () => {
		const { outcomes, written } = await run(() => {
			throw Object.assign(new Error('reset'), { code: 'ECONNRESET' });
		});
		expect(outcomes[0]).toHaveProperty('failure.message');
		expect(outcomes[0]).not.toHaveProperty('failure.inDoubt', expect.anything());
		expect(outcomes[0]).toHaveProperty(
			'failure.description',
			expect.stringContaining('Nothing was changed'),
		);
		expect(written).toBe(0);
	});

	test('does not count as written', async () => {
		const data = { deleted_count: 1, not_found_count: 0 };
		const { outcomes, written } = await run(() => ({ status: 200, body: { data } }));
		expect(outcomes[0]).toHaveProperty('json');
		expect(written).toBe(0);
	});
});
