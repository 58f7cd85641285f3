import { isObject } from '../shared/fields';
import type { Api } from '../shared/operation';

/** Payloads stand in `data`. Failures are `{ error: { code, message, details? } }`. */
export const leadLex: Api = {
	name: 'LeadLex',
	credential: 'leadLexApi',
	secretField: 'apiKey',
	complaint: ({ error }) => {
		if (!isObject(error)) return undefined;
		const { message, details } = error;
		const fields = isObject(details) && isObject(details.fields) ? details.fields : {};
		const perField = Object.entries(fields).map(([field, what]) => `${field}: ${String(what)}`);
		return (
			[message, ...perField].filter((part) => typeof part === 'string').join('; ') || undefined
		);
	},
	failed: ({ error }) => isObject(error),
	advice: {
		401: 'Open the LeadLex credential of this node, paste a valid API key (in LeadLex: Settings > API & Integrations) and save: n8n tests it at once.',
		403: 'The API key is valid but lacks this permission. In LeadLex, make a key that has it (Settings > API & Integrations) and put it into the credential of this node.',
		402: 'The credits of your LeadLex workspace are used up: top them up in LeadLex, then run this item again.',
		404: 'Check the IDs of this item in LeadLex: the record does not exist, or belongs to another workspace.',
	},
	// The smallest plan allows 10 requests a minute
	concurrency: 10,
};
