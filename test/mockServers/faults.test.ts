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

function create<Body = unknown>(more: AxiosRequestConfig & { firstName?: string } = {}) {
	phones += 1;
	return axios.post<Body>(
		`${voxworks.url}/api/v1/create-contact`,
		{ phone_number: `+6149157${1000 + phones}`, first_name: more.firstName ?? 'Ana' },
		{
			headers: { Authorization: `Bearer ${voxworks.credential.apiKey}` },
			validateStatus: () => true,
			proxy: false,
			...more,
		},
	);
}

function listCalls(more: AxiosRequestConfig = {}) {
	return axios.get(`${voxworks.url}/api/v1/calls`, {
		headers: { Authorization: `Bearer ${voxworks.credential.apiKey}` },
		validateStatus: () => true,
		proxy: false,
		...more,
	});
}

/** The code of the error that ends a call which must not succeed. */
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

describe('which requests a fault hits', () => {
	const teapot = (more: Fault = {}): Fault => ({ response: { status: 418 }, ...more });

	async function statuses(count: number): Promise<number[]> {
		const found: number[] = [];
		for (let call = 0; call < count; call += 1) found.push((await create()).status);
		return found;
	}

	test('one request unless told otherwise', async () => {
		voxworks.faults.add(teapot());
		expect(await statuses(3)).toEqual([418, 201, 201]);
		expect(created()).toBe(2);
	});

	test('some are let through first, then some are hit', async () => {
		voxworks.faults.add(teapot({ skip: 1, times: 2 }));
		expect(await statuses(5)).toEqual([201, 418, 418, 201, 201]);
	});

	test('all of them until they are cleared', async () => {
		voxworks.faults.add(teapot({ times: Infinity }));
		expect(await statuses(3)).toEqual([418, 418, 418]);
		voxworks.faults.clear();
		expect(await statuses(1)).toEqual([201]);
	});

	test('one fault after the other, in the order of adding', async () => {
		voxworks.faults.add(teapot());
		voxworks.faults.add({ response: { status: 503 } });
		expect(await statuses(3)).toEqual([418, 503, 201]);
	});

	test.each<[string, Fault['match']]>([
		['method', { method: 'get' }],
		['part of the path', { path: '/calls' }],
		['pattern of the path', { path: /calls$/ }],
	])('those that match by %s', async (_name, match) => {
		voxworks.faults.add(teapot({ match, times: Infinity }));
		expect((await create()).status).toBe(201);
		expect((await listCalls()).status).toBe(418);
		expect((await listCalls()).status).toBe(418);
	});

	test.each([['"first_name":"Bruno"'], [/Bru.o/g]])('those that match %s by body', async (body) => {
		voxworks.faults.add(teapot({ match: { body }, times: Infinity }));
		expect((await create()).status).toBe(201);
		expect((await create({ firstName: 'Bruno' })).status).toBe(418);
		expect((await create({ firstName: 'Bruno' })).status).toBe(418);
		expect((await listCalls()).status).toBe(200);
	});
});

describe('what a fault does', () => {
	test('an answer before the server acts leaves the records alone', async () => {
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

	test('an answer after the server acted hides that it did', async () => {
		voxworks.faults.add({ when: 'after', response: { status: 500, body: { oops: true } } });
		const { status, data } = await create();
		expect([status, data]).toEqual([500, { oops: true }]);
		expect(created()).toBe(1);
		expect(last()).toMatchObject({ status: 500, executed: true });
	});

	test('what the server refuses is never called done', async () => {
		voxworks.faults.add({ when: 'after', response: { status: 200, body: { success: true } } });
		const { status } = await create({ headers: {} });
		expect(status).toBe(401);
		expect(last()).toMatchObject({ status: 401, executed: false });
	});

	test('an answer carries its headers and its type', async () => {
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

	test('a delay only delays', async () => {
		voxworks.faults.add({ delayMs: 60 });
		const start = performance.now();
		expect((await create()).status).toBe(201);
		// Timers of Node may fire up to a millisecond early.
		expect(performance.now() - start).toBeGreaterThanOrEqual(59);
		expect(last()).toMatchObject({ fault: 'delay 60 ms', executed: true });
	});

	test('a delay on all requests lets other faults through', async () => {
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
	])('a connection is reset %s the server acts', async (when, count) => {
		voxworks.faults.add({ when, connection: 'reset' });
		expect(await failure(create())).toBe('ECONNRESET');
		expect(created()).toBe(count);
		expect(last().status).toBeUndefined();
		expect(last().executed).toBe(count === 1);
	});

	test.each<['before' | 'after', number]>([
		['before', 0],
		['after', 1],
	])('an answer never comes, %s the server acts', async (when, count) => {
		voxworks.faults.add({ when, connection: 'hang' });
		expect(await failure(create({ timeout: 100 }))).toBe('ECONNABORTED');
		expect(created()).toBe(count);
		expect(last().status).toBeUndefined();
	});

	test('a truncated answer ends in the middle of the right body', async () => {
		voxworks.faults.add({ connection: 'truncate' });
		const answer = await create<Readable>({ responseType: 'stream' });
		let text = '';
		const end = new Promise<string>((resolve) => {
			answer.data.on('data', (part: Buffer) => (text += part.toString()));
			answer.data.on('error', (error: AxiosError) => resolve(error.message));
			answer.data.on('end', () => resolve('complete'));
		});
		expect(await end).toBe('aborted');
		expect(text).toMatch(/^\{"success":true,"contact/);
		expect(text.length).toBeLessThan(Number(answer.headers['content-length']));
		expect(created()).toBe(1);
	});

	test('a trickled answer is whole in the end', async () => {
		voxworks.faults.add({
			connection: 'trickle',
			response: { status: 200, body: { city: 'Zürich' } },
		});
		const start = performance.now();
		const { data } = await create();
		expect(data).toEqual({ city: 'Zürich' });
		// 18 bytes with a pause after each.
		expect(performance.now() - start).toBeGreaterThan(50);
		expect(created()).toBe(0);
		voxworks.faults.add({ connection: 'trickle' });
		expect((await create()).data).toMatchObject({ success: true });
	});
});

describe('ready-made faults', () => {
	test('a rate limit has the headers that are asked for and the body of the provider', async () => {
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

	test('LeadLex tells the reset also in words, SprintHub tells nothing', async () => {
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

	test('a server error is a page', async () => {
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
	])('%s is sent as it is, with the body of the provider', async (kind, header, value) => {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(inAMinute - 60_000);
		sandbox.leadLex.faults.add(bogusRateLimit(kind, 60_000));
		clock.mockRestore();
		const { url } = sandbox.leadLex;
		const answer = await axios.get<LeadLexError>(url, { validateStatus: () => true });
		expect([answer.status, answer.headers[header]]).toEqual([429, value]);
		expect(answer.data.error.code).toBe('rate_limited');
		expect(bogusHeaders).toContain(kind);
		expect(bogusHeaders).toHaveLength(6);
	});

	test.each([301, 302, 303, 307, 308] as const)(
		'a %i leads where it is told to',
		async (status) => {
			for (const to of ['/api/v1/calls', `${sandbox.leadLex.url}/v1/users`]) {
				voxworks.faults.add(redirect(status, to));
				const answer = await create({ maxRedirects: 0 });
				expect([answer.status, answer.headers.location, answer.data]).toEqual([status, to, '']);
			}
			expect(created()).toBe(0);
		},
	);

	test.each([200, 201, 204] as const)('a %i is empty, and it was done', async (status) => {
		voxworks.faults.add(emptyResponse(status));
		const answer = await create();
		expect([answer.status, answer.data]).toEqual([status, '']);
		expect(answer.headers['content-length']).toBe(status === 204 ? undefined : '0');
		expect(created()).toBe(1);
	});

	test('an answer names no record, and it was done', async () => {
		voxworks.faults.add(responseWithoutId(201));
		const { status, data } = await create();
		expect([status, data]).toEqual([201, { success: true, data: {} }]);
		expect(created()).toBe(1);
	});

	test('an error without a body has the body of the provider', async () => {
		voxworks.faults.add({ response: { status: 503 } });
		expect((await create()).data).toEqual({ success: false, message: 'Service Unavailable' });
	});
});

describe('rate limit', () => {
	test('what is over the limit is refused and not carried out', async () => {
		voxworks.limit({ requests: 2, perMs: 60_000 });
		const answers = [await create(), await create(), await create()];
		expect(answers.map(({ status }) => status)).toEqual([201, 201, 429]);
		expect(answers[2].data).toEqual({ success: false, message: 'Rate limit exceeded' });
		expect(answers[2].headers).toMatchObject({
			'retry-after': '60',
			'x-ratelimit-limit': '2',
			'x-ratelimit-remaining': '0',
		});
		expect(created()).toBe(2);
		expect(last()).toMatchObject({ status: 429, operationId: 'createContact', executed: false });
	});

	test('the next window is open again', async () => {
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

	test('it ends when it is taken away, and with a reset', async () => {
		voxworks.limit({ requests: 0, perMs: 60_000 });
		expect((await create()).status).toBe(429);
		voxworks.limit(null);
		expect((await create()).status).toBe(201);
		voxworks.limit({ requests: 0, perMs: 60_000 });
		voxworks.reset();
		expect((await create()).status).toBe(201);
	});

	test('Retry-After is sent or not as asked', async () => {
		voxworks.limit({ requests: 0, perMs: 1000, retryAfter: false });
		expect((await create()).headers).not.toHaveProperty('retry-after');
		sandbox.sprintHub.limit({ requests: 0, perMs: 1000, retryAfter: true });
		const answer = await axios.get<unknown>(sandbox.sprintHub.url, { validateStatus: () => true });
		expect(answer.headers['retry-after']).toBe('1');
	});

	test('LeadLex counts down in the headers of every answer', async () => {
		const { url, credential } = sandbox.leadLex;
		sandbox.leadLex.limit({ requests: 2, perMs: 60_000 });
		const headers = { Authorization: `Bearer ${credential.apiKey}` };
		const call = () =>
			axios.get<LeadLexError>(`${url}/v1/users`, { headers, validateStatus: () => true });
		const answers = [await call(), await call(), await call()];
		expect(answers.map((answer) => answer.headers)).toMatchObject(
			['1', '0', '0'].map((left) => ({ 'x-ratelimit-remaining': left })),
		);
		const reset = Number(answers[2].headers['x-ratelimit-reset']) * 1000;
		expect(reset).toBeGreaterThan(Date.now() + 50_000);
		expect(answers[2].data.error).toMatchObject({ code: 'rate_limited' });
		expect(answers[2].data.error.message).toMatch(/Resets at \d{4}-.*Z$/);
		expect(answers[2].headers).not.toHaveProperty('retry-after');
	});
});

describe('concurrency', () => {
	test('the most requests under way at once are counted', async () => {
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

	test('requests that were given up are no longer under way', async () => {
		voxworks.faults.add({ connection: 'hang' });
		voxworks.faults.add({ connection: 'reset' });
		await failure(create({ timeout: 50 }));
		await failure(create());
		await create();
		// The third comes when the first may still be closing, the fourth does not.
		const peak = voxworks.peakConcurrency();
		await create();
		expect(peak).toBeLessThanOrEqual(2);
		expect(voxworks.peakConcurrency()).toBe(peak);
	});
});

describe('an end in the middle', () => {
	test('a request from before a reset does not touch the new records', async () => {
		voxworks.faults.add({ delayMs: 80 });
		const late = failure(create());
		while (voxworks.requests.length === 0) await new Promise(setImmediate);
		voxworks.reset();
		expect(await late).toBe('ECONNRESET');
		expect(created()).toBe(0);
		expect(voxworks.requests).toEqual([]);
	});

	test('a reset lets go of requests that hang', async () => {
		voxworks.faults.add({ connection: 'hang' });
		const hanging = failure(create());
		while (voxworks.requests.length === 0) await new Promise(setImmediate);
		voxworks.reset();
		expect(await hanging).toBe('ECONNRESET');
	});

	test('stopping does not wait for requests that hang, trickle or are delayed', async () => {
		const other = await startSandbox();
		const faults: Fault[] = [
			{ connection: 'hang' },
			{ delayMs: 60_000 },
			{ connection: 'trickle', response: { status: 200, body: 'x'.repeat(100_000) } },
		];
		faults.forEach((fault) => other.sprintHub.faults.add(fault));
		const calls = faults.map(() => failure(axios.get(other.sprintHub.url)));
		while (other.sprintHub.requests.length < 3) await new Promise(setImmediate);
		await other.stop();
		const ends = await Promise.all(calls);
		expect(ends).not.toContain('answered');
	});
});
