import { describe, expect, test } from '@jest/globals';

import { leadLex } from '../../../nodes/LeadLex/api';
import { validateBaseUrl } from '../../../nodes/shared/http/baseUrl';
import { toFailure } from '../../../nodes/shared/http/failures';
import { inTime, LONG } from '../../support/linearTime';

const said = (text: string) =>
	toFailure(leadLex, { method: 'POST', path: '/' }, { status: 400, headers: {}, text })?.message;

test.each([
	['see https://a.com/x?apitoken=abc&i=d for more', 'see (address) for more'],
	['GET /leads?apitoken=abc&i=d is not there', 'GET /leads(query) is not there'],
	['(http://a.com) _https://a.com 1https://a.com', '((address) _(address) (address)'],
	['what? why?x?token=abc', 'what? why?x(query)'],
	['a.b+c-d://secret', '(address)'],
	['Is it so? a = b', 'Is it so? a = b'],
])('quotes the words of an API without addresses: %s', (words, expected) => {
	expect(said(words)).toBe(expected);
});

test.each([
	['nothing tells it from another', {}, 'Check there before', 'doNotRetry'],
	['its key stands for this run only', { idempotencyKey: true }, 'Check there before', 'mayRetry'],
	['doing it twice changes nothing', { idempotent: true }, 'You can run this', 'mayRetry'],
] as const)('says of a write without an answer what to do when %s', (_, kind, words, inDoubt) => {
	const failure = toFailure(leadLex, { method: 'POST', path: '/', ...kind }, { code: 'TIMEOUT' });
	expect(failure).toMatchObject({ description: expect.stringContaining(words), inDoubt });
});

describe('takes no longer for a long answer than its length asks for', () => {
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

	test.each(seeds)('%p', (seed) => {
		const long = seed.repeat(LONG / seed.length);
		for (const words of [long, `x${long}x`, `https://${long}`, `?${long} `]) {
			inTime(() => said(words));
		}
	});

	test('nor for a base URL', () => {
		inTime(() => validateBaseUrl(`https://a.com/${'/'.repeat(LONG)}x`, 'X'));
		inTime(() => validateBaseUrl(`http://${'a.'.repeat(LONG / 2)}x`, 'X'));
		expect(validateBaseUrl('https://a.com/b///', 'X')).toBe('https://a.com/b');
	});
});
