import { describe, expect, test } from '@jest/globals';

import { requestedPause } from '../../../nodes/shared/rateLimit/headers';

const START = Date.parse('2026-02-25T09:00:00Z');
const DAY = 24 * 60 * 60 * 1000;

describe('requestedPause', () => {
	test.each([
		['seconds', { 'retry-after': '7' }, 7000],
		['zero', { 'retry-after': '0' }, 0],
		['a fraction of a second', { 'retry-after': '0.25' }, 250],
		['an HTTP date', { 'retry-after': new Date(START + 90_000).toUTCString() }, 90_000],
		['a repeated header', { 'retry-after': '1, 1' }, 1000],
		['the Unix time of the reset', { 'x-ratelimit-reset': String(START / 1000 + 30) }, 30_000],
		[
			'the Unix time of the reset in milliseconds',
			{ 'x-ratelimit-reset': String(START + 30_000) },
			30_000,
		],
		[
			'the Unix time of the reset in microseconds',
			{ 'x-ratelimit-reset': `${START + 30_000}000` },
			30_000,
		],
		['the seconds until the reset', { 'x-ratelimit-reset': '30' }, 30_000],
		['a reset tomorrow', { 'x-ratelimit-reset': (START + DAY) / 1000 }, DAY],
		[
			'the reset of a used-up counter',
			{ 'x-ratelimit-reset': START / 1000 + 30, 'x-ratelimit-remaining': '0' },
			30_000,
		],
		[
			'Retry-After and prefers it to the reset',
			{ 'retry-after': '2', 'x-ratelimit-reset': String(START / 1000 + 30) },
			2000,
		],
	])('reads %s', (_, headers, expected) => {
		expect(requestedPause(headers, START)).toBe(expected);
	});

	test.each([
		['no header', {}],
		['text', { 'retry-after': 'soon' }],
		['a negative number', { 'retry-after': '-5' }],
		['a number with an exponent', { 'retry-after': '1e20' }],
		['a pause of years', { 'retry-after': '99999999999' }],
		['400 digits', { 'retry-after': '9'.repeat(400) }],
		['a date in the past', { 'retry-after': new Date(START - 1000).toUTCString() }],
		['a reset in the past', { 'x-ratelimit-reset': String(START / 1000 - 10) }],
		['a reset that is implausible in every unit', { 'x-ratelimit-reset': '99999999999999999999' }],
		['an empty header', { 'retry-after': '', 'x-ratelimit-reset': '' }],
		[
			'the reset of another counter',
			{ 'x-ratelimit-reset': String(START / 1000 + 30), 'x-ratelimit-remaining': '7' },
		],
	])('ignores %s', (_, headers) => {
		expect(requestedPause(headers, START)).toBeUndefined();
	});
});
