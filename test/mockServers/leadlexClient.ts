/** Set-up that the tests of LeadLex's mock server share. */
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { startSandbox } from '../../tools/mockServers';
import type { Sandbox } from '../../tools/mockServers';
import { clientOf } from './client';
import type { Client } from './client';

export interface Body {
	data: { id: string; [field: string]: unknown };
	meta: { page: number; per_page: number; total: number };
	error: { code: string; message: string; details?: object };
}

export interface LeadLexTest {
	leadLex: Sandbox['leadLex'];
	api: Client<Body>;
	/** Posts a record and returns its ID. */
	created(path: string, body: object): Promise<string>;
}

/** Starts a sandbox for a test file, and resets LeadLex before each test. */
export function leadLexTest(): LeadLexTest {
	let sandbox: Sandbox;
	const shared = {} as LeadLexTest;
	beforeAll(async () => {
		sandbox = await startSandbox();
		const { leadLex } = sandbox;
		const api = clientOf<Body>(leadLex, 'leadlex');
		Object.assign(shared, {
			leadLex,
			api,
			created: async (path: string, body: object) => (await api.post(path, body)).data.data.id,
		});
	});
	beforeEach(() => shared.leadLex.reset());
	afterAll(() => sandbox.stop());
	return shared;
}

/** Returns the status and the error code. */
export const errorOf = ({ status, data }: { status: number; data: Body }) => [
	status,
	data.error.code,
];
