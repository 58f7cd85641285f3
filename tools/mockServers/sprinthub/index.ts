/** The mock server of SprintHub. */
import { retryAfter } from '../server/rateLimiter';
import { isKey, isSafe } from '../server/auth';
import type { Provider } from '../server/types';
import { failure } from './responses';
import { attendanceHandlers, attendanceSeeds } from './attendances';
import { customObjectHandlers } from './customObjects';
import { leadHandlers } from './leads';
import { opportunityHandlers } from './opportunities';
import { definitionSeeds } from './seeds';
import { scenario } from './scenario';
import type { SprintHubState } from './types';

const API_TOKEN = 'c0de5a4d-0000-4000-8000-2b6c4f7e9a10';
const READ_ONLY_TOKEN = 'c0de5a4d-0000-4000-8000-5e1d8f3b7c20';
const INSTANCE = 'sandbox';

export const sprintHub: Provider<SprintHubState> = {
	name: 'SprintHub',
	contract: 'sprinthub',
	credential: (baseUrl) => ({ apiToken: API_TOKEN, instance: INSTANCE, baseUrl }),
	readOnlyCredential: (baseUrl) => ({ apiToken: READ_ONLY_TOKEN, instance: INSTANCE, baseUrl }),
	seed,
	authError(request) {
		if (request.query.i !== INSTANCE) return failure(400, 'client not defined');
		// The token in a header is documented for these two only
		const inHeader = /^\/(sac360|crmopportunity)\b/.test(request.path);
		const token = request.query.apitoken ?? (inHeader ? request.headers.apitoken : undefined);
		if (isKey(String(token), API_TOKEN)) return undefined;
		if (!isKey(String(token), READ_ONLY_TOKEN)) return failure(401, 'Invalid token');
		return isSafe(request) ? undefined : failure(403, 'This token may only read');
	},
	failure,
	rateLimited: (usage) => ({
		...failure(429, 'Too many requests'),
		headers: retryAfter(usage, false),
	}),
	handlers: {
		...attendanceHandlers,
		...customObjectHandlers,
		...leadHandlers,
		...opportunityHandlers,
	},
	scenario,
};

function seed(): SprintHubState {
	return {
		leads: new Map(),
		definitions: definitionSeeds(),
		objects: new Map(),
		links: [],
		tags: [
			{ id: 12, tag: 'Cliente', color: '#2e7d32' },
			{ id: 77, tag: 'Newsletter', color: '#1565c0' },
			{ id: 80, tag: 'VIP', color: '#ad1457' },
		],
		opportunities: new Map(),
		...attendanceSeeds(),
		leadIdsByEmail: new Map(),
	};
}
