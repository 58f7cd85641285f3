/** Controls a mock server over HTTP, from another process. These requests need no key and are not recorded. */
import type { FastifyInstance } from 'fastify';
import { abortedWith } from './abort';
import type { Fault, Limit, Provider, RecordedRequest } from './types';

export const CONTROL_PATH = '/__sandbox/';

interface Controlled {
	state: object;
	requests: RecordedRequest[];
	faults: { add(fault: Fault): void; clear(): void };
	limit(limits: Limit | Limit[] | null): void;
	reset(): void;
}

export function addControls<State>(
	app: FastifyInstance,
	server: Controlled,
	state: State,
	controls: Provider<State>['controls'] = {},
): void {
	addFaultControls(app, server.faults);
	app.get(`${CONTROL_PATH}requests`, () => server.requests);
	app.get(`${CONTROL_PATH}state`, (_request, reply) =>
		reply.type('application/json').send(JSON.stringify(server.state, mapsAsObjects)),
	);
	app.post(`${CONTROL_PATH}limit`, (request, reply) => {
		const limit = request.body;
		if (!isLimits(limit)) return reply.code(400).send({ error: LIMIT_ERROR });
		server.limit(limit);
		return { limit };
	});
	app.post(`${CONTROL_PATH}reset`, () => {
		server.reset();
		return { reset: true };
	});
	for (const [name, control] of Object.entries(controls)) {
		app.post(CONTROL_PATH + name, async (request, reply) => {
			try {
				return await control(request.body, state);
			} catch (error) {
				const { status, body } = abortedWith(error);
				return reply.code(status).send(body);
			}
		});
	}
}

const FAULT_KEYS = ['match', 'skip', 'times', 'delayMs', 'when', 'response', 'connection'];

function addFaultControls(app: FastifyInstance, faults: Controlled['faults']): void {
	app.post(`${CONTROL_PATH}faults`, (request, reply) => {
		const fault = request.body;
		// A misspelt fault would do nothing, as if the client had survived it
		if (!isObject(fault) || Object.keys(fault).some((key) => !FAULT_KEYS.includes(key))) {
			const error = `A fault is a JSON object with: ${FAULT_KEYS.join(', ')}`;
			return reply.code(400).send({ error });
		}
		faults.add(faultFromJson(fault));
		return { added: true };
	});
	app.delete(`${CONTROL_PATH}faults`, () => {
		faults.clear();
		return { cleared: true };
	});
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const LIMIT_TYPES: Record<keyof Limit, string> = {
	requests: 'number',
	perMs: 'number',
	burst: 'number',
	aligned: 'boolean',
	countRejected: 'boolean',
	inHeaders: 'boolean',
	retryAfter: 'boolean',
};

const LIMIT_KEYS = Object.entries(LIMIT_TYPES).map(([key, type]) => `${key} (${type})`);
const LIMIT_ERROR =
	`A limit is a JSON object with requests, perMs and optionally more of ${LIMIT_KEYS.join(', ')}. ` +
	'Several limits go into an array. null removes them';

function isLimits(value: unknown): value is Limit | Limit[] | null {
	return value === null || [value].flat().every(isLimit);
}

function isLimit(value: unknown): boolean {
	if (!isObject(value) || !('requests' in value && 'perMs' in value)) return false;
	return Object.entries(value).every(
		([key, property]) => LIMIT_TYPES[key as keyof Limit] === typeof property,
	);
}

/** JSON has no Infinity: null or "always" is sent for it. */
function faultFromJson(sent: Record<string, unknown>): Fault {
	const isEndless = sent.times === null || sent.times === 'always';
	return { ...sent, ...(isEndless && { times: Infinity }) };
}

function mapsAsObjects(_key: string, value: unknown): unknown {
	if (value instanceof Map) return Object.fromEntries(value);
	if (value instanceof Set) return [...value];
	return value;
}
