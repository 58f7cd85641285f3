import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { importOutcomes } from '../../../nodes/LeadLex/api/imports';
import type { Outcome } from '../../../nodes/shared/operation/outcome';

const rows = ['Ana', 'Bob', 'Eve'].map((full_name) => ({ row: { full_name }, options: {} }));
const outcomesOf = (data: IDataObject) => importOutcomes({ data }, rows);
const messageOf = (outcome: Outcome) => 'failure' in outcome && outcome.failure.message;
const isInDoubt = (outcome: Outcome) => 'failure' in outcome && Boolean(outcome.failure.inDoubt);
const error = (row_number: unknown, message = 'No name') => ({ row_number, message });

test.each<[string, IDataObject, unknown[]]>([
	['a row number as text', { created_count: 2, errors: [error('2')] }, [false, 'No name', false]],
	['no errors, as null', { created_count: 3, errors: null }, [false, false, false]],
	[
		'two errors of one row',
		{ created_count: 2, errors: [error(2), error(2, 'No email')] },
		[false, 'No name; No email', false],
	],
	[
		'a failed row that also counts as skipped',
		{ created_count: 2, skipped_count: 1, errors: [error(1)] },
		['No name', false, false],
	],
	['an error for each row', { errors: [1, 2, 3].map((at) => error(at)) }, Array(3).fill('No name')],
	[
		'an error for each row, all of them skipped',
		{
			created_count: 0,
			updated_count: 0,
			skipped_count: 3,
			errors: ['1', '2', '3'].map((at) => error(at)),
		},
		Array(3).fill('No name'),
	],
])('understands %s', (_, data, messages) => {
	const outcomes = outcomesOf(data);
	expect(outcomes.map(messageOf)).toEqual(messages);
	expect(outcomes.some(isInDoubt)).toBe(false);
});

describe('leaves all rows in doubt', () => {
	test.each<[string, IDataObject]>([
		['an error names no row', { created_count: 2, errors: [error(undefined)] }],
		['an error names half a row', { created_count: 2, errors: [error(1.5)] }],
		['more rows were created than did not fail', { created_count: 3, errors: [error(1)] }],
		['there are no counts', {}],
	])('when %s', (_, data) => {
		expect(outcomesOf(data).every(isInDoubt)).toBe(true);
	});
});

test('speaks of this item and not of a row of the request', () => {
	const [outcome] = outcomesOf({ created_count: 2, errors: [error(1)] });
	expect(outcome).toHaveProperty(
		'failure.description',
		'LeadLex did not import this item. Correct its values and run it again.',
	);
});
