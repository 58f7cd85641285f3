import { UserError } from 'n8n-workflow';

/** Secrets of this length are redacted anywhere; shorter ones only as whole words. */
const MIN_LENGTH_TO_REDACT_ANYWHERE = 12;
const LETTER_OR_DIGIT = '[\\p{L}\\p{N}_]';

/**
 * Returns the secret of a credential exactly as it is sent. Throws a UserError if it is empty or has other
 * characters than printable ASCII: the HTTP client drops or changes them, so the API could send back a
 * secret that the redactor does not recognise.
 */
export function validateSecret(value: unknown, label: string, provider: string): string {
	const secret = String(value ?? '').trim();
	const problem = (what: string, advice: string) =>
		new UserError(`${label} of the ${provider} credential ${what}`, {
			description: `Open the ${provider} credential of this node and ${advice}. Nothing was sent.`,
		});

	if (secret === '') throw problem('is empty', `fill in ${label}`);
	const [unsendable] = /[^!-~]/u.exec(secret) ?? [];
	if (unsendable) {
		const source = `copied from ${provider} itself, as e-mails and documents add such characters`;
		throw problem(
			`holds ${describeCharacter(unsendable)}`,
			`enter ${label} again without it, ${source}`,
		);
	}
	return secret;
}

function describeCharacter(character: string): string {
	if (character === ' ') return 'a space';
	if (/[\r\n]/.test(character)) return 'a line break';
	const codePoint = Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0');
	if (/[\p{C}\p{Z}]/u.test(character)) return `an invisible character (U+${codePoint})`;
	if (/[\u2018-\u201f]/.test(character)) return `a curly quote (U+${codePoint})`;
	return `a character that cannot be sent (U+${codePoint})`;
}

/** Returns a function that redacts a valid secret from a text, also if characters are URL- or JSON-escaped. */
export function redactor(secret: string): (text: string) => string {
	if (secret === '') return (text) => text;
	const escaped = secret.replace(/\W/g, encodings);
	const pattern =
		secret.length < MIN_LENGTH_TO_REDACT_ANYWHERE
			? `(?:(?<!${LETTER_OR_DIGIT})|(?<=%[\\da-fA-F]{2}))${escaped}(?!${LETTER_OR_DIGIT})`
			: escaped;
	const occurrences = new RegExp(pattern, 'gu');
	return (text) => text.replace(occurrences, '***');
}

/** A pattern for a character: as it is, or escaped as in URLs and JSON. */
function encodings(character: string): string {
	const literal = character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
	const hex = character.charCodeAt(0).toString(16);
	const code = `(?:${hex}|${hex.toUpperCase()})`;
	return `(?:\\\\?${literal}|%${code}|\\\\u00${code})`;
}
