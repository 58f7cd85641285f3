import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';

import { throttleFor } from '../../../nodes/shared/rateLimit/throttleRegistry';

const MINUTE = 60_000;
const LIMITS = { maxInFlight: 10, maxWait: 0 };

const throttleOf = (secret: string, baseUrl = 'https://api.example.com') =>
	throttleFor({ name: 'LeadLex' }, baseUrl, secret);

beforeAll(() => {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
});

afterAll(() => {
	jest.useRealTimers();
});

describe('executions share a throttle', () => {
	test('if they use the same key at the same address', () => {
		const throttle = throttleOf('key');
		expect(throttleOf('key')).toBe(throttle);
		expect(throttleOf('another key')).not.toBe(throttle);
		expect(throttleOf('key', 'https://other.example.com')).not.toBe(throttle);
	});

	test('if one starts within ten minutes after the other', () => {
		// The idle throttles are dropped between the two
		jest.advanceTimersByTime(9 * MINUTE);
		const throttle = throttleOf('next');
		jest.advanceTimersByTime(9 * MINUTE);
		expect(throttleOf('next')).toBe(throttle);
	});

	test('if the other runs for long', () => {
		const throttle = throttleOf('long');
		throttle.join(LIMITS);
		for (let minutes = 0; minutes < 60; minutes += 15) {
			jest.advanceTimersByTime(15 * MINUTE);
			expect(throttleOf('long')).toBe(throttle);
		}
	});
});

test('a throttle that has been idle for long is dropped', () => {
	const throttle = throttleOf('old');
	jest.advanceTimersByTime(21 * MINUTE);
	throttleOf('of another execution');
	expect(throttleOf('old')).not.toBe(throttle);
});
