/** Run it with another `TZ` too: a time without a zone must not depend on that of the server. */
import { describe, expect, test } from '@jest/globals';

import { parseTime } from '../../../nodes/shared/utils/time';

const TIME = Date.UTC(2026, 1, 25, 9, 30);

describe('parseTime', () => {
	test.each<unknown>([
		'2026-02-25T09:30:00Z',
		'2026-02-25T09:30:00.000Z',
		'2026-02-25T09:30:00.000000Z',
		'2026-02-25T09:30Z',
		'2026-02-25T10:30:00+01:00',
		'2026-02-25T04:30:00-0500',
		'2026-02-25t09:30:00z',
		' 2026-02-25T09:30:00Z ',
		'2026-02-25 09:30:00 UTC',
		'Wed, 25 Feb 2026 09:30:00 GMT',
		TIME,
		String(TIME),
		TIME / 1000,
		String(TIME / 1000),
		`${TIME / 1000}.0`,
	])('reads %j', (value) => {
		expect(parseTime(value)).toBe(TIME);
	});

	test.each(['2026-02-25T09:30', '2026-02-25T09:30:00', '2026-02-25 09:30:00,000'])(
		'reads %j in UTC, wherever n8n runs',
		(value) => {
			expect(parseTime(value)).toBe(TIME);
		},
	);

	test('reads a day as its beginning', () => {
		expect(parseTime('2026-02-25')).toBe(Date.UTC(2026, 1, 25));
	});

	test.each<unknown>([
		...[undefined, null, '', ' ', true, {}, [], [TIME], NaN, Infinity, -1, 0, 5],
		...['now', 'call 7', '2026', '25/02/2026', '2026-13-01', '2026-02-25T25:00:00Z', '-1'],
		new Date(TIME),
	])('finds no time in %j', (value) => {
		expect(parseTime(value)).toBeUndefined();
	});
});
