import { describe, expect, test } from '@jest/globals';

import { toErrorItem } from '../../../nodes/shared/run/output';

describe('toErrorItem', () => {
	test('returns what happened and what to do, and nothing else', () => {
		const failure = { message: 'It was refused', description: 'Look there.' };
		expect(toErrorItem({ ...failure, httpCode: '409', inDoubt: 'doNotRetry' }, 3)).toEqual({
			json: { error: 'It was refused', message: 'Look there.' },
			pairedItem: { item: 3 },
		});
	});

	test('replaces blank texts, which older versions of n8n treat as a success', () => {
		const { json } = toErrorItem({ message: '', description: '' }, 0);
		expect(json).toEqual({
			error: expect.stringMatching(/./),
			message: expect.stringMatching(/./),
		});
	});
});
