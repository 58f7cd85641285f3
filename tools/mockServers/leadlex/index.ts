/** The mock server of LeadLex. `routes.ts` names the calls on plain records; the files beside it have the others. */
import { withIdempotencyKey } from '../server/idempotency';
import { retryAfter } from '../server/rateLimiter';
import { bearerToken, isKey, isSafe } from '../server/auth';
import type { MockResponse, Call, Handler, Provider, Usage } from '../server/types';
import type { Rows } from '../crud/store';
import { error, find } from './responses';
import { campaignHandlers } from './campaigns';
import { companyHandlers } from './companies';
import { contactHandlers } from './contacts';
import { contactBulkHandlers } from './contactsBulk';
import { dealHandlers } from './deals';
import { deliver, deliverFromBody } from './deliveries';
import type { Delivery, DeliveryOptions } from './deliveries';
import { documentHandlers } from './documents';
import { enrichmentHandlers } from './enrichment';
import { exportHandlers } from './exports';
import { lexiHandlers } from './lexi';
import { listHandlers } from './lists';
import { prospectHandlers } from './prospects';
import { operations } from './contract';
import { crud, documentedExamples } from './crud';
import { companySeeds, userSeeds } from './seeds';
import { scenario } from './scenario';
import type { CollectionName, LeadLexState } from './types';
import { webhookHandlers } from './webhooks';

const API_KEY = 'wbk_sandbox_5d1e8b37c2';
const READ_ONLY_KEY = 'wbk_sandbox_readonly_90fa41';

const DAILY_CALLS = 1_000_000;

interface Deliveries {
	/** Posts an event to every webhook that is registered for it, and returns the attempts. */
	deliver(event: string, data: object, options?: DeliveryOptions): Promise<Delivery[]>;
}

export const leadLex: Provider<LeadLexState, Deliveries> = {
	name: 'LeadLex',
	contract: 'leadlex',
	credential: (baseUrl) => ({ apiKey: API_KEY, baseUrl }),
	readOnlyCredential: (baseUrl) => ({ apiKey: READ_ONLY_KEY, baseUrl }),
	seed,
	authError(request) {
		const key = bearerToken(request);
		if (!key) return error(401, 'missing_auth', 'Missing or invalid Authorization header');
		if (isKey(key, API_KEY)) return undefined;
		if (!isKey(key, READ_ONLY_KEY)) return error(401, 'invalid_key', 'Invalid API key');
		if (isSafe(request)) return undefined;
		return error(403, 'insufficient_permissions', 'Missing required permission: write');
	},
	failure(status, message, errors) {
		const response = error(status, ERROR_CODES[status] ?? 'internal_error', message);
		return errors ? withDetails(response, errors) : response;
	},
	rateLimited(usage) {
		const resets = new Date(usage.resetAt).toISOString();
		return {
			...error(429, 'rate_limited', `Rate limit exceeded. Resets at ${resets}`),
			headers: retryAfter(usage, false),
		};
	},
	headers: rateLimitHeaders,
	handlers: idempotent({
		...crud.handlers(),
		...documentedExamples,
		...campaignHandlers,
		...companyHandlers,
		...contactHandlers,
		...contactBulkHandlers,
		...dealHandlers,
		...documentHandlers,
		...enrichmentHandlers,
		...exportHandlers,
		...lexiHandlers,
		...listHandlers,
		...prospectHandlers,
		...webhookHandlers,
		revokeApiKey,
	}),
	controls: { deliver: deliverFromBody },
	extend: (state) => ({
		deliver: (event, data, options) => deliver(state, event, data, options),
	}),
	// Retries end with the webhooks
	onStop: ({ webhooks }) => webhooks.clear(),
	scenario,
};

const ERROR_CODES: Record<number, string> = {
	400: 'validation_error',
	404: 'not_found',
	502: 'provider_error',
	503: 'service_unavailable',
};

function seed(): LeadLexState {
	return {
		...(crud.seed() as Record<CollectionName, Rows>),
		contacts: new Map(),
		companies: byId(companySeeds()),
		users: byId(userSeeds()),
		webhooks: new Map(),
		contactIdsByCompany: new Map(),
		contactIdsByEmail: new Map(),
		contactIdsByList: new Map(),
		enrolments: new Map(),
		documentLinks: [],
		storedResponses: new Map(),
	};
}

function byId<R extends { id: string }>(rows: R[]): Map<string, R> {
	return new Map(rows.map((row) => [row.id, row]));
}

/** Makes the calls whose page names the header Idempotency-Key honour it. */
function idempotent(
	handlers: Record<string, Handler<LeadLexState>>,
): Record<string, Handler<LeadLexState>> {
	const header = 'Idempotency-Key';
	const conflict = error(409, 'idempotency_conflict', 'The key was used with another request');
	const wrapped = operations
		.filter(({ parameters }) => parameters.some(({ name }) => name === header))
		.map(
			({ operationId: id }) =>
				[id, withIdempotencyKey(id, header, handlers[id], conflict)] as const,
		);
	return { ...handlers, ...Object.fromEntries(wrapped) };
}

/** Keeps the row, and marks it as revoked. */
function revokeApiKey({ params }: Call, { apiKeys }: LeadLexState): MockResponse {
	find(apiKeys, params.id, 'Key').revoked_at = new Date().toISOString();
	return { status: 204 };
}

/** `body.email must match …` becomes the detail `email: must match …`. */
function withDetails({ status, body }: MockResponse, errors: string[]): MockResponse {
	const { code, message } = (body as { error: { code: string; message: string } }).error;
	const fields = errors.map((text): [string, string] => {
		const [place, ...problem] = text.split(' ');
		return [place.replace(/^(body|query|path)\./, ''), problem.join(' ')];
	});
	return error(status, code, message, { fields: Object.fromEntries(fields) });
}

function rateLimitHeaders(usage?: Usage): Record<string, string> {
	const midnight = new Date().setUTCHours(24, 0, 0, 0);
	return {
		'X-RateLimit-Limit': String(usage?.limit ?? DAILY_CALLS),
		'X-RateLimit-Remaining': String(usage?.remaining ?? DAILY_CALLS),
		'X-RateLimit-Reset': String(Math.ceil((usage?.resetAt ?? midnight) / 1000)),
	};
}
