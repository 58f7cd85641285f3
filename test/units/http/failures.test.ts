import { describe, expect, test } from '@jest/globals';

import { leadLex } from '../../../nodes/LeadLex/api';
import { validateBaseUrl } from '../../../nodes/shared/http/baseUrl';
import { toFailure } from '../../../nodes/shared/http/failures';
import { expectLinearTime } from '../../support/linearTime';

/** The message of a failure whose response has this text. */
const messageFor = (text: string) =>
	toFailure(leadLex, { method: 'POST', path: '/' }, { status: 400, headers: {}, text })?.message;

test.each([
	['see https://a.com/x?apitoken=abc&i=d for more', 'see (address) for more'],
	['GET /leads?apitoken=abc&i=d is not there', 'GET /leads(query) is not there'],
	['(http://a.com) _https://a.com 1https://a.com', '((address) _(address) (address)'],
	['what? why?x?token=abc', 'what? why?x(query)'],
	['a.b+c-d://secret', '(address)'],
	['Is it so? a = b', 'Is it so? a = b'],
])('removes addresses and queries from the message of an API: %s', (text, expected) => {
	expect(messageFor(text)).toBe(expected);
});

test.each([
	['it is neither idempotent nor has an Idempotency-Key', {}, 'Check there before', 'doNotRetry'],
	[
		'its Idempotency-Key only identifies it within this run',
		{ idempotencyKey: true },
		'Check there before',
		'mayRetry',
	],
	['it is idempotent', { idempotent: true }, 'You can run this', 'mayRetry'],
] as const)(
	'says what to do about a write without a response when %s',
	(_, kind, advice, inDoubt) => {
		const failure = toFailure(leadLex, { method: 'POST', path: '/', ...kind }, { code: 'TIMEOUT' });
		expect(failure).toMatchObject({ description: expect.stringContaining(advice), inDoubt });
	},
);

describe('takes linear time', () => {
	const seeds = [
		'a',
		'a.',
		'a-',
		'?',
		'?a',
		'?=',
		'??a=',
		'://',
		'a:',
		'a:/',
		'a://',
		' ',
		'a ',
		'= ',
	];

	test.each(seeds)('for a long response made of %p', (seed) => {
		const textOf = (length: number) => seed.repeat(length / seed.length);
		for (const [start, end] of [
			['', ''],
			['x', 'x'],
			['https://', ''],
			['?', ' '],
		]) {
			expectLinearTime(textOf, (text) => messageFor(start + text + end));
		}
	});

	test('for a long base URL', () => {
		const validate = (url: string) => validateBaseUrl(url, 'X');
		expectLinearTime((length) => `https://a.com/${'/'.repeat(length)}x`, validate);
		expectLinearTime((length) => `http://${'a.'.repeat(length / 2)}x`, validate);
		expect(validateBaseUrl('https://a.com/b///', 'X')).toBe('https://a.com/b');
	});
});
