import { describe, expect, test } from '@jest/globals';

import { requestedPause } from '../../../nodes/shared/rateLimit/headers';

const START = Date.parse('2026-02-25T09:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

describe('pauseTold', () => {
	test.each([
		['seconds', { 'retry-after': '7' }, 7000],
		['now', { 'retry-after': '0' }, 0],
		['parts of a second', { 'retry-after': '0.25' }, 250],
		['an HTTP date', { 'retry-after': new Date(START + 90_000).toUTCString() }, 90_000],
		['a header that stands twice', { 'retry-after': '1, 1' }, 1000],
		['the Unix time of the reset', { 'x-ratelimit-reset': String(START / 1000 + 30) }, 30_000],
		['the same in milliseconds', { 'x-ratelimit-reset': String(START + 30_000) }, 30_000],
		['the same in microseconds', { 'x-ratelimit-reset': `${START + 30_000}000` }, 30_000],
		['seconds until the reset', { 'x-ratelimit-reset': '30' }, 30_000],
		['tomorrow', { 'x-ratelimit-reset': (START + DAY) / 1000 }, DAY],
		[
			'the reset of a used-up counter',
			{ 'x-ratelimit-reset': START / 1000 + 30, 'x-ratelimit-remaining': '0' },
			30_000,
		],
		[
			'Retry-After before the reset',
			{ 'retry-after': '2', 'x-ratelimit-reset': String(START / 1000 + 30) },
			2000,
		],
	])('understands %s', (_, headers, expected) => {
		expect(requestedPause(headers, START)).toBe(expected);
	});

	test.each([
		['no header', {}],
		['words', { 'retry-after': 'soon' }],
		['a negative number', { 'retry-after': '-5' }],
		['a number with an exponent', { 'retry-after': '1e20' }],
		['years', { 'retry-after': '99999999999' }],
		['more digits than a number has', { 'retry-after': '9'.repeat(400) }],
		['a date that is over', { 'retry-after': new Date(START - 1000).toUTCString() }],
		['a reset that is over', { 'x-ratelimit-reset': String(START / 1000 - 10) }],
		['a reset in no unit', { 'x-ratelimit-reset': '99999999999999999999' }],
		['an empty header', { 'retry-after': '', 'x-ratelimit-reset': '' }],
		[
			'the reset of another counter',
			{ 'x-ratelimit-reset': String(START / 1000 + 30), 'x-ratelimit-remaining': '7' },
		],
	])('is told nothing by %s', (_, headers) => {
		expect(requestedPause(headers, START)).toBeUndefined();
	});
});
