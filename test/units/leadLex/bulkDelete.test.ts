import { describe, expect, test } from '@jest/globals';
import type { IDataObject } from 'n8n-workflow';

import { bulkDeleteOutcomes } from '../../../nodes/LeadLex/api/bulkDelete';

const outcomesOf = (data: IDataObject, dry_run?: boolean) =>
	bulkDeleteOutcomes('contact')(
		{ data },
		['a', 'b', 'c'].map((id) => ({ id, dry_run })),
	);
const refusal = { contact_id: 'c', code: 'in_use', message: 'In use' };

describe('when LeadLex deleted some contacts and did not find the others', () => {
	test('all are gone, and it is open which were deleted', () => {
		const counts = { deleted_count: 2, not_found_count: 1 };
		expect(outcomesOf({ ...counts, errors: null })).toEqual(
			['a', 'b', 'c'].map((id) => ({ json: { id, deleted: null, ...counts } })),
		);
	});

	test.each([1, 2])('those that it did not refuse are gone (%i not found)', (not_found_count) => {
		const counts = { deleted_count: 1, not_found_count };
		const outcomes = outcomesOf({ ...counts, errors: [refusal] });
		expect(outcomes.slice(0, 2)).toEqual(
			['a', 'b'].map((id) => ({ json: { id, deleted: null, ...counts } })),
		);
		expect(outcomes[2]).toHaveProperty('failure.message', 'In use');
	});

	test('a dry run does not say which it found', () => {
		const counts = { deleted_count: 2, not_found_count: 1 };
		expect(outcomesOf(counts, true)[0]).toEqual({
			json: { id: 'a', deleted: false, dry_run: true, found: null, ...counts },
		});
	});
});

test.each<IDataObject>([
	{ deleted_count: 1, not_found_count: 1 },
	{ deleted_count: 2 },
	{ not_found_count: 1 },
	{},
])('leaves the contacts in doubt when the counts do not add up: %j', (counts) => {
	for (const outcome of outcomesOf(counts)) {
		expect(outcome).toHaveProperty('failure.inDoubt', 'doNotRetry');
	}
});
