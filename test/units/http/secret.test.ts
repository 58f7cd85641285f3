import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UserError } from 'n8n-workflow';

import { validateSecret, redactor } from '../../../nodes/shared/http/secret';
import { expectLinearTime } from '../../support/linearTime';

const KEY = 'wbk_9f8e7d6c5b4a';
/** Every character that a valid secret may have. */
const ALL_CHARACTERS = Array.from({ length: 94 }, (_, index) =>
	String.fromCharCode(33 + index),
).join('');

const validationError = (value: unknown) => {
	try {
		validateSecret(value, 'API Key', 'LeadLex');
	} catch (error) {
		expect(error).toBeInstanceOf(UserError);
		return error as UserError;
	}
	throw new Error('The secret was accepted');
};

describe('validateSecret', () => {
	test.each([` ${KEY}`, `${KEY}\r\n`, `\t${KEY}\u00a0`, `\ufeff${KEY}`])('trims %j', (value) => {
		expect(validateSecret(value, 'API Key', 'LeadLex')).toBe(KEY);
	});

	test('accepts all printable ASCII characters, and numbers', () => {
		expect(validateSecret(ALL_CHARACTERS, 'API Key', 'LeadLex')).toBe(ALL_CHARACTERS);
		expect(validateSecret(123456, 'API Key', 'LeadLex')).toBe('123456');
	});

	test.each([
		['wbk_\u200b9f8e', 'an invisible character (U+200B)'],
		[`${KEY}\u200b`, 'an invisible character (U+200B)'],
		['wbk_9f\u00ad8e', 'an invisible character (U+00AD)'],
		['wbk_\u00a09f8e', 'an invisible character (U+00A0)'],
		['wbk_9f\u20608e', 'an invisible character (U+2060)'],
		['wbk_\u00009f8e', 'an invisible character (U+0000)'],
		['wbk_\t9f8e', 'an invisible character (U+0009)'],
		['wbk_\u{e0041}9f8e', 'an invisible character (U+E0041)'],
		['wbk_\ud8009f8e', 'an invisible character (U+D800)'],
		[`\u201c${KEY}\u201d`, 'a curly quote (U+201C)'],
		[`${KEY}\u2019`, 'a curly quote (U+2019)'],
		[`Bearer ${KEY}`, 'a space'],
		['wbk_9f\n8e7d', 'a line break'],
		['wbk_9f\u20138e', 'a character that cannot be sent (U+2013)'],
		['schlüssel', 'a character that cannot be sent (U+00FC)'],
		['wbk_😀', 'a character that cannot be sent (U+1F600)'],
		['k'.repeat(1001), 'is too long'],
		['', 'is empty'],
		['  ', 'is empty'],
		[undefined, 'is empty'],
		[null, 'is empty'],
	])('rejects %j without showing it', (value, problem) => {
		const { message, description } = validationError(value);
		expect(message).toBe(
			`API Key of the LeadLex credential ${problem.startsWith('is') ? problem : `contains ${problem}`}`,
		);
		expect(description).toMatch(/^Open the LeadLex credential of this node and .*API Key/);
		expect(description).toMatch(/Nothing was sent\.$/);
		for (const part of String(value).match(/[a-z\d]{4,}/g) ?? []) {
			if (part === 'undefined' || part === 'null') continue;
			expect(`${message} ${description}`).not.toContain(part);
		}
	});
});

describe('redactor', () => {
	test('redacts a long key anywhere, also within a word', () => {
		const redact = redactor(KEY);
		expect(redact(`Bad key ${KEY}, again: x${KEY}x`)).toBe('Bad key ***, again: x***x');
		expect(redact('Nothing to see')).toBe('Nothing to see');
	});

	test.each([
		['plain text', (key: string) => key],
		['JSON', (key: string) => JSON.stringify({ note: `>${key}<` })],
		['JSON with slashes escaped', (key: string) => JSON.stringify(key).replaceAll('/', '\\/')],
		['a URL', (key: string) => `https://x.example/?apitoken=${encodeURIComponent(key)}&i=y`],
		['a URL in lower case', (key: string) => encodeURIComponent(key).replace(/%../g, toLowerCase)],
		['a form', (key: string) => new URLSearchParams({ key }).toString()],
		['a URL with every special character escaped', (key: string) => key.replace(/\W/g, percent)],
		['JSON with every special character escaped', (key: string) => key.replace(/\W/g, unicode)],
		['a URL with every character escaped', (key: string) => key.replace(/./g, percent)],
		['JSON with every character escaped', (key: string) => key.replace(/./g, unicode)],
		['a URL within a URL', (key: string) => encodeURIComponent(encodeURIComponent(key))],
		['a URL within a URL within a URL', (key: string) => twice(encodeURIComponent(key))],
		['HTML', (key: string) => key.replace(/[&<>"']/g, (sign) => HTML[sign])],
		['HTML with decimal codes', (key: string) => key.replace(/\W/g, decimal)],
		['HTML with long decimal codes', (key: string) => key.replace(/\W/g, longDecimal)],
		['HTML with hexadecimal codes', (key: string) => key.replace(/./g, (c) => `&#x${hex(c)};`)],
	])('redacts a key in %s', (_, encode) => {
		for (const key of [ALL_CHARACTERS, `${KEY}+/=`, "a'(b)*!", 'a/"\\%']) {
			const text = redactor(key)(encode(key));
			expect(text).toContain('***');
			expect(text.replace(/[^!-~]/g, '').length).toBeLessThan(45);
		}
	});

	test('redacts a short key only as a whole word', () => {
		const redact = redactor('k9x');
		expect(redact('k9x')).toBe('***');
		expect(redact('Bad key "k9x": k9x.')).toBe('Bad key "***": ***.');
		expect(redact('/leads?apitoken=k9x&i=y')).toBe('/leads?apitoken=***&i=y');
		expect(redact('to=%2Fleads%3Fapitoken%3Dk9x%26i')).toBe('to=%2Fleads%3Fapitoken%3D***%26i');
		expect(redact('"apitoken\\u003dk9x\\u0026i"')).toBe('"apitoken\\u003d***\\u0026i"');
		expect(redact('apitoken&#61;k9x&amp;i')).toBe('apitoken&#61;***&amp;i');
		for (const word of ['ak9x', 'k9xa', 'k9x_1', '0k9x', 'ék9x', 'k9xé', 'K9X']) {
			expect(redact(`a ${word} b`)).toBe(`a ${word} b`);
		}
	});

	test('treats special characters of a short key literally', () => {
		expect(redactor('a.c')('a.c abc')).toBe('*** abc');
		expect(redactor('$1|^')('cost $1|^ or $1')).toBe('cost *** or $1');
	});

	test('leaves texts unchanged if the secret is empty', () => {
		expect(redactor('')('abc')).toBe('abc');
	});

	test('redacts any valid key that is a word of its own', () => {
		const key = fc.string({
			unit: fc.constantFrom(...ALL_CHARACTERS),
			minLength: 1,
			maxLength: 40,
		});
		fc.assert(
			fc.property(key, (secret) => {
				expect(redactor(secret)(` ${secret} `)).not.toContain(` ${secret} `);
				expect(redactor(secret)(`=${encodeURIComponent(secret)}&`)).toContain('***');
			}),
		);
	});

	test('takes linear time for long keys and texts', () => {
		const textOf = (length: number) => 'the quick brown fox %2f '.repeat(3 * length);
		const text = textOf(60_000);
		for (const key of ['k9x', KEY, KEY.repeat(62)]) {
			const redact = redactor(key);
			expect(redact(text)).toBe(text);
			expectLinearTime(textOf, redact);
		}
	});
});

const HTML: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};
const twice = (text: string) => encodeURIComponent(encodeURIComponent(text));
const decimal = (sign: string) => `&#${sign.charCodeAt(0)};`;
const longDecimal = (sign: string) => `&#0${sign.charCodeAt(0)};`;
const toLowerCase = (text: string) => text.toLowerCase();
const percent = (sign: string) => `%${hex(sign).toUpperCase()}`;
const unicode = (sign: string) => `\\u00${hex(sign)}`;
const hex = (sign: string) => sign.charCodeAt(0).toString(16);
