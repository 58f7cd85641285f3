/** The stand's controls over HTTP, for use from another process. Not recorded, no key needed. */
import type { FastifyInstance } from 'fastify';
import { abortedWith } from './abort';
import type { Fault, Limit, Provider, MockServer } from './types';

export const CONTROL_PATH = '/__sandbox/';

type Controlled = Pick<MockServer<object>, 'state' | 'requests' | 'faults' | 'limit' | 'reset'>;

const faultKeys = ['match', 'skip', 'times', 'delayMs', 'when', 'response', 'connection'];

export function addControl<State>(
	app: FastifyInstance,
	server: Controlled,
	state: State,
	more: Provider<State>['controls'] = {},
): void {
	app.get(`${CONTROL_PATH}requests`, () => server.requests);
	app.get(`${CONTROL_PATH}state`, (_request, reply) =>
		reply.type('application/json').send(JSON.stringify(server.state, mapsAsObjects)),
	);
	app.post(`${CONTROL_PATH}faults`, (request, reply) => {
		const fault = request.body;
		// A misspelt fault would otherwise do nothing, and look like a fault survived.
		if (!isObject(fault) || Object.keys(fault).some((key) => !faultKeys.includes(key))) {
			const known = faultKeys.join(', ');
			return reply.code(400).send({ error: `A fault is a JSON object with: ${known}` });
		}
		server.faults.add(faultFromJson(fault));
		return { added: true };
	});
	app.delete(`${CONTROL_PATH}faults`, () => {
		server.faults.clear();
		return { cleared: true };
	});
	app.post(`${CONTROL_PATH}limit`, (request, reply) => {
		const limit = request.body;
		if (!isLimits(limit)) {
			const known = Object.entries(limitTypes).map(([key, type]) => `${key} (${type})`);
			const error = `A limit is a JSON object with requests, perMs and perhaps more of ${known.join(', ')}`;
			return reply.code(400).send({ error: `${error}. Several go into an array, null is none` });
		}
		server.limit(limit);
		return { limit };
	});
	app.post(`${CONTROL_PATH}reset`, () => {
		server.reset();
		return { reset: true };
	});
	for (const [name, act] of Object.entries(more)) {
		app.post(CONTROL_PATH + name, async (request, reply) => {
			try {
				return await act(request.body, state);
			} catch (error) {
				const refusal = abortedWith(error);
				if (!refusal) throw error;
				return reply.code(refusal.status).send(refusal.body);
			}
		});
	}
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const limitTypes: Record<keyof Limit, string> = {
	requests: 'number',
	perMs: 'number',
	burst: 'number',
	aligned: 'boolean',
	countRefused: 'boolean',
	inHeaders: 'boolean',
	retryAfter: 'boolean',
};

function isLimits(value: unknown): value is Limit | Limit[] | null {
	return value === null || [value].flat().every(isLimit);
}

function isLimit(value: unknown): boolean {
	const typed = ([key, one]: [string, unknown]) => limitTypes[key as keyof Limit] === typeof one;
	return (
		isObject(value) && 'requests' in value && 'perMs' in value && Object.entries(value).every(typed)
	);
}

/** JSON has no Infinity: null or "always" stand for it. */
function faultFromJson(sent: Record<string, unknown>): Fault {
	const always = sent.times === null || sent.times === 'always';
	return { ...sent, ...(always && { times: Infinity }) };
}

function mapsAsObjects(_key: string, value: unknown): unknown {
	if (value instanceof Map) return Object.fromEntries(value);
	if (value instanceof Set) return [...value];
	return value;
}
