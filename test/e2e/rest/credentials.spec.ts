/** Tests the three credentials and their use in n8n's HTTP Request node. */
import type { IDataObject } from 'n8n-workflow';

import { perProvider, providers } from '../../../tools/mockServers';
import { n8nVersion } from '../../../tools/n8n';
import { SECRET_FIELDS } from '../../support/secretFields';
import { errorOf, expect, node, outputsOf, PROVIDERS, test, workflowOf } from '../support';
import type { ProviderKey, World } from '../support';

const NAME = perProvider((provider) => providers[provider].name);
/** The path of a GET request. */
const READ = perProvider((provider) => providers[provider].scenario.readPath);

const saved = (world: World, provider: ProviderKey) => {
	const type = `${provider}Api`;
	return { ...world.credentials[type], type };
};

/** Responses that no provider sends, but another server at the Base URL may. */
const FOREIGN_RESPONSES = {
	'a redirect': { status: 302, headers: { Location: '/' }, body: '' },
	'a web page': { status: 200, type: 'text/html', body: '<!DOCTYPE html><title>Welcome</title>' },
	nothing: { status: 200, body: '' },
};

/** The message that n8n shows for a rejected key. */
const WRONG_KEY = perProvider((provider) => providers[provider].scenario.wrongKeyMessage);
const WRONG_INSTANCE =
	'SprintHub did not understand the request. Check Instance: it is the first part of the address at which you open SprintHub.';

/** n8n 1 has words of its own, except for SprintHub, whose credential is tested by our node. */
const expectedMessage = (provider: ProviderKey, statusOrCode: number | string, words: string) =>
	(provider === 'sprintHub' ? undefined : n8nVersion.credentialTestMessages[statusOrCode]) ?? words;

for (const provider of PROVIDERS) {
	test.describe(`${NAME[provider]} credential`, () => {
		const cases: Array<[string, (data: IDataObject) => IDataObject, string]> = [
			[
				'a wrong key',
				() => ({ [SECRET_FIELDS[provider]]: 'wrong-key-123456' }),
				expectedMessage(provider, 401, WRONG_KEY[provider]),
			],
			[
				'a key with an invisible character in it',
				() => ({ [SECRET_FIELDS[provider]]: 'wrong-key\u200b-123456' }),
				`of the ${NAME[provider]} credential contains an invisible character (U+200B)`,
			],
			[
				'a Base URL with a question mark at its end',
				({ baseUrl }) => ({ baseUrl: `${String(baseUrl)}?` }),
				`Base URL of the ${NAME[provider]} credential must be an address without a user name, a query or a # part`,
			],
			[
				'a Base URL of another protocol',
				() => ({ baseUrl: 'ftp://api.example.com' }),
				`Base URL of the ${NAME[provider]} credential must start with https://`,
			],
			[
				'a Base URL that would show the key to others',
				() => ({ baseUrl: 'http://api.example.com' }),
				`Base URL of the ${NAME[provider]} credential must start with https:// (http:// is for local addresses only)`,
			],
			[
				'a Base URL with a host that does not exist',
				() => ({ baseUrl: 'https://api.contactlink.invalid' }),
				expectedMessage(provider, 'ENOTFOUND', 'ENOTFOUND'),
			],
			[
				'a Base URL where nobody listens',
				() => ({ baseUrl: 'http://127.0.0.1:9' }),
				expectedMessage(provider, 'ECONNREFUSED', 'ECONNREFUSED'),
			],
		];

		test('passes its test with the right key', async ({ world, n8n }) => {
			const { credential } = world.sandbox[provider];
			const result = await n8n.testCredential(saved(world, provider), credential);
			expect(result).toMatchObject({ status: 'OK', message: 'Connection successful!' });
		});

		test('passes with a key that may only read', async ({ world, n8n }) => {
			const { readOnlyCredential } = world.sandbox[provider];
			const result = await n8n.testCredential(saved(world, provider), readOnlyCredential);
			expect(result.status).toBe('OK');
		});

		for (const [problem, change, message] of cases) {
			test(`fails with ${problem}`, async ({ world, n8n }) => {
				const { credential } = world.sandbox[provider];
				const data = { ...credential, ...change(credential) };
				const result = await n8n.testCredential(saved(world, provider), data);
				expect(result.status).toBe('Error');
				expect(result.message).toContain(message);
			});
		}

		test('passes with spaces and slashes around its Base URL', async ({ world, n8n }) => {
			const { credential, url } = world.sandbox[provider];
			const data = { ...credential, baseUrl: ` ${url}// ` };
			const result = await n8n.testCredential(saved(world, provider), data);
			expect(result.status).toBe('OK');
		});

		for (const [description, response] of Object.entries(FOREIGN_RESPONSES)) {
			test(`fails when it meets ${description}`, async ({ world, n8n, sandbox }) => {
				await sandbox[provider].addFault({ response });
				const { credential } = world.sandbox[provider];
				const result = await n8n.testCredential(saved(world, provider), credential);
				expect(result.status).toBe('Error');
				expect(await sandbox[provider].requests()).toHaveLength(1);
			});
		}

		test('authenticates the HTTP Request node', async ({ world, n8n }) => {
			const { url } = world.sandbox[provider];
			const type = `${provider}Api`;
			const request = node(
				'n8n-nodes-base.httpRequest',
				'HTTP Request',
				{
					url: url + READ[provider],
					authentication: 'predefinedCredentialType',
					nodeCredentialType: type,
				},
				{ typeVersion: 4.2, credentials: { [type]: world.credentials[type] } },
			);
			const name = `HTTP Request with the ${NAME[provider]} credential`;
			const execution = await n8n.run(await n8n.saveWorkflow(workflowOf(name, [{}], request)));
			expect(errorOf(execution)).toBeUndefined();
			expect(outputsOf(execution, 'HTTP Request')[0]).not.toEqual([]);
		});
	});
}

test('a wrong instance of SprintHub is named in the error', async ({ world, n8n }) => {
	const data = { ...world.sandbox.sprintHub.credential, instance: 'somewhere' };
	const result = await n8n.testCredential(saved(world, 'sprintHub'), data);
	expect(result).toMatchObject({ status: 'Error', message: WRONG_INSTANCE });
});
