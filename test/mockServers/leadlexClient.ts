/** What the tests of the stand-in of LeadLex share. */
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
	/** Posts and gives the ID of what was created. */
	created(path: string, body: object): Promise<string>;
}

/** A stand of its own, fresh before each test. */
export function leadLexTest(): LeadLexTest {
	let sandbox: Sandbox;
	const shared = {} as LeadLexTest;
	beforeAll(async () => {
		sandbox = await startSandbox();
		const { leadLex } = sandbox;
		const api = clientOf<Body>(leadLex, 'leadlex');
		Object.assign(shared, {
			...{ leadLex, api },
			created: async (path: string, body: object) => (await api.post(path, body)).data.data.id,
		});
	});
	beforeEach(() => shared.leadLex.reset());
	afterAll(() => sandbox.stop());
	return shared;
}

export const refused = ({ status, data }: { status: number; data: Body }) => [
	status,
	data.error.code,
];
