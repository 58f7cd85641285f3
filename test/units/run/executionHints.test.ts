import { expect, test } from '@jest/globals';
import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import { voxworks } from '../../../nodes/Voxworks/api';
import type { Outcome } from '../../../nodes/shared/operation/outcome';
import { addFailureHint } from '../../../nodes/shared/run/executionHints';

const success: Outcome = { json: {} };
const failure = (message: string): Outcome => ({ failure: { message, description: '' } });
const inDoubt: Outcome = { failure: { message: 'Lost', description: '', inDoubt: 'doNotRetry' } };
const times = (count: number, outcome: Outcome) => Array<Outcome>(count).fill(outcome);

function hintFor(outcomes: Outcome[]): string | undefined {
	const hints: NodeExecutionHint[] = [];
	const ctx = { addExecutionHints: (hint: NodeExecutionHint) => void hints.push(hint) };
	addFailureHint(ctx as unknown as IExecuteFunctions, voxworks, outcomes);
	return hints[0]?.message;
}

test('a run that failed in part says how many items failed, and why', () => {
	const outcomes = [
		...times(980, success),
		...times(3, failure('The phone number is invalid')),
		...times(17, failure('Contact with this phone number already exists')),
	];
	expect(hintFor(outcomes)).toBe(
		'980 of 1,000 items done, 20 failed (17 × Contact with this phone number already exists, 3 × The phone number is invalid)',
	);
});

test('a run in which all items succeeded, or all failed, gets no such hint', () => {
	expect(hintFor(times(3, success))).toBeUndefined();
	expect(hintFor(times(3, failure('No')))).toBeUndefined();
	expect(hintFor([])).toBeUndefined();
});

test('items in doubt are left to the hint about doubts', () => {
	expect(hintFor([success, inDoubt])).toBeUndefined();
	expect(hintFor([success, inDoubt, failure('No')])).toBe('1 of 3 items done, 1 failed (1 × No)');
});

test('a hint is short, and shows markup as text', () => {
	const outcomes = [success, ...[1, 2, 3, 4].map((n) => failure(`<b>${n}${'x'.repeat(1000)}`))];
	expect(hintFor(outcomes)!.length).toBeLessThan(1000);
	expect(hintFor(outcomes)).not.toContain('<b>');
});
