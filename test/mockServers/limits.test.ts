import {
	afterAll,
	afterEach,
	beforeAll,
	beforeEach,
	describe,
	expect,
	jest,
	test,
} from '@jest/globals';
import axios from 'axios';
import { leadLexPlans, startSandbox } from '../../tools/mockServers';
import type { Limit, Sandbox } from '../../tools/mockServers';

let sandbox: Sandbox;
let leadLex: Sandbox['leadLex'];
/** Replaces the clock that the sandbox reads; tests move it by hand. */
let now: number;

beforeAll(async () => {
	sandbox = await startSandbox();
	leadLex = sandbox.leadLex;
});
beforeEach(() => {
	leadLex.reset();
	now = Date.parse('2026-03-01T23:50:00.500Z');
	jest.spyOn(Date, 'now').mockImplementation(() => now);
});
afterEach(() => {
	jest.restoreAllMocks();
});
afterAll(() => sandbox.stop());

const MIDNIGHT = Date.parse('2026-03-02T00:00:00Z') / 1000;

async function call() {
	const { status, headers, data } = await axios.get<unknown>(`${leadLex.url}/v1/users`, {
		headers: { Authorization: `Bearer ${leadLex.credential.apiKey}` },
		validateStatus: () => true,
	});
	const header = (name: string) => headers[name] as string | undefined;
	return {
		status,
		data,
		limit: header('x-ratelimit-limit'),
		remaining: header('x-ratelimit-remaining'),
		reset: header('x-ratelimit-reset'),
		retryAfter: header('retry-after'),
	};
}

/** Counts the requests that pass. */
async function passing(count: number): Promise<number> {
	let passed = 0;
	for (let sent = 0; sent < count; sent += 1) passed += Number((await call()).status === 200);
	return passed;
}

describe('a token bucket', () => {
	const bucket: Limit = { requests: 5, perMs: 1000, burst: 3, retryAfter: true };

	test('lets its burst pass at once, then one request at a time', async () => {
		leadLex.limit(bucket);
		expect(await passing(5)).toBe(3);
		now += 199;
		expect(await passing(1)).toBe(0);
		now += 1;
		expect(await passing(2)).toBe(1);
		now += 60_000;
		expect(await passing(5)).toBe(3);
	});

	test('shows what remains and when the next request passes', async () => {
		leadLex.limit({ ...bucket, perMs: 50_000 });
		expect(await call()).toMatchObject({ limit: '3', remaining: '2', retryAfter: undefined });
		await passing(2);
		const reset = String(Math.ceil((now + 10_000) / 1000));
		expect(await call()).toMatchObject({ status: 429, remaining: '0', reset, retryAfter: '10' });
	});

	test('refills exactly one token in 3 x 1/3 s', async () => {
		leadLex.limit({ requests: 3, perMs: 1000, burst: 3 });
		expect(await passing(3)).toBe(3);
		now += 1000;
		expect(await passing(4)).toBe(3);
	});
});

describe('several limits at once', () => {
	const two: Limit[] = [
		{ requests: 2, perMs: 1000, retryAfter: true },
		{ requests: 3, perMs: 60_000, retryAfter: true },
	];

	test('let a request pass if it passes all of them', async () => {
		leadLex.limit(two);
		expect(await passing(3)).toBe(2);
		now += 1000;
		expect(await passing(3)).toBe(1);
		now += 1000;
		expect(await passing(1)).toBe(0);
		now += 58_000;
		expect(await passing(3)).toBe(2);
	});

	test('show the wait of the limit that opens last', async () => {
		leadLex.limit(two);
		await passing(2);
		expect((await call()).retryAfter).toBe('1');
		now += 1000;
		await passing(1);
		expect((await call()).retryAfter).toBe('59');
	});

	test.each<[boolean | undefined, number]>([
		[undefined, 1],
		[true, 0],
	])(
		'with countRejected %s, rejected requests leave %i of the day',
		async (countRejected, passed) => {
			leadLex.limit(two.map((limit) => ({ ...limit, countRejected })));
			await passing(10);
			now += 1000;
			expect(await passing(1)).toBe(passed);
		},
	);
});

describe('a plan of LeadLex', () => {
	test.each([
		['starter', 10, '100'],
		['pro', 50, '1000'],
		['org', 200, '10000'],
	] as const)('%s lets %i requests a minute pass and shows %s a day', async (plan, minute, day) => {
		leadLex.limit(leadLexPlans[plan]);
		expect(await call()).toMatchObject({ limit: day, remaining: String(Number(day) - 1) });
		expect(await passing(minute + 5)).toBe(minute - 1);
	});

	test('rejects by the minute with the headers of the day and without Retry-After', async () => {
		leadLex.limit(leadLexPlans.starter);
		await passing(15);
		const rejected = await call();
		expect(rejected).toMatchObject({
			status: 429,
			limit: '100',
			remaining: '90',
			reset: String(MIDNIGHT),
			retryAfter: undefined,
		});
		const message = 'Rate limit exceeded. Resets at 2026-03-02T00:00:00.000Z';
		expect(rejected.data).toEqual({ error: { code: 'rate_limited', message } });
		now += 60_000;
		expect(await passing(1)).toBe(1);
	});

	test('rejects by the day until midnight in UTC, whenever it began', async () => {
		leadLex.limit([{ requests: 1, perMs: 86_400_000, aligned: true, inHeaders: true }]);
		expect(await passing(2)).toBe(1);
		expect(await call()).toMatchObject({ status: 429, remaining: '0', reset: String(MIDNIGHT) });
		now = MIDNIGHT * 1000 - 1;
		expect(await passing(1)).toBe(0);
		now += 1;
		const { status, reset } = await call();
		expect([status, reset]).toEqual([200, String(MIDNIGHT + 86_400)]);
	});
});
