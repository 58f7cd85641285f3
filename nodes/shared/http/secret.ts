import { UserError } from 'n8n-workflow';

/** A secret of this length is itself wherever it stands. A shorter one may be part of other words. */
const MIN_LENGTH_TO_REDACT_ANYWHERE = 12;
const LETTER_OR_DIGIT = '[\\p{L}\\p{N}_]';

/**
 * What a credential sends in a header or a query, as it arrives there. The HTTP client drops or
 * changes other characters than these, and an API could then send back a secret that nobody looks
 * for.
 */
export function validateSecret(value: unknown, label: string, provider: string): string {
	const secret = String(value ?? '').trim();
	const problem = (what: string, advice: string) =>
		new UserError(`${label} of the ${provider} credential ${what}`, {
			description: `Open the ${provider} credential of this node and ${advice}. Nothing was sent.`,
		});

	if (secret === '') throw problem('is empty', `fill in ${label}`);
	const [stranger] = /[^!-~]/u.exec(secret) ?? [];
	if (stranger) {
		const source = `copied from ${provider} itself, as e-mails and documents add such characters`;
		throw problem(
			`holds ${describeCharacter(stranger)}`,
			`enter ${label} again without it, ${source}`,
		);
	}
	return secret;
}

function describeCharacter(character: string): string {
	if (character === ' ') return 'a space';
	if (/[\r\n]/.test(character)) return 'a line break';
	const codePoint = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
	if (/[\p{C}\p{Z}]/u.test(character)) return `an invisible character (U+${codePoint})`;
	if (/[\u2018-\u201f]/.test(character)) return `a curly quote (U+${codePoint})`;
	return `a character that cannot be sent (U+${codePoint})`;
}

/** Takes a clean secret out of a text, whichever of its signs are escaped as in URLs and JSON. */
export function redactor(secret: string): (text: string) => string {
	if (secret === '') return (text) => text;
	const spelled = secret.replace(/\W/g, encodings);
	const pattern =
		secret.length < MIN_LENGTH_TO_REDACT_ANYWHERE
			? `(?:(?<!${LETTER_OR_DIGIT})|(?<=%[\\da-fA-F]{2}))${spelled}(?!${LETTER_OR_DIGIT})`
			: spelled;
	const anywhere = new RegExp(pattern, 'gu');
	return (text) => text.replace(anywhere, '***');
}

function encodings(sign: string): string {
	const literal = sign.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
	const hex = sign.charCodeAt(0).toString(16);
	const code = `(?:${hex}|${hex.toUpperCase()})`;
	return `(?:\\\\?${literal}|%${code}|\\\\u00${code})`;
}
