/** The faults of a soak, and an independent judgement of what each leaves known. */
import type { Fault, RecordedRequest } from '../../tools/mockServers';
import {
	responseWithoutId,
	emptyResponse,
	rateLimited,
	redirect,
	serverError,
	bogusHeaders,
	bogusRateLimit,
} from '../../tools/mockServers';
import type { Provider } from '../support/world';

/** Milliseconds that the nodes wait for a response. */
export const REQUEST_TIMEOUT = 1000;
/** Milliseconds from which on a response may come too late. */
export const SLOW = REQUEST_TIMEOUT / 4;

const WRITTEN: Record<Provider, object> = {
	voxworks: { success: true, contact_id: 'c-1' },
	leadLex: { data: { id: 'c-1' } },
	sprintHub: { id: 1 },
};

type FaultFactory = (provider: Provider) => Fault;

/** The faults of a soak. Each hits one request, or a few in a row. */
export const FAULTS: Record<string, FaultFactory> = {
	'429 with Retry-After': () => rateLimited({ retryAfter: 0.2 }, 3),
	'429 without Retry-After': () => rateLimited({}, 3),
	'429 with the reset in the past': () => rateLimited({ reset: 1, remaining: 0 }, 2),
	...Object.fromEntries(
		bogusHeaders.map((kind) => [
			`429 with a wild header: ${kind}`,
			() => bogusRateLimit(kind, 500),
		]),
	),
	'500 with HTML, not done': () => serverError(),
	'500 with HTML, done': () => ({ ...serverError(), when: 'after' }),
	'500 three times, done': () => ({ ...serverError(3), when: 'after' }),
	'503 with text': () => ({ response: { status: 503, body: 'upstream', type: 'text/plain' } }),
	'reset, not done': () => ({ connection: 'reset' }),
	'reset, done': () => ({ connection: 'reset', when: 'after' }),
	'no response, not done': () => ({ connection: 'hang' }),
	'no response, done': () => ({ connection: 'hang', when: 'after' }),
	'slow body': () => ({ connection: 'trickle' }),
	'body cut off': () => ({ connection: 'truncate' }),
	'slow server': () => ({ delayMs: 100 }),
	'redirect, not done': () => redirect(307, 'https://elsewhere.example/'),
	'see other, done': () => ({ ...redirect(303, '/elsewhere'), when: 'after' }),
	'empty, done': () => emptyResponse(201),
	'without an ID, done': () => responseWithoutId(),
	'wrong content type, done': (provider) => ({
		when: 'after',
		response: { status: 200, body: JSON.stringify(WRITTEN[provider]), type: 'text/html' },
	}),
	'huge body, done': (provider) => ({
		when: 'after',
		response: { status: 200, body: { ...WRITTEN[provider], padding: 'x'.repeat(2_000_000) } },
	}),
	'success in words, done': () => ({
		when: 'after',
		response: { status: 201, body: { success: true, msg: 'Criado com sucesso' } },
	}),
	'success with an empty error beside it, done': () => ({
		when: 'after',
		response: { status: 200, body: { success: true, data: {}, error: [] } },
	}),
	'null instead of data': () => ({
		when: 'after',
		response: { status: 200, body: { data: null } },
	}),
	'list under another name': () => ({
		when: 'after',
		response: { status: 200, body: { warnings: [], rows: 'none' } },
	}),
	'no body': () => ({ when: 'after', response: { status: 204 } }),
	'429 of one call, ten times': () => ({
		...rateLimited({ retryAfter: 0.2 }, 10),
		match: { method: 'POST' },
	}),
	'very slow server': () => ({ delayMs: 0.7 * REQUEST_TIMEOUT, times: 3 }),
	'not JSON, done': () => ({
		when: 'after',
		response: { status: 200, body: 'OK', type: 'text/html' },
	}),
	'400, not done': () => ({ response: { status: 400 } }),
	'401 that echoes the request, not done': () => ({
		response: { status: 401, body: 'no entry for {authorization}' },
	}),
};

const isSlow = ({ startedAt, respondedAt }: RecordedRequest) =>
	respondedAt === undefined || respondedAt - startedAt >= SLOW;

/** Whether a request was executed and got its response without a fault, well before the timeout of the node. */
export const isClean = (request: RecordedRequest) =>
	request.executed && !request.fault && !isSlow(request);

/**
 * Whether the client cannot know if the request was executed. This deliberately does not share code with the nodes'
 * own isOutcomeUnknown (nodes/shared/http/failures.ts): an independent oracle catches mistakes there.
 */
export function isOutcomeUnknown(request: RecordedRequest): boolean {
	const { fault = '', status = 0 } = request;
	if (/reset|hang|truncate|trickle/.test(fault) || isSlow(request)) return true;
	return fault.includes('response') && (status < 300 || status === 303 || status >= 500);
}

/** Whether the response shows that the request was not executed and need not be repeated. */
export const isRejection = (request: RecordedRequest) => {
	const { status = 0 } = request;
	return status >= 300 && status < 500 && status !== 429 && !isOutcomeUnknown(request);
};
