import { describe, expect, test } from '@jest/globals';

import {
	cleanPasted,
	emailKey,
	idKey,
	nameKey,
	toAsciiDomain,
} from '../../../nodes/shared/utils/text';
import { expectLinearTime } from '../../support/linearTime';

const UUID = 'c1b2a3d4-e5f6-7890-abcd-ef1234567890';

describe('cleanPasted', () => {
	test.each([
		[` ${UUID}\n`, UUID],
		[`\ufeff${UUID}\u200b`, UUID],
		['\u202a+61 491 570 006\u202c', '+61 491 570 006'],
		['12\u00ad34', '1234'],
		[`"${UUID}"`, UUID],
		[`\u201c ${UUID} \u201d`, UUID],
		["'0491570006", '0491570006'],
		['«a»', 'a'],
		['\u00a0a\u00a0', 'a'],
		['', ''],
		['"\u200b"', ''],
		["a'b c", "a'b c"],
		['a\nb', 'a\nb'],
		['😀', '😀'],
	])('makes %j %j', (pasted, clean) => {
		expect(cleanPasted(pasted)).toBe(clean);
	});

	test('takes linear time', () => {
		for (const seed of [' ', '"', '\u200b', 'a ', ' a', '" "']) {
			const textOf = (length: number) => seed.repeat(length / seed.length);
			expectLinearTime(textOf, (text) => cleanPasted(`${text}!`));
			expectLinearTime(textOf, (text) => cleanPasted(`a${text}!${text}`));
		}
	});
});

describe('keys', () => {
	test('of UUIDs ignore their case, and of other IDs do not', () => {
		expect(idKey(UUID.toUpperCase())).toBe(idKey(UUID));
		expect(idKey('aB')).not.toBe(idKey('Ab'));
		expect(idKey(12)).toBe(idKey('12'));
	});

	test('of names ignore how an accent is written, and spaces around', () => {
		expect(nameKey(' Jo\u0061\u0303o ')).toBe(nameKey('João'));
		expect(nameKey('Acme')).not.toBe(nameKey('acme'));
	});

	test('of emails ignore case, and how an international domain is written', () => {
		expect(emailKey('Jane@M\u00fcnchen.Example')).toBe(emailKey('jane@xn--mnchen-3ya.example'));
		expect(emailKey('a@mu\u0308nchen.example')).toBe(emailKey('a@m\u00fcnchen.example'));
		expect(emailKey('a@b.example')).not.toBe(emailKey('a@c.example'));
		expect(emailKey(undefined)).not.toBe(emailKey(''));
	});
});

describe('toAsciiDomain', () => {
	test.each([
		['münchen.example', 'xn--mnchen-3ya.example'],
		['例え。テスト', 'xn--r8jz45g.xn--zckzah'],
		['Example.com', 'Example.com'],
		// What a URL would read as something else stays as it is
		['ü.example/x', 'ü.example/x'],
		['ü.example:80', 'ü.example:80'],
		['ü.example#x', 'ü.example#x'],
		['ü@example.com', 'ü@example.com'],
		[`${'ü'.repeat(300)}.example`, `${'ü'.repeat(300)}.example`],
	])('makes %j %j', (domain, ascii) => {
		expect(toAsciiDomain(domain)).toBe(ascii);
	});
});
