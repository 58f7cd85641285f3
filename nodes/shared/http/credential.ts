import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import { validateBaseUrl } from './baseUrl';
import { isSuccess } from './failures';

/** By which a credential test fails: a status, or a value in the body of a response with a success status. */
export type TestRule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

/** n8n has two HTTP helpers with different option names. The HTTP Request node uses the older one. */
const NO_REDIRECTS = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

/**
 * Makes a request safe to authenticate: only to the origin of a valid base URL, and without redirects. Throws a
 * UserError if the base URL is invalid, or the request goes elsewhere.
 */
export function guardRequest(
	request: IHttpRequestOptions,
	baseUrl: unknown,
	provider: string,
): IHttpRequestOptions {
	const baseURL = validateBaseUrl(baseUrl, provider);
	requireSameOrigin(request, baseURL, provider);
	// Only a credential test sets baseURL, to the text that the user typed
	return { ...request, ...(request.baseURL !== undefined && { baseURL }), ...NO_REDIRECTS };
}

/** The HTTP Request node lets the user enter any address, in `uri`, and takes that of the next page from a response. */
function requireSameOrigin(
	{ url = '', uri = '' }: Partial<IHttpRequestOptions> & { uri?: string },
	baseURL: string,
	provider: string,
): void {
	const { origin } = new URL(baseURL);
	const isAllowed = (address: string) =>
		URL.canParse(address, baseURL) && new URL(address, baseURL).origin === origin;
	if ([url, uri].every(isAllowed)) return;
	throw new UserError(`The ${provider} credential is only sent to its Base URL, ${origin}`, {
		description: `Correct the address of the request, or Base URL in the ${provider} credential. Nothing was sent.`,
	});
}

/**
 * Returns the rules by which a credential test fails: by status, and by the body of a response with a
 * success status. Without them, n8n accepts any response with such a status. n8n 1 shows its own
 * messages for statuses, since it loses the response before it applies the rules for them.
 */
export function credentialTestRules(
	...args: Parameters<typeof testFailureRules>
): ICredentialTestRequest['rules'] {
	// n8n accepts both kinds in one list, but its type does not
	return testFailureRules(...args) as IAuthenticateRuleResponseCode[];
}

/** Returns the same rules for a test function of a node. */
export function testFailureRules(
	provider: string,
	statusMessages: Record<number, string>,
	...failures: Array<IAuthenticateRuleResponseSuccessBody['properties']>
): TestRule[] {
	const statuses: Record<number, string> = {
		404: `${provider} was not found at this address. Correct Base URL.`,
		...statusMessages,
	};
	for (const status of [301, 302, 303, 307, 308]) {
		statuses[status] =
			`${provider} answered with a redirect, which is not followed to avoid sending the key to another server. Correct Base URL.`;
	}
	const message = `${provider} answered with something other than data. Correct Base URL: it may be the address of a web page.`;
	const bodies = [
		// A body that is not JSON is still text here: empty, or an HTML page
		{ key: 'length', value: 0, message },
		...Array.from('< \n\r\t', (value) => ({ key: '0', value, message })),
		...failures,
	];
	return [
		...Object.entries(statuses).map(([status, statusMessage]): TestRule => ({
			type: 'responseCode',
			properties: { value: Number(status), message: statusMessage },
		})),
		...bodies.map((properties): TestRule => ({ type: 'responseSuccessBody', properties })),
	];
}

/** Returns why a response whose body is text fails a credential test, or undefined. */
export function findTestFailure(
	rules: TestRule[],
	status: number,
	statusText: string,
	body: string,
): string | undefined {
	const failed = rules.find(({ type, properties }) => {
		if (type === 'responseCode') return properties.value === status;
		const value: unknown = Reflect.get(Object(body) as object, properties.key);
		return isSuccess(status) && value === properties.value;
	});
	if (failed) return failed.properties.message;
	return isSuccess(status) ? undefined : statusText || `The status of the response was ${status}`;
}
