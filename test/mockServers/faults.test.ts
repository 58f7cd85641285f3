import type { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import axios from 'axios';
import type { AxiosError, AxiosRequestConfig } from 'axios';
import {
	PROVIDERS,
	responseWithoutId,
	emptyResponse,
	rateLimited,
	redirect,
	serverError,
	startSandbox,
	bogusHeaders,
	bogusRateLimit,
} from '../../tools/mockServers';
import type { Fault, Sandbox, BogusHeader } from '../../tools/mockServers';

let sandbox: Sandbox;
let voxworks: Sandbox['voxworks'];

beforeAll(async () => {
	sandbox = await startSandbox();
	voxworks = sandbox.voxworks;
});
beforeEach(() => {
	for (const provider of PROVIDERS) sandbox[provider].reset();
});
afterAll(() => sandbox.stop());

let phones = 0;

function create<Body = unknown>(config: AxiosRequestConfig & { firstName?: string } = {}) {
	phones += 1;
	return axios.post<Body>(
		`${voxworks.url}/api/v1/create-contact`,
		{ phone_number: `+6149157${1000 + phones}`, first_name: config.firstName ?? 'Ana' },
		{
			headers: { Authorization: `Bearer ${voxworks.credential.apiKey}` },
			validateStatus: () => true,
			proxy: false,
			...config,
		},
	);
}

function listCalls(config: AxiosRequestConfig = {}) {
	return axios.get(`${voxworks.url}/api/v1/calls`, {
		headers: { Authorization: `Bearer ${voxworks.credential.apiKey}` },
		validateStatus: () => true,
		proxy: false,
		...config,
	});
}

/** Returns the error code of a request that must fail. */
async function failure(call: Promise<unknown>): Promise<string | undefined> {
	return call.then(
		() => 'answered',
		(error: AxiosError) => error.code,
	);
}

interface LeadLexError {
	error: { code: string; message: string };
}

const created = () => voxworks.state.contacts.size;
const last = () => voxworks.requests[voxworks.requests.length - 1];

describe('a fault hits', () => {
	const teapot = (options: Fault = {}): Fault => ({ response: { status: 418 }, ...options });

	async function statuses(count: number): Promise<number[]> {
		const statuses: number[] = [];
		for (let call = 0; call < count; call += 1) statuses.push((await create()).status);
		return statuses;
	}

	test('one request by default', async () => {
		voxworks.faults.add(teapot());
		expect(await statuses(3)).toEqual([418, 201, 201]);
		expect(created()).toBe(2);
	});

	test('the requests after those that it skips', async () => {
		voxworks.faults.add(teapot({ skip: 1, times: 2 }));
		expect(await statuses(5)).toEqual([201, 418, 418, 201, 201]);
	});

	test('every request until it is cleared', async () => {
		voxworks.faults.add(teapot({ times: Infinity }));
		expect(await statuses(3)).toEqual([418, 418, 418]);
		voxworks.faults.clear();
		expect(await statuses(1)).toEqual([201]);
	});

	test('before faults that were added later', async () => {
		voxworks.faults.add(teapot());
		voxworks.faults.add({ response: { status: 503 } });
		expect(await statuses(3)).toEqual([418, 503, 201]);
	});

	test.each<[string, Fault['match']]>([
		['method', { method: 'get' }],
		['part of the path', { path: '/calls' }],
		['pattern of the path', { path: /calls$/ }],
	])('requests that match by %s', async (_name, match) => {
		voxworks.faults.add(teapot({ match, times: Infinity }));
		expect((await create()).status).toBe(201);
		expect((await listCalls()).status).toBe(418);
		expect((await listCalls()).status).toBe(418);
	});

	test.each([['"first_name":"Bruno"'], [/Bru.o/g]])(
		'requests whose body matches %s',
		async (body) => {
			voxworks.faults.add(teapot({ match: { body }, times: Infinity }));
			expect((await create()).status).toBe(201);
			expect((await create({ firstName: 'Bruno' })).status).toBe(418);
			expect((await create({ firstName: 'Bruno' })).status).toBe(418);
			expect((await listCalls()).status).toBe(200);
		},
	);
});

describe('a fault', () => {
	test('with a response before the server acts leaves the records unchanged', async () => {
		voxworks.faults.add({ response: { status: 502, body: 'Bad gateway' } });
		const { status, data, headers } = await create();
		expect([status, data, headers['content-type']]).toEqual([
			502,
			'Bad gateway',
			'text/plain; charset=utf-8',
		]);
		expect(created()).toBe(0);
		expect(last()).toMatchObject({
			status: 502,
			operationId: 'createContact',
			fault: 'response 502',
			executed: false,
		});
	});

	test('with a response after the server acted hides that it did', async () => {
		voxworks.faults.add({ when: 'after', response: { status: 500, body: { oops: true } } });
		const { status, data } = await create();
		expect([status, data]).toEqual([500, { oops: true }]);
		expect(created()).toBe(1);
		expect(last()).toMatchObject({ status: 500, executed: true });
	});

	test('never reports a rejected request as successful', async () => {
		voxworks.faults.add({ when: 'after', response: { status: 200, body: { success: true } } });
		const { status } = await create({ headers: {} });
		expect(status).toBe(401);
		expect(last()).toMatchObject({ status: 401, executed: false });
	});

	test('sends the headers and the type of its response', async () => {
		const response = {
			status: 302,
			headers: { Location: 'http://127.0.0.1:1/' },
			body: '<p>moved</p>',
			type: 'text/html',
		};
		voxworks.faults.add({ response });
		const { status, headers, data } = await create({ maxRedirects: 0 });
		expect(status).toBe(302);
		expect(headers).toMatchObject({ location: 'http://127.0.0.1:1/', 'content-type': 'text/html' });
		expect(data).toBe('<p>moved</p>');
	});

	test('that only delays changes nothing else', async () => {
		voxworks.faults.add({ delayMs: 60 });
		const start = performance.now();
		expect((await create()).status).toBe(201);
		// Timers of Node may fire up to a millisecond early
		expect(performance.now() - start).toBeGreaterThanOrEqual(59);
		expect(last()).toMatchObject({ fault: 'delay 60 ms', executed: true });
	});

	test('that delays all requests leaves other faults in force', async () => {
		voxworks.faults.add({ delayMs: 1, times: Infinity });
		voxworks.faults.add({ response: { status: 503 } });
		expect([(await create()).status, (await create()).status]).toEqual([503, 201]);
		expect(voxworks.requests.map((request) => request.fault)).toEqual([
			'delay 1 ms, response 503',
			'delay 1 ms',
		]);
	});

	test.each<['before' | 'after', number]>([
		['before', 0],
		['after', 1],
	])('resets a connection %s the server acts', async (when, count) => {
		voxworks.faults.add({ when, connection: 'reset' });
		expect(await failure(create())).toBe('ECONNRESET');
		expect(created()).toBe(count);
		expect(last().status).toBeUndefined();
		expect(last().executed).toBe(count === 1);
	});

	test.each<['before' | 'after', number]>([
		['before', 0],
		['after', 1],
	])('sends no response, %s the server acts', async (when, count) => {
		voxworks.faults.add({ when, connection: 'hang' });
		expect(await failure(create({ timeout: 100 }))).toBe('ECONNABORTED');
		expect(created()).toBe(count);
		expect(last().status).toBeUndefined();
	});

	test('truncates the right body in the middle', async () => {
		voxworks.faults.add({ connection: 'truncate' });
		const response = await create<Readable>({ responseType: 'stream' });
		let text = '';
		const end = new Promise<string>((resolve) => {
			response.data.on('data', (part: Buffer) => (text += part.toString()));
			response.data.on('error', (error: AxiosError) => resolve(error.message));
			response.data.on('end', () => resolve('complete'));
		});
		expect(await end).toBe('aborted');
		expect(text).toMatch(/^\{"success":true,"contact/);
		expect(text.length).toBeLessThan(Number(response.headers['content-length']));
		expect(created()).toBe(1);
	});

	test('trickles the whole body', async () => {
		voxworks.faults.add({
			connection: 'trickle',
			response: { status: 200, body: { city: 'Zürich' } },
		});
		const start = performance.now();
		const { data } = await create();
		expect(data).toEqual({ city: 'Zürich' });
		// 18 bytes with a pause after each
		expect(performance.now() - start).toBeGreaterThan(50);
		expect(created()).toBe(0);
		voxworks.faults.add({ connection: 'trickle' });
		expect((await create()).data).toMatchObject({ success: true });
	});
});

describe('predefined faults', () => {
	test('rateLimited has the requested headers and the body of the provider', async () => {
		voxworks.faults.add(rateLimited({ retryAfter: 7, remaining: 0 }, 2));
		for (let call = 0; call < 2; call += 1) {
			const { status, headers, data } = await create();
			expect(status).toBe(429);
			expect(data).toEqual({ success: false, message: 'Rate limit exceeded' });
			expect(headers).toMatchObject({ 'retry-after': '7', 'x-ratelimit-remaining': '0' });
			expect(headers).not.toHaveProperty('x-ratelimit-reset');
		}
		expect((await create()).status).toBe(201);
	});

	test('rateLimited has the reset in the message of LeadLex, and not in that of SprintHub', async () => {
		const reset = Date.parse('2030-01-01T00:00:00Z') / 1000;
		sandbox.leadLex.faults.add(rateLimited({ reset }));
		sandbox.sprintHub.faults.add(rateLimited());
		const [leadLex, sprintHub] = await Promise.all(
			[sandbox.leadLex, sandbox.sprintHub].map((server) =>
				axios.get<unknown>(server.url, { validateStatus: () => true }),
			),
		);
		const message = 'Rate limit exceeded. Resets at 2030-01-01T00:00:00.000Z';
		expect(leadLex.data).toEqual({ error: { code: 'rate_limited', message } });
		expect(leadLex.headers['x-ratelimit-reset']).toBe(String(reset));
		expect([sprintHub.status, sprintHub.data]).toEqual([429, { error: 'Too many requests' }]);
	});

	test('serverError responds with an HTML page', async () => {
		voxworks.faults.add(serverError());
		const { status, data, headers } = await create();
		expect([status, headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
		expect(data).toContain('<html>');
	});

	const inAMinute = Date.parse('2030-01-01T00:01:00Z');

	test.each<[BogusHeader, string, string]>([
		['retryAfterHuge', 'retry-after', '1e20'],
		['retryAfterNegative', 'retry-after', '-5'],
		['retryAfterTwice', 'retry-after', '1, 1'],
		['resetInMicroseconds', 'x-ratelimit-reset', String(inAMinute * 1000)],
		['resetInMilliseconds', 'x-ratelimit-reset', String(inAMinute)],
		['resetAsSecondsLeft', 'x-ratelimit-reset', '60'],
	])(
		'bogusRateLimit sends %s as it is, with the body of the provider',
		async (kind, header, value) => {
			const clock = jest.spyOn(Date, 'now').mockReturnValue(inAMinute - 60_000);
			sandbox.leadLex.faults.add(bogusRateLimit(kind, 60_000));
			clock.mockRestore();
			const { url } = sandbox.leadLex;
			const response = await axios.get<LeadLexError>(url, { validateStatus: () => true });
			expect([response.status, response.headers[header]]).toEqual([429, value]);
			expect(response.data.error.code).toBe('rate_limited');
			expect(bogusHeaders).toContain(kind);
			expect(bogusHeaders).toHaveLength(6);
		},
	);

	test.each([301, 302, 303, 307, 308] as const)(
		'redirect sends a %i to its address',
		async (status) => {
			for (const to of ['/api/v1/calls', `${sandbox.leadLex.url}/v1/users`]) {
				voxworks.faults.add(redirect(status, to));
				const response = await create({ maxRedirects: 0 });
				expect([response.status, response.headers.location, response.data]).toEqual([
					status,
					to,
					'',
				]);
			}
			expect(created()).toBe(0);
		},
	);

	test.each([200, 201, 204] as const)(
		'emptyResponse sends %i without a body after the server acted',
		async (status) => {
			voxworks.faults.add(emptyResponse(status));
			const response = await create();
			expect([response.status, response.data]).toEqual([status, '']);
			expect(response.headers['content-length']).toBe(status === 204 ? undefined : '0');
			expect(created()).toBe(1);
		},
	);

	test('responseWithoutId sends no ID after the server acted', async () => {
		voxworks.faults.add(responseWithoutId(201));
		const { status, data } = await create();
		expect([status, data]).toEqual([201, { success: true, data: {} }]);
		expect(created()).toBe(1);
	});

	test('an error without a body gets the body of the provider', async () => {
		voxworks.faults.add({ response: { status: 503 } });
		expect((await create()).data).toEqual({ success: false, message: 'Service Unavailable' });
	});
});

describe('a rate limit', () => {
	test('rejects requests above it, and does not execute them', async () => {
		voxworks.limit({ requests: 2, perMs: 60_000 });
		const responses = [await create(), await create(), await create()];
		expect(responses.map(({ status }) => status)).toEqual([201, 201, 429]);
		expect(responses[2].data).toEqual({ success: false, message: 'Rate limit exceeded' });
		expect(responses[2].headers).toMatchObject({
			'retry-after': '60',
			'x-ratelimit-limit': '2',
			'x-ratelimit-remaining': '0',
		});
		expect(created()).toBe(2);
		expect(last()).toMatchObject({ status: 429, operationId: 'createContact', executed: false });
	});

	test('accepts requests in the next window', async () => {
		let now = Date.now();
		const clock = jest.spyOn(Date, 'now').mockImplementation(() => now);
		voxworks.limit({ requests: 1, perMs: 1000 });
		await create();
		now += 999;
		expect((await create()).status).toBe(429);
		now += 1;
		expect((await create()).status).toBe(201);
		clock.mockRestore();
	});

	test('ends when it is removed, and with a reset', async () => {
		voxworks.limit({ requests: 0, perMs: 60_000 });
		expect((await create()).status).toBe(429);
		voxworks.limit(null);
		expect((await create()).status).toBe(201);
		voxworks.limit({ requests: 0, perMs: 60_000 });
		voxworks.reset();
		expect((await create()).status).toBe(201);
	});

	test('sends Retry-After as its option says', async () => {
		voxworks.limit({ requests: 0, perMs: 1000, retryAfter: false });
		expect((await create()).headers).not.toHaveProperty('retry-after');
		sandbox.sprintHub.limit({ requests: 0, perMs: 1000, retryAfter: true });
		const response = await axios.get<unknown>(sandbox.sprintHub.url, {
			validateStatus: () => true,
		});
		expect(response.headers['retry-after']).toBe('1');
	});

	test('counts down in the headers of every response of LeadLex', async () => {
		const { url, credential } = sandbox.leadLex;
		sandbox.leadLex.limit({ requests: 2, perMs: 60_000 });
		const headers = { Authorization: `Bearer ${credential.apiKey}` };
		const call = () =>
			axios.get<LeadLexError>(`${url}/v1/users`, { headers, validateStatus: () => true });
		const responses = [await call(), await call(), await call()];
		expect(responses.map((response) => response.headers)).toMatchObject(
			['1', '0', '0'].map((remaining) => ({ 'x-ratelimit-remaining': remaining })),
		);
		const reset = Number(responses[2].headers['x-ratelimit-reset']) * 1000;
		expect(reset).toBeGreaterThan(Date.now() + 50_000);
		expect(responses[2].data.error).toMatchObject({ code: 'rate_limited' });
		expect(responses[2].data.error.message).toMatch(/Resets at \d{4}-.*Z$/);
		expect(responses[2].headers).not.toHaveProperty('retry-after');
	});
});

describe('peak concurrency', () => {
	test('is the most requests in flight at once', async () => {
		voxworks.faults.add({ connection: 'hang', times: 3 });
		const hanging = [create(), create(), create()].map(failure);
		while (voxworks.requests.length < 3) await new Promise(setImmediate);
		expect(voxworks.peakConcurrency()).toBe(3);
		voxworks.reset();
		await Promise.all(hanging);
		expect(voxworks.peakConcurrency()).toBe(0);
		await create();
		await create();
		expect(voxworks.peakConcurrency()).toBe(1);
	});

	test('does not count requests that the client has aborted', async () => {
		voxworks.faults.add({ connection: 'hang' });
		voxworks.faults.add({ connection: 'reset' });
		await failure(create({ timeout: 50 }));
		await failure(create());
		await create();
		// The third may come while the first is still closing, the fourth cannot
		const peak = voxworks.peakConcurrency();
		await create();
		expect(peak).toBeLessThanOrEqual(2);
		expect(voxworks.peakConcurrency()).toBe(peak);
	});
});

describe('a reset or a stop with requests in flight', () => {
	test('keeps a delayed request from changing the new records', async () => {
		voxworks.faults.add({ delayMs: 80 });
		const late = failure(create());
		while (voxworks.requests.length === 0) await new Promise(setImmediate);
		voxworks.reset();
		expect(await late).toBe('ECONNRESET');
		expect(created()).toBe(0);
		expect(voxworks.requests).toEqual([]);
	});

	test('closes the connections of requests that hang', async () => {
		voxworks.faults.add({ connection: 'hang' });
		const hanging = failure(create());
		while (voxworks.requests.length === 0) await new Promise(setImmediate);
		voxworks.reset();
		expect(await hanging).toBe('ECONNRESET');
	});

	test('does not wait for requests that hang, trickle or are delayed', async () => {
		const otherSandbox = await startSandbox();
		const faults: Fault[] = [
			{ connection: 'hang' },
			{ delayMs: 60_000 },
			{ connection: 'trickle', response: { status: 200, body: 'x'.repeat(100_000) } },
		];
		faults.forEach((fault) => otherSandbox.sprintHub.faults.add(fault));
		const calls = faults.map(() => failure(axios.get(otherSandbox.sprintHub.url)));
		while (otherSandbox.sprintHub.requests.length < 3) await new Promise(setImmediate);
		await otherSandbox.stop();
		const ends = await Promise.all(calls);
		expect(ends).not.toContain('answered');
	});
});
