import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import axios from 'axios';
import type { AxiosInstance } from 'axios';
import { PROVIDERS, startSandbox } from '../../tools/mockServers';
import type { Sandbox } from '../../tools/mockServers';
import { SECRET_FIELDS } from '../support/secretFields';

let sandbox: Sandbox;
let voxworks: Sandbox['voxworks'];
let http: AxiosInstance;

beforeAll(async () => {
	sandbox = await startSandbox();
	voxworks = sandbox.voxworks;
	http = axios.create({ baseURL: voxworks.url, validateStatus: () => true, proxy: false });
});
beforeEach(() => voxworks.reset());
afterAll(() => sandbox.stop());

const contact = { phone_number: '+61491570006', first_name: 'Ana' };

const create = () =>
	http.post('/api/v1/create-contact', contact, {
		headers: { Authorization: `Bearer ${voxworks.credential.apiKey}` },
	});

test('shows requests and records without recording that', async () => {
	const { contact_id } = (await create()).data as { contact_id: string };
	const requests = await http.get('/__sandbox/requests');
	expect(requests.data).toMatchObject([
		{ method: 'POST', body: contact, status: 201, operationId: 'createContact' },
	]);
	const state = await http.get<Record<string, Record<string, unknown>>>('/__sandbox/state');
	expect(state.data.contacts).toEqual({ [contact_id]: { ...contact, id: contact_id } });
	expect(state.data.objects['property-1']).toMatchObject({ type_name: 'property' });
	expect(voxworks.requests).toHaveLength(1);
});

describe('faults', () => {
	test.each([null, 'always'])(
		'hit without end with times %j, until they are cleared',
		async (times) => {
			const fault = {
				match: { path: 'create-contact', body: 'Ana' },
				times,
				response: { status: 503 },
			};
			expect((await http.post('/__sandbox/faults', fault)).status).toBe(200);
			expect([(await create()).status, (await create()).status]).toEqual([503, 503]);
			expect((await http.delete('/__sandbox/faults')).status).toBe(200);
			expect((await create()).status).toBe(201);
		},
	);

	test('are accepted without a JSON content type, as from curl -d', async () => {
		const text = JSON.stringify({ response: { status: 503 } });
		const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
		await http.post('/__sandbox/faults', text, { headers });
		expect((await create()).status).toBe(503);
	});

	test.each([{ tmies: 3, response: { status: 503 } }, [], 'no JSON'])(
		'reject %j with the keys that exist',
		async (fault) => {
			const { status, data } = await http.post<{ error: string }>('/__sandbox/faults', fault);
			expect(status).toBe(400);
			expect(data.error).toContain('times');
			expect((await create()).status).toBe(201);
		},
	);
});

test('sets and removes a limit', async () => {
	await http.post('/__sandbox/limit', { requests: 0, perMs: 60_000 });
	expect((await create()).status).toBe(429);
	const headers = { 'Content-Type': 'application/json' };
	await http.post('/__sandbox/limit', 'null', { headers });
	expect((await create()).status).toBe(201);
	expect((await http.post('/__sandbox/limit', { requests: 1 })).status).toBe(400);
});

test('sets several limits at once, and rejects misspelt ones', async () => {
	const limits = [
		{ requests: 5, perMs: 1000, burst: 1 },
		{ requests: 100, perMs: 86_400_000, aligned: true, inHeaders: true },
	];
	expect((await http.post('/__sandbox/limit', limits)).status).toBe(200);
	expect([(await create()).status, (await create()).status]).toEqual([201, 429]);
	for (const wrong of [{ ...limits[0], brust: 1 }, { ...limits[0], perMs: '1000' }, [null]]) {
		const { status, data } = await http.post<{ error: string }>('/__sandbox/limit', wrong);
		expect(status).toBe(400);
		expect(data.error).toContain('burst');
	}
});

test('restores the seed with a reset', async () => {
	await create();
	expect((await http.post('/__sandbox/reset')).status).toBe(200);
	expect(voxworks.requests).toEqual([]);
	expect(voxworks.state.contacts.size).toBe(0);
});

test('responds with 404 to an unknown control', async () => {
	expect((await http.get('/__sandbox/nothing')).status).toBe(404);
});

test('listens on the requested port', async () => {
	const { port } = new URL(voxworks.url);
	await expect(startSandbox({ ports: { voxworks: Number(port) } })).rejects.toThrow('EADDRINUSE');
});

test('npm run sandbox starts all servers, explains their use, and stops on Ctrl+C', async () => {
	const main = spawn(process.execPath, ['--import', 'tsx', 'tools/mockServers/main.ts'], {
		cwd: path.join(__dirname, '..', '..'),
		// CI turns colours on, even if the output is not a terminal
		env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
	});
	try {
		let text = '';
		const exit = new Promise<number | null>((resolve) => main.once('exit', resolve));
		await new Promise<void>((resolve) => {
			main.stdout.on('data', (part: Buffer) => {
				text += part.toString();
				if (text.includes('Ctrl+C')) resolve();
			});
			main.once('exit', () => resolve());
		});
		const urls = text.match(/Base URL +http:\/\/127\.0\.0\.1:\d+/g) ?? [];
		expect(new Set(urls).size).toBe(PROVIDERS.length);
		for (const provider of PROVIDERS) {
			const credential = sandbox[provider].credential;
			expect(text).toContain(credential[SECRET_FIELDS[provider]]);
		}
		main.kill('SIGINT');
		expect(await exit).toBe(0);
	} finally {
		main.kill('SIGKILL');
	}
});
