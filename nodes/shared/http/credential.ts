import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialTestRequest,
	IHttpRequestOptions,
} from 'n8n-workflow';

import { validateBaseUrl } from './baseUrl';

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

/** n8n has two HTTP helpers with words of their own. The HTTP Request node uses the older one. */
const NO_REDIRECTS = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

/** A request as it may get a key: that goes to nobody else, and not in the open. */
export function guardRequest(
	request: IHttpRequestOptions,
	baseUrl: unknown,
	provider: string,
): IHttpRequestOptions {
	const baseURL = validateBaseUrl(baseUrl, provider);
	// A credential test brings the base URL as it was typed
	return { ...request, ...(request.baseURL !== undefined && { baseURL }), ...NO_REDIRECTS };
}

/**
 * What a credential test takes for a failure: statuses, and answers with a success status that are
 * none. Without these rules n8n takes any such answer for a success. n8n 1 has words of its own for
 * statuses: it loses the answer before it looks at the rules for them.
 */
export function credentialTestRules(
	provider: string,
	refusals: Record<number, string>,
	...failures: Array<IAuthenticateRuleResponseSuccessBody['properties']>
): ICredentialTestRequest['rules'] {
	const statuses: Record<number, string> = {
		404: `${provider} was not found at this address. Correct Base URL.`,
		...refusals,
	};
	for (const status of [301, 302, 303, 307, 308]) {
		statuses[status] =
			`${provider} answered with a redirect, which is not followed so that the key goes nowhere else. Correct Base URL.`;
	}
	const message = `${provider} answered with something other than data. Correct Base URL: it may be the address of a web page.`;
	const bodies = [
		// What is no JSON is still text here: an empty one, or a page
		{ key: 'length', value: 0, message },
		...Array.from('< \n\r\t', (value) => ({ key: '0', value, message })),
		...failures,
	];
	const rules: Rule[] = [
		...Object.entries(statuses).map(([status, words]): Rule => ({
			type: 'responseCode',
			properties: { value: Number(status), message: words },
		})),
		...bodies.map((properties): Rule => ({ type: 'responseSuccessBody', properties })),
	];
	// n8n takes both kinds in one list, only its type does not
	return rules as IAuthenticateRuleResponseCode[];
}
