import { UserError } from 'n8n-workflow';

/** Secrets of this length are redacted anywhere; shorter ones only as whole words. */
const MIN_LENGTH_TO_REDACT_ANYWHERE = 12;
/** Much longer than any key. A pattern for a secret of several thousand characters would overflow the stack of V8. */
const MAX_LENGTH = 1000;
const LETTER_OR_DIGIT = '[\\p{L}\\p{N}_]';

/**
 * Returns the secret of a credential exactly as it is sent. Throws a UserError if it is empty, too long or has other
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
	if (secret.length > MAX_LENGTH) {
		throw problem('is too long', `enter ${label} again, copied from ${provider} itself`);
	}
	const [unsendable] = /[^!-~]/u.exec(secret) ?? [];
	if (unsendable) {
		const source = `copied from ${provider} itself, as e-mails and documents add such characters`;
		throw problem(
			`contains ${describeCharacter(unsendable)}`,
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

/** The end of a character that is escaped in a URL or in JSON: it may be a letter, and yet a word begins after it. */
const ESCAPED = '%[\\da-fA-F]{2}|\\\\u00[\\da-fA-F]{2}';

/** Returns a function that redacts a valid secret from a text, also if characters are escaped as in URLs, JSON or HTML. */
export function redactor(secret: string): (text: string) => string {
	if (secret === '') return (text) => text;
	const patternFor = (characters: string) =>
		new RegExp(
			secret.length < MIN_LENGTH_TO_REDACT_ANYWHERE
				? `(?:(?<!${LETTER_OR_DIGIT})|(?<=${ESCAPED}))${characters}(?!${LETTER_OR_DIGIT})`
				: characters,
			'gu',
		);
	const plain = patternFor(secret.replace(/\W/g, escapeForPattern));
	const escaped = patternFor(secret.replace(/./g, encodings));
	// The pattern for escapes takes many times longer, and few texts have any
	return (text) => text.replace(/[%\\&]/.test(text) ? escaped : plain, '***');
}

const escapeForPattern = (character: string) => character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');

const HTML_NAMES: Partial<Record<string, string>> = {
	'"': 'quot',
	'&': 'amp',
	"'": 'apos',
	'<': 'lt',
	'>': 'gt',
};

/** A pattern for a character: as it is, or escaped as in URLs (also several times), JSON and HTML. */
function encodings(character: string): string {
	const code = character.charCodeAt(0);
	const hex = code.toString(16).replace(/[a-f]/, (digit) => `[${digit}${digit.toUpperCase()}]`);
	const name = HTML_NAMES[character];
	const html = `&(?:#0*${code}|#[xX]0*${hex}${name ? `|${name}` : ''});`;
	return `(?:\\\\?${escapeForPattern(character)}|%(?:25)*${hex}|\\\\u00${hex}|${html})`;
}
