import { UserError } from 'n8n-workflow';

const PRIVATE_HOST =
	/^(localhost|.+\.localhost|127(\.\d+){3}|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|\[::1\]|\[f[cd][\da-f]{2}:.*\])$/;

/**
 * Returns the base URL of a credential in the form to which paths can be appended. Throws a UserError if it
 * is invalid. Plain http would expose the key, so it is only allowed for loopback and private addresses.
 */
export function validateBaseUrl(baseUrl: unknown, provider: string): string {
	const address = String(baseUrl ?? '').trim();
	const problem = (what: string) =>
		new UserError(`Base URL of the ${provider} credential ${what}`, {
			description: `Open the ${provider} credential of this node and correct Base URL. Nothing was sent.`,
		});

	// URL would drop such a character from a host and encode it in a path
	if (/[\p{C}\p{Z}]/u.test(address)) throw problem('contains a space or an invisible character');
	if (!URL.canParse(address)) throw problem('is not an address such as https://api.example.com');
	const { protocol, hostname, username, password, origin, pathname } = new URL(address);
	if (protocol !== 'https:' && protocol !== 'http:') throw problem('must start with https://');
	if (protocol === 'http:' && !PRIVATE_HOST.test(hostname)) {
		throw problem('must start with https:// (http:// is for local addresses only)');
	}
	if (username || password || /[?#]/.test(address)) {
		throw problem('must be an address without a user name, a query or a # part');
	}
	return `${origin}${pathname}`.replace(/(?<!\/)\/+$/, '');
}
