/** Checks the error texts that users see when a node stops. Each says what to do next. */
import { expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Fault } from '../../../tools/mockServers';
import { useWorld } from '../../support/useWorld';
import type { Provider } from '../../support/world';

const world = useWorld();

const CREATE = {
	voxworks: {
		resource: 'contact',
		operation: 'create',
		phoneNumber: '0491 570 006',
		firstName: 'Jane',
	},
	leadLex: { resource: 'contact', operation: 'create', fullName: 'Jane Doe' },
	sprintHub: { resource: 'contact', operation: 'create', firstName: 'Ana' },
} satisfies Partial<Record<Provider, INodeParameters>>;

interface Case {
	title: string;
	provider: keyof typeof CREATE;
	parameters?: INodeParameters;
	/** Replaces fields of the valid credential. */
	credential?: IDataObject;
	mayOnlyRead?: boolean;
	fault?: Fault;
	message: string;
	description: string | RegExp;
}

const cases: Case[] = [
	{
		title: 'wrong key at Voxworks',
		provider: 'voxworks',
		credential: { apiKey: 'wrong-key-123456' },
		message: 'Invalid API key',
		description:
			'Open the Voxworks credential of this node, paste the API key of your team again and save: n8n tests it at once.',
	},
	{
		title: 'wrong key at LeadLex',
		provider: 'leadLex',
		credential: { apiKey: 'wbk_wrong_key_123456' },
		message: 'Invalid API key',
		description:
			'Open the LeadLex credential of this node, paste a valid API key (in LeadLex: Settings > API & Integrations) and save: n8n tests it at once.',
	},
	{
		title: 'wrong key at SprintHub',
		provider: 'sprintHub',
		credential: { apiToken: 'wrong-token-123456' },
		message: 'Invalid token',
		description:
			'Open the SprintHub credential of this node, paste the API token again, check Instance and save: n8n tests it at once. SprintHub has also been seen to answer like this when requests come too fast: then lower Options > Max Concurrent Requests.',
	},
	{
		title: 'wrong instance at SprintHub',
		provider: 'sprintHub',
		credential: { instance: 'someoneelse' },
		message: 'client not defined',
		description:
			'Nothing was written. Correct the values of this item and run it again (HTTP status 400).',
	},
	{
		title: 'missing permission at Voxworks',
		provider: 'voxworks',
		mayOnlyRead: true,
		message: 'This API key may only read',
		description:
			'The key is valid but not allowed to do this. Ask the administrator of your Voxworks account for the permission, or use another key.',
	},
	{
		title: 'missing permission at LeadLex',
		provider: 'leadLex',
		mayOnlyRead: true,
		message: 'Missing required permission: write',
		description:
			'The API key is valid but lacks this permission. In LeadLex, make a key that has it (Settings > API & Integrations) and put it into the credential of this node.',
	},
	{
		title: 'unknown object',
		provider: 'voxworks',
		parameters: {
			resource: 'object',
			operation: 'linkContact',
			objectId: 'property-99',
			contactId: 'c1',
		},
		message: 'Object not found',
		description:
			'Check the IDs of this item in Voxworks: the record does not exist, or belongs to another team.',
	},
	{
		title: 'unknown company',
		provider: 'leadLex',
		parameters: {
			resource: 'company',
			operation: 'linkContacts',
			companyId: { __rl: true, mode: 'id', value: 'co-999' },
			contactIds: 'c1',
		},
		message: 'Company not found',
		description:
			'Check the IDs of this item in LeadLex: the record does not exist, or belongs to another workspace.',
	},
	{
		title: 'rate limit reached',
		provider: 'leadLex',
		fault: { response: { status: 429, headers: { 'Retry-After': '3600' } } },
		message: "LeadLex's rate limit is reached",
		description:
			/^Nothing was written for this item\. The limit resets at 2\S+Z\. Run it again after that, or raise Options > Max Rate Limit Wait \(now 300 seconds\)\.$/,
	},
	{
		title: 'server down',
		provider: 'voxworks',
		fault: { response: { status: 503 } },
		message: 'Service Unavailable',
		description:
			"Voxworks may have processed this. Check there before running this item again. The fault is on Voxworks's side (HTTP status 503).",
	},
	{
		title: 'nothing listens at the address',
		provider: 'voxworks',
		credential: { baseUrl: 'http://127.0.0.1:9' },
		message: 'Voxworks could not be reached',
		description:
			'Nothing was sent. Check Base URL in the Voxworks credential, and that n8n can reach that address. If the address is right, Voxworks may be down: try again later.',
	},
	{
		title: 'address mistyped',
		provider: 'voxworks',
		credential: { baseUrl: 'https://api.voxwroks.invalid' },
		message: 'The address of Voxworks was not found',
		description:
			'Nothing was sent. Check Base URL in the Voxworks credential, and that n8n can reach that address.',
	},
];

test.each(cases)('explains what went wrong and what to do: $title', async (testCase) => {
	const { provider, fault, message, description } = testCase;
	const server = world.server(provider);
	if (fault) server.faults.add(fault);
	const credential = testCase.mayOnlyRead ? server.readOnlyCredential : testCase.credential;
	const { run } = credential ? await world.withCredentials({ [provider]: credential }) : world;

	const { error } = await run(provider, testCase.parameters ?? CREATE[provider], [{}]);
	expect(error?.message).toBe(message);
	expect(error?.description).toEqual(
		typeof description === 'string' ? description : expect.stringMatching(description),
	);
	const { voxworks, leadLex, sprintHub } = world.sandbox;
	expect(voxworks.state.contacts.size).toBe(0);
	expect(leadLex.state.contacts.size).toBe(0);
	expect(sprintHub.state.leads.size).toBe(0);
});
