import { describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';

import type { ProviderKey } from '../../tools/mockServers';
import { createValidator } from '../../tools/mockServers/contract/validator';
import { builtCredentials, builtNodes, root } from '../support/package';
import { SECRET_FIELDS } from '../support/secretFields';

const PUBLIC_FIELDS: Record<string, string[]> = {
	voxworksApi: ['apiKey', 'baseUrl'],
	leadLexApi: ['apiKey', 'baseUrl'],
	sprintHubApi: ['apiToken', 'instance', 'baseUrl'],
};

const VENDOR_ADDRESS: Record<string, string> = {
	voxworksApi: 'https://api.voxworks.ai',
	leadLexApi: 'https://data.leadlex.com/functions/v1/api-gateway',
	sprintHubApi: 'https://sprinthub-api-master.sprinthub.app',
};

const SECRET = 'secret-key-0123456789';
type Authenticate = (
	data: ICredentialDataDecryptedObject,
	request: IHttpRequestOptions,
) => Promise<IHttpRequestOptions>;

test('each provider has one credential type', () => {
	expect(builtCredentials.map(({ instance }) => instance.name).sort()).toEqual(
		Object.keys(PUBLIC_FIELDS).sort(),
	);
});

describe.each(
	builtCredentials.map(({ file, instance }) => ({ file, type: instance, name: instance.name })),
)('$name', ({ file, type, name }) => {
	const authenticate = type.authenticate as Authenticate;
	const secretField = SECRET_FIELDS[name.replace(/Api$/, '') as ProviderKey];
	const secretProperty = type.properties.find((property) => property.name === secretField)!;
	const data = (overrides: object = {}) => ({
		[secretField]: SECRET,
		instance: 'yourcompany',
		baseUrl: VENDOR_ADDRESS[name],
		...overrides,
	});

	test('has the public fields, masks the secret and defaults to the address of the vendor', () => {
		expect(type.properties.map((property) => property.name)).toEqual(PUBLIC_FIELDS[name]);
		expect(secretProperty.typeOptions).toEqual({ password: true });
		expect(type.properties.at(-1)).toMatchObject({
			name: 'baseUrl',
			default: VENDOR_ADDRESS[name],
		});
	});

	test('has icons and a name that ends in API', () => {
		const { light, dark } = type.icon as { light: string; dark: string };
		for (const icon of [light, dark]) {
			expect(existsSync(join(root, dirname(file), icon.replace('file:', '')))).toBe(true);
		}
		expect(light).not.toBe(dark);
		expect(type.displayName).toMatch(/ API$/);
	});

	test('adds the trimmed secret where the vendor expects it', async () => {
		const request = await authenticate(data({ [secretField]: ` ${SECRET}\n` }), {
			url: '/x',
			headers: { a: '1' },
			qs: { b: '2' },
		});
		expect(request).toMatchObject(
			name === 'sprintHubApi'
				? { url: '/x', headers: { a: '1' }, qs: { b: '2', apitoken: SECRET, i: 'yourcompany' } }
				: { url: '/x', headers: { a: '1', Authorization: `Bearer ${SECRET}` }, qs: { b: '2' } },
		);
		expect(JSON.stringify(request).split(SECRET)).toHaveLength(2);
	});

	test('disables redirects, even if the request enables them', async () => {
		const wish = { disableFollowRedirect: false, followRedirect: true, followAllRedirects: true };
		const request = await authenticate(data(), { url: '/x', ...wish });
		expect(request).toMatchObject({
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
		});
	});

	test('does not change the request object', async () => {
		const request = { url: '/x', baseURL: ' x ', headers: { a: '1' }, qs: { b: '2' } };
		const before = structuredClone(request);
		await authenticate(data(), request);
		expect(request).toEqual(before);
	});

	test('names the field of an invalid secret in the error', async () => {
		const key = { [secretField]: 'key\u200b' };
		await expect(authenticate(data(key), { url: '/x' })).rejects.toThrow(
			`${secretProperty.displayName} of the ${type.displayName.replace(' API', '')} credential contains an invisible character (U+200B)`,
		);
	});

	test('normalises the base URL in the request of its test', async () => {
		const baseUrl = ` ${VENDOR_ADDRESS[name]}// `;
		const request = await authenticate(data({ baseUrl }), { url: '/x', baseURL: baseUrl });
		expect(request).toMatchObject({ url: '/x', baseURL: VENDOR_ADDRESS[name] });
		expect(await authenticate(data({ baseUrl }), { url: '/x' })).not.toHaveProperty('baseURL');
	});

	test.each([
		'https://evil.example.com/v1',
		'https://api.example.com.evil.example.com',
		'//evil.example.com',
		'http://api.example.com/v1',
		'https://api.example.com:444/v1',
		'https://api.example.com@evil.example.com',
		'\\\\evil.example.com',
		'file:///etc/passwd',
		'https://',
	])('refuses to authenticate a request to %p', async (address) => {
		const credential = data({ baseUrl: 'https://api.example.com/v1' });
		for (const request of [
			{ url: address },
			{ url: address, baseURL: 'https://api.example.com/v1' },
			// The older helper of n8n, which the HTTP Request node uses
			{ uri: address },
			{ url: 'https://api.example.com/v1/x', uri: address },
		]) {
			const refused = authenticate(credential, request as IHttpRequestOptions);
			await expect(refused).rejects.toThrow(
				/^The \w+ credential is only sent to its Base URL, https:\/\/api\.example\.com$/,
			);
		}
	});

	test.each(['https://api.example.com/v2/x?y=1', 'HTTPS://API.example.com:443/x', '/x', 'x'])(
		'authenticates a request to %p',
		async (url) => {
			const credential = data({ baseUrl: 'https://api.example.com/v1' });
			await expect(authenticate(credential, { url })).resolves.toBeDefined();
		},
	);

	test.each([
		'ftp://api.example.com',
		'javascript:alert(1)',
		'file:///etc/passwd',
		'api.example.com',
		'',
		'http://api.example.com',
		'http://8.8.8.8',
		'http://10.evil.example.com',
		'https://user@api.example.com',
		'https://:password@api.example.com',
		'https://api.example.com?x=1',
		'https://api.example.com?',
		'https://api.example.com/v1#',
		'https://api.example.com/v1?#',
		'https://api.exam\u200bple.com',
		'https://api.example.com/v1\u200b',
		'https://api.example.com/v 1',
		'https://api.example.com/\nv1',
	])('rejects %p as base URL before anything is sent', async (baseUrl) => {
		await expect(authenticate(data({ baseUrl }), { url: '/x' })).rejects.toThrow(
			/^Base URL of the \w+ credential (must|is not|contains)/,
		);
	});

	test.each([
		'https://api.example.com/',
		'http://localhost:3000',
		'http://127.0.0.1:1',
		'http://10.1.2.3',
		'http://172.20.0.2',
		'http://192.168.1.5:8080/',
		'http://[::1]:80',
	])('accepts %p as base URL', async (baseUrl) => {
		await expect(authenticate(data({ baseUrl }), { url: '/x' })).resolves.toBeDefined();
	});

	test('is tested by itself or by each node that uses it', () => {
		const uses = builtNodes.flatMap(({ instance: { description, methods } }) =>
			(description.credentials ?? [])
				.filter((credential) => credential.name === name)
				.map(({ testedBy }) => methods?.credentialTest?.[testedBy as string]),
		);
		expect(uses.length).toBeGreaterThan(0);
		if (!type.test) expect(uses).toEqual(uses.map(() => expect.any(Function)));
	});

	/** A node tests a credential in code, which the engine tests cover. */
	const testIfDeclared = type.test ? test : test.skip;

	testIfDeclared('has a test that fails on redirects and on responses without data', () => {
		const rules = type.test!.rules as Array<{ type: string; properties: { value: unknown } }>;
		const values = (kind: string) =>
			rules.filter((rule) => rule.type === kind).map(({ properties }) => properties.value);
		expect(values('responseCode')).toEqual(
			expect.arrayContaining([301, 302, 303, 307, 308, 401, 404]),
		);
		expect(values('responseSuccessBody')).toEqual(expect.arrayContaining([0, '<']));
	});

	testIfDeclared('is tested with a documented GET request', () => {
		const { url, qs, method = 'GET', baseURL } = type.test!.request;
		const contract = file.match(/(\w+)Api\.credentials/)![1].toLowerCase();
		const { errors } = createValidator(contract).check({
			method,
			path: url!,
			query: { ...(qs as object), ...(contract === 'sprinthub' ? { i: 'yourcompany' } : {}) },
		});
		expect({ method, errors }).toEqual({ method: 'GET', errors: [] });
		expect(baseURL).toContain('$credentials.baseUrl');
	});
});
