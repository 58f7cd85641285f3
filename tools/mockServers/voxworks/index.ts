/** The mock server of Voxworks. */
import { withIdempotencyKey } from '../server/idempotency';
import { retryAfter } from '../server/rateLimiter';
import { bearerToken, isKey, isSafe } from '../server/auth';
import type { MockResponse, Call, Provider } from '../server/types';
import { failure, success } from './responses';
import { callHandlers, setCallDuration } from './calls';
import { contactHandlers } from './contacts';
import { objectHandlers } from './objects';
import { scenario } from './scenario';
import type { VoxworksState } from './types';

const API_KEY = 'vx-sandbox-key-7f3a9c52';
const READ_ONLY_KEY = 'vx-sandbox-readonly-key-1b8e40d6';
const HOOK_TOKEN = 'vx-sandbox-hook-4c07d9';

const conflict = failure(409, 'The key was used with another request');

export const voxworks: Provider<VoxworksState> = {
	name: 'Voxworks',
	contract: 'voxworks',
	credential: (baseUrl) => ({ apiKey: API_KEY, baseUrl }),
	readOnlyCredential: (baseUrl) => ({ apiKey: READ_ONLY_KEY, baseUrl }),
	seed,
	authError(request) {
		// The token in the path is the credential
		if (request.operationId === 'triggerAutomationWebhook') return undefined;
		const key = bearerToken(request);
		if (isKey(key, API_KEY)) return undefined;
		if (!isKey(key, READ_ONLY_KEY)) return failure(401, 'Invalid API key');
		return isSafe(request) ? undefined : failure(403, 'This API key may only read');
	},
	failure,
	rateLimited: (usage) => ({
		...failure(429, 'Rate limit exceeded'),
		headers: {
			...retryAfter(usage, true),
			'X-RateLimit-Limit': String(usage.limit),
			'X-RateLimit-Remaining': String(usage.remaining),
		},
	}),
	handlers: {
		...callHandlers,
		...contactHandlers,
		...objectHandlers,
		triggerAutomationWebhook: withIdempotencyKey(
			'triggerAutomationWebhook',
			'X-Idempotency-Key',
			triggerAutomationWebhook,
			conflict,
		),
	},
	controls: { callDuration: setCallDuration },
	scenario,
};

const DEFAULT_CALL_DURATION = 20_000;

function seed(): VoxworksState {
	const ids = [1, 2, 3, 4, 5].map((number) => `property-${number}`).concat('lot 7/ü');
	return {
		listing: { oldestFirst: false, inclusive: true, overlap: 0 },
		callDuration: DEFAULT_CALL_DURATION,
		contacts: new Map(),
		calls: new Map(),
		callResults: new Map(),
		lists: new Map(),
		contactIdsByList: new Map(),
		objectTypes: new Map(),
		objects: new Map(
			ids.map((id, index) => [
				id,
				{ id, type_name: 'property', data: { id, address: `${index + 1} Harbour Street, Sydney` } },
			]),
		),
		links: [],
		contactIdByPhone: new Map(),
		automationRuns: new Map([[HOOK_TOKEN, []]]),
		storedResponses: new Map(),
	};
}

function triggerAutomationWebhook({ params, body }: Call, state: VoxworksState): MockResponse {
	const runs = state.automationRuns.get(String(params.token));
	if (!runs) return failure(404, 'Webhook not found');
	runs.push(body);
	return success({});
}
