import { expect, test } from '@jest/globals';
import type { INodeExecutionData } from 'n8n-workflow';

import { Ledger } from '../../../nodes/shared/run/ledger';
import type { Failure, Outcome } from '../../../nodes/shared/operation/outcome';
import type { Operation } from '../../../nodes/shared/operation/types';
import type { Job } from '../../../nodes/shared/run/plan';
import { retryMemory } from '../../../nodes/shared/run/retryMemory';
import { cancelledFailure, rateLimitFailure } from '../../../nodes/shared/http/messages';

const operation = { properties: [] } as unknown as Operation<string>;
const task = { itemIndex: 0, params: 'a' };
const job: Job<string> = {
	...{ *steps() {}, records: ['a'], tasks: [[task]], group: '' },
};
const failureOf = (inDoubt: Failure['inDoubt'], message = 'No answer'): Outcome => ({
	failure: { message, description: 'Look there.', inDoubt },
});

/** Two tries of one run, as Retry On Fail makes them: how the record has ended then. */
function afterTwoAttempts(first: Outcome, second: Outcome): Outcome | undefined {
	const items: INodeExecutionData[] = [{ json: {} }];
	new Ledger(operation, items, [task]).settle(job, [first], true);
	const ledger = new Ledger(operation, items, [task]);
	if (!ledger.outcomes.has(task)) ledger.settle(job, [second], false);
	return ledger.outcomes.get(task);
}

const done: Outcome = { json: { id: 1 } };
const refused: Outcome = {
	failure: { message: 'No', description: 'Correct it.', httpCode: '400' },
};

test.each([
	...[cancelledFailure, rateLimitFailure('LeadLex', 60, undefined)].map((failure) => ({ failure })),
	refused,
])('a doubt of the try before stays when nothing was done now: %j', (second) => {
	expect(afterTwoAttempts(failureOf('mayRetry'), second)).toEqual(failureOf('mayRetry'));
});

test.each([done, failureOf('mayRetry', 'Again no answer')])(
	'a doubt of the try before ends with %j',
	(second) => {
		expect(afterTwoAttempts(failureOf('mayRetry'), second)).toEqual(second);
	},
);

test.each([done, failureOf('doNotRetry')])('%j is not sent again', (first) => {
	expect(afterTwoAttempts(first, refused)).toEqual(first);
});

test('a run that is cancelled before an item is read tells its doubt too', () => {
	const items: INodeExecutionData[] = [{ json: {} }];
	new Ledger(operation, items, [task]).settle(job, [failureOf('mayRetry')], true);
	expect(retryMemory(items).recallAll(0)).toEqual([failureOf('mayRetry')]);
});
