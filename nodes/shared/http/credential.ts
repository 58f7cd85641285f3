import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { validateBaseUrl } from './baseUrl';

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

/** n8n has two HTTP helpers with different option names. The HTTP Request node uses the older one. */
const NO_REDIRECTS = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

/** Makes a request safe to authenticate: only to a valid base URL, and without redirects. Throws if the base URL is invalid. */
export function guardRequest(
	request: IHttpRequestOptions,
	baseUrl: unknown,
	provider: string,
): IHttpRequestOptions {
	const baseURL = validateBaseUrl(baseUrl, provider);
	// Only a credential test sets baseURL, to the text that the user typed
	return { ...request, ...(request.baseURL !== undefined && { baseURL }), ...NO_REDIRECTS };
}

/**
 * Returns the rules by which a credential test fails: by status, and by the body of a response with a
 * success status. Without them, n8n accepts any response with such a status. n8n 1 shows its own
 * messages for statuses, since it loses the response before it applies the rules for them.
 */
export function credentialTestRules(
	provider: string,
	statusMessages: Record<number, string>,
	...failures: Array<IAuthenticateRuleResponseSuccessBody['properties']>
): ICredentialTestRequest['rules'] {
	const statuses: Record<number, string> = {
		404: `${provider} was not found at this address. Correct Base URL.`,
		...statusMessages,
	};
	for (const status of [301, 302, 303, 307, 308]) {
		statuses[status] =
			`${provider} answered with a redirect, which is not followed so that the key goes nowhere else. Correct Base URL.`;
	}
	const message = `${provider} answered with something other than data. Correct Base URL: it may be the address of a web page.`;
	const bodies = [
		// A body that is not JSON is still text here: empty, or an HTML page
		{ key: 'length', value: 0, message },
		...Array.from('< \n\r\t', (value) => ({ key: '0', value, message })),
		...failures,
	];
	const rules: Rule[] = [
		...Object.entries(statuses).map(([status, statusMessage]): Rule => ({
			type: 'responseCode',
			properties: { value: Number(status), message: statusMessage },
		})),
		...bodies.map((properties): Rule => ({ type: 'responseSuccessBody', properties })),
	];
	// n8n accepts both kinds in one list, but its type does not
	return rules as IAuthenticateRuleResponseCode[];
}
