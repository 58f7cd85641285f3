/** Cleans what people paste, and makes texts comparable that mean the same. */

/** Characters without a shape: zero-width spaces, soft hyphens, marks for the direction of text. */
const INVISIBLE = /\p{Cf}/gu;
/** White space and quotes, straight or curly. A spreadsheet marks text with an apostrophe before it. */
const EDGE = /[\s"'`\u00ab\u00bb\u2018-\u201f\u2039\u203a]/;

/** Removes invisible characters, and white space and quotes around. For IDs, numbers and addresses, not for prose. */
export function cleanPasted(text: string): string {
	const visible = text.replace(INVISIBLE, '');
	let start = 0;
	let end = visible.length;
	// A pattern for the end of a text would take quadratic time
	while (start < end && EDGE.test(visible[start])) start++;
	while (end > start && EDGE.test(visible[end - 1])) end--;
	return visible.slice(start, end);
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Returns the same key for IDs that mean the same: the case of a UUID does not matter. */
export function idKey(id: unknown): string {
	const text = String(id);
	return UUID.test(text) ? text.toLowerCase() : text;
}

/** Returns the same key for names that look the same: an accent is a character of its own in text from macOS. */
export const nameKey = (name: unknown): string => String(name).normalize('NFC').trim();

/** Returns the same key for names in different spellings, such as `job_title`, `jobTitle` and `Job Title`. */
export const wordKey = (name: unknown): string =>
	nameKey(name)
		.replace(/[\s\p{Cf}_-]/gu, '')
		.toLowerCase();

/** Returns the same key for addresses that mean the same: case does not matter, nor how an international domain is written. */
export function emailKey(email: unknown): string {
	const [local, ...domain] = nameKey(email).split('@');
	return [local, ...domain.map(toAsciiDomain)].join('@').toLowerCase();
}

/** The maximum of DNS. Node.js parses host names in quadratic time. */
const MAX_DOMAIN_LENGTH = 253;
/** Letters, digits, and the dots and hyphens of any script. */
const INTERNATIONAL_DOMAIN = /^[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61-]+$/u;

/** Returns an international domain in Punycode, and any other text as it is. */
export function toAsciiDomain(domain: string): string {
	const isAscii = /^[ -~]*$/.test(domain);
	if (isAscii || domain.length > MAX_DOMAIN_LENGTH || !INTERNATIONAL_DOMAIN.test(domain)) {
		return domain;
	}
	const address = `http://${domain}`;
	return URL.canParse(address) ? new URL(address).hostname : domain;
}
