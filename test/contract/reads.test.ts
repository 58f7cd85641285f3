/** Every operation that reads: its requests are shared, and nothing is in doubt or counts as written. */
import { describe, expect, test } from '@jest/globals';

import { isSafe } from '../../nodes/shared/http/failures';
import type { Outcome } from '../../nodes/shared/operation/outcome';
import {
	documentedRequests,
	documentedResponse,
	runEqualItems,
	safeRequestsOf,
} from '../support/documentedRun';
import { operations } from '../support/package';
import type { Respond } from '../support/runOperation';

const failureOf = (outcome?: Outcome) =>
	outcome && 'failure' in outcome ? outcome.failure : undefined;
const reset = () => Object.assign(new Error('reset'), { code: 'ECONNRESET' });

const reads = operations.filter((entry) => documentedRequests(entry).every(isSafe));
const writes = operations.filter((entry) => !reads.includes(entry));

test('there are operations of each kind', () => {
	expect(Math.min(reads.length, writes.length)).toBeGreaterThan(20);
});

/** Runs an operation with equal items while no response comes. */
const withoutResponse = async (entry: (typeof reads)[number]) =>
	await runEqualItems(entry, 2, () => {
		throw reset();
	});

describe.each(reads)('$title', (entry) => {
	const respond: Respond = (request) => documentedResponse(entry, request);

	test('sends the requests of one item for items with the same values, and comes out for each', async () => {
		const alone = await runEqualItems(entry, 1, respond);
		const { sent, outcomes, written } = await runEqualItems(entry, 3, respond);
		expect(sent.map(({ method, url, body }) => ({ method, url, body }))).toEqual(
			alone.sent.map(({ method, url, body }) => ({ method, url, body })),
		);
		expect(alone.outcomes[0]).toBeDefined();
		expect(outcomes).toEqual(Array(3).fill(alone.outcomes[0]));
		expect(written).toBe(0);
	});
});

// All at once, because the attempts of a read are half a second apart
test('without a response, each read fails for each of its items, and none is in doubt or written', async () => {
	const results = await Promise.all(reads.map(withoutResponse));
	const problems = results.flatMap(({ outcomes, written }, index) => {
		const isTrue = outcomes.every((outcome) => {
			const failure = failureOf(outcome);
			return failure?.inDoubt === undefined && failure?.description.includes('Nothing was changed');
		});
		return isTrue && outcomes.length === 2 && written === 0 ? [] : reads[index].title;
	});
	expect(problems).toEqual([]);
});

const isSingle = ({ operation }: (typeof writes)[number]) =>
	!('steps' in operation) && !('batch' in operation);

test.each(writes.filter(isSingle))('$title is sent for each item', async (entry) => {
	const { sent } = await runEqualItems(entry, 3, (request) => documentedResponse(entry, request));
	const isSafeRequest = safeRequestsOf(entry);
	expect(sent.filter((request) => !isSafeRequest(request))).toHaveLength(3);
});
