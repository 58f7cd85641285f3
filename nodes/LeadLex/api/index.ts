import { isBlank, isObject } from '../../shared/utils/guards';
import type { Api } from '../../shared/operation/api';
import type { Headers } from '../../shared/rateLimit/headers';
import { validateSecret } from '../../shared/http/secret';
import type { DocumentedLimits } from '../../shared/rateLimit/quota';

/** Payloads are in `data`. Failures are `{ error: { code, message, details? } }`. */
export const leadLex = {
	name: 'LeadLex',
	credential: 'leadLexApi',
	secret: ({ apiKey }) => validateSecret(apiKey, 'API Key', 'LeadLex'),
	errorMessage: ({ error }) => {
		if (!isObject(error)) return typeof error === 'string' && error !== '' ? error : undefined;
		const { message, details } = error;
		const fields = isObject(details) && isObject(details.fields) ? details.fields : {};
		const perField = Object.entries(fields).map(
			([field, problem]) => `${field}: ${String(problem)}`,
		);
		return (
			[message, ...perField].filter((part) => typeof part === 'string').join('; ') || undefined
		);
	},
	isError: ({ error }) => !isBlank(error) && error !== false,
	advice: {
		401: 'Open the LeadLex credential of this node, paste a valid API key (in LeadLex: Settings > API & Integrations) and save: n8n tests it at once.',
		403: 'The API key is valid but lacks this permission. In LeadLex, make a key that has it (Settings > API & Integrations) and put it into the credential of this node.',
		402: 'The credits of your LeadLex workspace are used up: top them up in LeadLex, then run this item again.',
		404: 'Check the IDs of this item in LeadLex: the record does not exist, or belongs to another workspace.',
	},
	// The smallest plan allows 10 requests a minute
	concurrency: 10,
	limits,
} satisfies Api;

/** The requests per minute of each plan, by its requests per day. */
const PER_MINUTE: Record<string, number> = { 100: 10, 1000: 50, 10000: 200 };
const MINUTE = 60_000;

/**
 * Reads the limit per minute from the limit per day, which the headers contain and which identifies
 * the plan. Until the first response, the smallest plan is assumed.
 */
function limits(headers?: Headers): DocumentedLimits {
	const requests = headers ? PER_MINUTE[String(headers['x-ratelimit-limit'])] : PER_MINUTE[100];
	return { limit: requests === undefined ? undefined : { requests, period: MINUTE } };
}
