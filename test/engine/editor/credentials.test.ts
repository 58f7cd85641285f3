/** Checks where keys are sent, that they stay hidden, and the messages of the credential tests. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { perProvider, providers } from '../../../tools/mockServers';
import { builtCredentials } from '../../support/package';
import { useWorld } from '../../support/useWorld';
import { CREATE, errorItems, NAMES, ON_ERROR, people, PROVIDERS } from '../../support/world';
import type { Provider } from '../../support/world';

const world = useWorld();
/** A server of somebody else, which must not receive a key. */
let redirectTarget: Server;
let address: string;
const redirectedUrls: Array<string | undefined> = [];

beforeAll(async () => {
	redirectTarget = createServer((request, response) => {
		redirectedUrls.push(request.url);
		response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"data":{}}');
	});
	await new Promise<void>((resolve) => redirectTarget.listen(0, '127.0.0.1', resolve));
	address = `http://127.0.0.1:${(redirectTarget.address() as AddressInfo).port}/`;
});
afterAll(async () => {
	await new Promise((resolve) => redirectTarget.close(resolve));
});
beforeEach(() => {
	redirectedUrls.length = 0;
});

const TYPE = perProvider((provider) => {
	const type = builtCredentials.find(({ instance }) => instance.name === `${provider}Api`)!;
	const [{ name: field, displayName: label }] = type.instance.properties;
	// A node tests the credential of SprintHub
	return { field, label, testPath: type.instance.test?.request.url ?? '/tags' };
});
const READ = perProvider((provider) => providers[provider].scenario.readPath);
const REDIRECTS = [301, 302, 303, 307, 308];
const WORKS = { status: 'OK', message: 'Connection successful!' };

describe.each(PROVIDERS)('%s', (provider) => {
	const name = NAMES[provider];
	const { field, label, testPath } = TYPE[provider];
	const server = () => world.server(provider);
	const testWith = (changes: IDataObject = {}) =>
		world.engine.testCredential(`${provider}Api`, { ...server().credential, ...changes });
	const setResponse = (status: number, body: string | object, type = 'text/html') =>
		server().faults.add({
			// n8n resends a request after a 401
			times: Infinity,
			response: { status, body, ...(typeof body === 'string' && { type }) },
		});
	const httpRequest = (typeVersion: number, parameters: INodeParameters) =>
		world.engine.runNode(
			{
				type: 'n8n-nodes-base.httpRequest',
				typeVersion,
				parameters: {
					url: server().url + READ[provider],
					authentication: 'predefinedCredentialType',
					nodeCredentialType: `${provider}Api`,
					...parameters,
				},
			},
			[{}],
		);

	describe('the key', () => {
		test.each([
			['\u200bkey-0123456789', 'an invisible character (U+200B)'],
			['key-0123456789\u2060', 'an invisible character (U+2060)'],
			['key-01234\u00ad56789', 'an invisible character (U+00AD)'],
			['\u201ckey-0123456789\u201d', 'a curly quote (U+201C)'],
			['Bearer key-0123456789', 'a space'],
			['', ''],
		])('is refused before anything is sent if it is %j', async (key, problem) => {
			const message = `${label} of the ${name} credential ${problem ? `contains ${problem}` : 'is empty'}`;
			const wrongWorld = await world.withCredentials({ [provider]: { [field]: key } });
			for (const onError of ON_ERROR) {
				const result = await wrongWorld.run(provider, CREATE[provider], people(2), { onError });
				if (onError === 'stopWorkflow') {
					expect(result.error).toMatchObject({
						message,
						description: expect.stringMatching(/^Open the .*Nothing was sent\.$/),
					});
				} else {
					expect(errorItems(result).map(({ json }) => json.error)).toEqual([message, message]);
				}
				expect(inspect(result, { depth: Infinity })).not.toContain('0123456789');
			}
			const tested = await testWith({ [field]: key });
			expect(tested).toEqual({ status: 'Error', message });
			expect(server().requests).toEqual([]);
		});

		test.each(['k9x', 'a+/=b', 'key-0123456789+/='])(
			'is redacted when the API echoes it: %j',
			async (key) => {
				const otherWorld = await world.withCredentials({ [provider]: { [field]: key } });
				const url = encodeURIComponent(key);
				for (const message of [
					`Bad key ${key}.`,
					`Bad key "${key}"`,
					`Bad call apitoken=${url}&i`,
				]) {
					const error = provider === 'leadLex' ? { message: message } : message;
					for (const body of [{ message: message, error }, message]) {
						server().faults.add({ response: { status: 400, body } });
						const { main } = await otherWorld.run(provider, CREATE[provider], people(1), {
							onError: 'continueRegularOutput',
						});
						const output = JSON.stringify(main);
						expect(output).toContain('Bad ');
						expect(output).toContain('***');
						expect(output).not.toContain(key);
						expect(output).not.toContain(url);
					}
				}
			},
		);

		test('is redacted as a whole word only if it is short', async () => {
			const otherWorld = await world.withCredentials({ [provider]: { [field]: 'key' } });
			const message = 'The keyboard is a turnkey monkey';
			const error = provider === 'leadLex' ? { message: message } : message;
			server().faults.add({ response: { status: 400, body: { message: message, error } } });
			const result = await otherWorld.run(provider, CREATE[provider], people(1));
			expect(result.error?.message).toBe(message);
		});
	});

	describe('the HTTP Request node', () => {
		test.each([4.2, 3, 2])('%d does not send the key anywhere else', async (version) => {
			const { error } = await httpRequest(version, { url: `${address}stray` });
			expect(error?.message).toContain(`The ${name} credential is only sent to its Base URL`);
			expect(redirectedUrls).toEqual([]);
			expect(server().requests).toEqual([]);
		});

		test('does not follow the next page of a response to another server', async () => {
			setResponse(200, { next: `${address}stray` });
			const pagination = {
				paginationMode: 'responseContainsNextURL',
				nextURL: '={{ $response.body.next }}',
				paginationCompleteWhen: 'receiveSpecificStatusCodes',
				statusCodesWhenComplete: '404',
				limitPagesFetched: true,
				maxRequests: 3,
			};
			const { error } = await httpRequest(4.2, { options: { pagination: { pagination } } });
			expect(error?.message).toContain(`The ${name} credential is only sent to its Base URL`);
			expect(redirectedUrls).toEqual([]);
			expect(server().requests).toHaveLength(1);
		});
	});

	describe.each(REDIRECTS)('a redirect with status %i', (status) => {
		beforeEach(() => {
			const fault = { response: { status, headers: { Location: `${address}stray` }, body: '' } };
			server().faults.add({ ...fault, times: Infinity });
		});
		const nobodyElseWasAsked = (requests = 1) => {
			expect(redirectedUrls).toEqual([]);
			expect(server().requests).toHaveLength(requests);
		};

		test('fails the credential test with a message that says so', async () => {
			expect(await testWith()).toEqual({
				status: 'Error',
				message: `${name} answered with a redirect, which is not followed to avoid sending the key to another server. Correct Base URL.`,
			});
			nobodyElseWasAsked();
		});

		test('is not followed by the node', async () => {
			const { error } = await world.run(provider, CREATE[provider], people(1));
			expect(error?.description).toMatch(/a redirect\. The node does not follow redirects/);
			nobodyElseWasAsked();
		});

		test.each<[number, INodeParameters]>([
			[4.2, {}],
			[4.2, { method: 'POST', sendBody: true, bodyParameters: { parameters: [] } }],
			[4.2, { options: { redirect: { redirect: { followRedirects: true, maxRedirects: 5 } } } }],
			[3, { options: { redirect: { redirect: { followRedirects: true, maxRedirects: 5 } } } }],
			[2, {}],
			[2, { options: { followAllRedirects: true, followRedirect: true } }],
		])('is not followed by the HTTP Request node %d with %j', async (version, parameters) => {
			const { error } = await httpRequest(version, parameters);
			expect(error).toBeDefined();
			nobodyElseWasAsked();
		});

		test('is not followed by the HTTP Request node for any page of many', async () => {
			const pagination = { paginationMode: 'updateAParameterInEachRequest', maxRequests: 2 };
			await httpRequest(4.2, {
				options: {
					pagination: {
						pagination: {
							...pagination,
							parameters: {
								parameters: [{ type: 'qs', name: 'page', value: '={{ $pageCount }}' }],
							},
							paginationCompleteWhen: 'receiveSpecificStatusCodes',
							statusCodesWhenComplete: '404',
							limitPagesFetched: true,
						},
					},
				},
			});
			expect(redirectedUrls).toEqual([]);
			expect(server().requests.length).toBeGreaterThan(0);
		});
	});

	describe('the credential test', () => {
		test('succeeds with a key and with a read-only key', async () => {
			expect(await testWith()).toEqual(WORKS);
			expect(await testWith(server().readOnlyCredential)).toEqual(WORKS);
		});

		test.each([
			['spaces around it', (url: string) => ` ${url} `],
			['a slash at its end', (url: string) => `${url}/`],
			['many slashes at its end', (url: string) => `${url}////`],
			['both', (url: string) => `\t${url}/// `],
		])('accepts a Base URL with %s, as the node does', async (_, written) => {
			const baseUrl = written(server().url);
			expect(await testWith({ baseUrl })).toEqual(WORKS);
			const otherWorld = await world.withCredentials({ [provider]: { baseUrl } });
			const { main } = await otherWorld.run(provider, CREATE[provider], people(1));
			expect(main[0]).toHaveLength(1);
			expect(server().requests[0].path).toBe(testPath);
		});

		test.each(['?', '#', '/?', '/#', '?#', '/x?y=1', '/x#y'])(
			'refuses a Base URL that ends in %p, as the node does',
			async (end) => {
				const message = `Base URL of the ${name} credential must be an address without a user name, a query or a # part`;
				const baseUrl = server().url + end;
				expect(await testWith({ baseUrl })).toEqual({ status: 'Error', message });
				const otherWorld = await world.withCredentials({ [provider]: { baseUrl } });
				const { error } = await otherWorld.run(provider, CREATE[provider], people(1));
				expect(error).toMatchObject({ message });
				expect(server().requests).toEqual([]);
			},
		);

		test.each([
			['a web page', '<!DOCTYPE html><title>Welcome</title>'],
			['a web page after an empty line', '\n<html></html>'],
			['a web page after an indent', '\t <html></html>'],
			['empty', ''],
		])('fails when the response is %s', async (_, body) => {
			setResponse(200, body);
			expect(await testWith()).toEqual({
				status: 'Error',
				message: `${name} answered with something other than data. Correct Base URL: it may be the address of a web page.`,
			});
		});

		test('fails when the response has no content', async () => {
			setResponse(204, '');
			expect(await testWith()).toMatchObject({ status: 'Error' });
		});

		test.each([
			[401, /did not accept the API (key|token)/],
			[404, /was not found at this address\. Correct Base URL\.$/],
			[503, /^Service Unavailable$/],
		])('explains status %i', async (status, message) => {
			setResponse(status, {});
			const result = await testWith();
			expect(result).toEqual({ status: 'Error', message: expect.stringMatching(message) });
		});
	});
});

describe('a success status with a failure in its body', () => {
	const cases: Array<[Provider, object, string]> = [
		[
			'voxworks',
			{ success: false, message: 'Unknown team' },
			'Voxworks answered that the request failed. Check API Key and Base URL.',
		],
		[
			'leadLex',
			{ error: { code: 'unauthorized', message: 'No' } },
			'LeadLex answered without contacts. Check API Key and Base URL.',
		],
		['leadLex', {}, 'LeadLex answered without contacts. Check API Key and Base URL.'],
		...[
			{ success: false },
			{ success: false, data: [] },
			{ error: 'client not defined' },
			{ msg: 'Token inválido' },
		].map((body): [Provider, object, string] => [
			'sprintHub',
			body,
			'SprintHub answered that the request failed. Check API Token and Instance.',
		]),
	];
	test.each(cases)('fails the credential test of %s for %j', async (provider, body, message) => {
		world.server(provider).faults.add({ response: { status: 200, body } });
		const { credential } = world.server(provider);
		const result = await world.engine.testCredential(`${provider}Api`, credential);
		expect(result).toEqual({ status: 'Error', message });
	});
});

describe('SprintHub', () => {
	const run = async (instance: unknown) => {
		const changes = { instance } as IDataObject;
		const { credential } = world.sandbox.sprintHub;
		const otherWorld = await world.withCredentials({ sprintHub: changes });
		const tested = await world.engine.testCredential('sprintHubApi', { ...credential, ...changes });
		const { error } = await otherWorld.run('sprintHub', CREATE.sprintHub, people(1));
		return { tested, error };
	};

	test.each([
		['a list', []],
		['an object', { data: [] }],
	])('passes the credential test without any tag, in %s', async (_, body) => {
		world.sandbox.sprintHub.faults.add({ response: { status: 200, body } });
		const { credential } = world.sandbox.sprintHub;
		expect(await world.engine.testCredential('sprintHubApi', credential)).toEqual(WORKS);
	});

	test('trims the instance', async () => {
		const { tested, error } = await run(' sandbox\n');
		expect(tested).toEqual(WORKS);
		expect(error).toBeUndefined();
		const sent = world.sandbox.sprintHub.requests.map(({ query }) => query.i);
		expect(sent).toEqual(['sandbox', 'sandbox']);
	});

	test.each([
		['https://sandbox.sprinthub.app', 'must be one word'],
		['sandbox.sprinthub.app', 'must be one word'],
		['sandbox/', 'must be one word'],
		['sandbox&x=1', 'must be one word'],
		['sand box', 'contains a space'],
		['sandbox\u200b', 'contains an invisible character (U+200B)'],
		['sändbox', 'contains a character that cannot be sent (U+00E4)'],
		['', 'is empty'],
	])('refuses the instance %j before anything is sent', async (instance, problem) => {
		const message = `Instance of the SprintHub credential ${problem}`;
		const { tested, error } = await run(instance);
		expect(tested).toEqual({ status: 'Error', message });
		expect(error).toMatchObject({ message });
		expect(error!.description).toMatch(/Instance.*Nothing was sent\.$/);
		expect(world.sandbox.sprintHub.requests).toEqual([]);
	});
});
