import { expect, test } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { Ledger } from '../../../nodes/shared/run/ledger';
import { retryMemory } from '../../../nodes/shared/run/retryMemory';
import type { Failure, Outcome } from '../../../nodes/shared/operation/outcome';
import type { Operation } from '../../../nodes/shared/operation/types';
import type { Job } from '../../../nodes/shared/run/plan';
import { cancelledFailure, rateLimitFailure } from '../../../nodes/shared/http/messages';

const operation = { properties: [] } as unknown as Operation<string>;
const task = { itemIndex: 0, params: 'a' };
const job: Job<string> = {
	...{ operation, *steps() {}, records: ['a'], tasks: [[task]], group: '' },
};
const failureOf = (inDoubt: Failure['inDoubt'], message = 'No answer'): Outcome => ({
	failure: { message, description: 'Look there.', inDoubt },
});

/** Returns the outcome of a record after two attempts of Retry On Fail. */
function afterTwoAttempts(first: Outcome, second: Outcome): Outcome | undefined {
	const items: INodeExecutionData[] = [{ json: {} }];
	new Ledger(operation, retryMemory(items), [task]).settle(job, [first], true);
	const ledger = new Ledger(operation, retryMemory(items), [task]);
	if (!ledger.outcomes.has(task)) ledger.settle(job, [second], false);
	return ledger.outcomes.get(task);
}

const done: Outcome = { json: { id: 1 } };
const rejected: Outcome = {
	failure: { message: 'No', description: 'Correct it.', httpCode: '400' },
};

test.each([
	...[cancelledFailure, rateLimitFailure('LeadLex', 60, undefined)].map((failure) => ({ failure })),
	rejected,
])('keeps the doubt of the previous attempt if this one wrote nothing: %j', (second) => {
	expect(afterTwoAttempts(failureOf('mayRetry'), second)).toEqual(failureOf('mayRetry'));
});

test.each([done, failureOf('mayRetry', 'Again no response')])(
	'replaces the doubt of the previous attempt with %j',
	(second) => {
		expect(afterTwoAttempts(failureOf('mayRetry'), second)).toEqual(second);
	},
);

test.each([done, failureOf('doNotRetry')])('does not send a record again after %j', (first) => {
	expect(afterTwoAttempts(first, rejected)).toEqual(first);
});

test('keeps the doubt of an item that the cancelled run did not read', () => {
	const items: INodeExecutionData[] = [{ json: {} }];
	new Ledger(operation, retryMemory(items), [task]).settle(job, [failureOf('mayRetry')], true);
	expect(retryMemory(items).recallAll(0)).toEqual([failureOf('mayRetry')]);
});

test('counts the tasks that wrote their record, in earlier attempts too', () => {
	const items: INodeExecutionData[] = [{ json: {} }];
	const ledger = new Ledger(operation, retryMemory(items), [task]);
	ledger.settle(job, [done], false);
	expect(ledger.written).toBe(0);
	ledger.settle(job, [done], true);
	expect(ledger.written).toBe(1);
	expect(new Ledger(operation, retryMemory(items), [task]).written).toBe(1);
});
