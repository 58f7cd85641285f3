/** What a person reads when a node stops: each text says what to do next. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Client } from '../../../tools/n8n';
import { expect, ours, ownCredentials, test, workflowOf } from '../support';
import type { ProviderKey, RemoteSandbox, World } from '../support';
import { addNode, startWorkflow } from './canvas';
import {
	chooseCredential,
	executeStep,
	fill,
	fillExpression,
	openList,
	openPanel,
	parameterOf,
	readError,
} from './panel';
import { picture } from './picture';

const voxworksContact = {
	resource: 'contact',
	operation: 'create',
	phoneNumber: '0491 570 006',
	firstName: 'Jane',
};
const leadLexContact = { resource: 'contact', operation: 'create', fullName: 'Jane Doe' };
const sprintHubContact = { resource: 'contact', operation: 'create', firstName: 'Ana' };

interface Case {
	title: string;
	provider: ProviderKey;
	parameters: INodeParameters;
	/** In place of the right ones. */
	credential?: IDataObject;
	mayOnlyRead?: boolean;
	items?: IDataObject[];
	prepare?: (sandbox: RemoteSandbox) => Promise<void>;
	/** Contacts that are there afterwards. */
	written?: number;
	message: string;
	description: string | RegExp;
}

const cases: Case[] = [
	{
		title: 'wrong key at Voxworks',
		provider: 'voxworks',
		parameters: voxworksContact,
		credential: { apiKey: 'wrong-key-123456' },
		message: 'Invalid API key',
		description:
			'Open the Voxworks credential of this node, paste the API key of your team again and save: n8n tests it at once.',
	},
	{
		title: 'wrong key at LeadLex',
		provider: 'leadLex',
		parameters: leadLexContact,
		credential: { apiKey: 'wbk_wrong_key_123456' },
		message: 'Invalid API key',
		description:
			'Open the LeadLex credential of this node, paste a valid API key (in LeadLex: Settings > API & Integrations) and save: n8n tests it at once.',
	},
	{
		title: 'wrong key at SprintHub',
		provider: 'sprintHub',
		parameters: sprintHubContact,
		credential: { apiToken: 'wrong-token-123456' },
		message: 'Invalid token',
		description:
			'Open the SprintHub credential of this node, paste the API token again, check Instance and save: n8n tests it at once. SprintHub has also been seen to answer like this when requests come too fast: then lower Options > Max Concurrent Requests.',
	},
	{
		title: 'wrong instance at SprintHub',
		provider: 'sprintHub',
		parameters: sprintHubContact,
		credential: { instance: 'someoneelse' },
		message: 'client not defined',
		description:
			'Nothing was written. Correct the values of this item and run it again (HTTP status 400).',
	},
	{
		title: 'missing permission at Voxworks',
		provider: 'voxworks',
		parameters: voxworksContact,
		mayOnlyRead: true,
		message: 'This API key may only read',
		description:
			'The key is valid but not allowed to do this. Ask the administrator of your Voxworks account for the permission, or use another key.',
	},
	{
		title: 'missing permission at LeadLex',
		provider: 'leadLex',
		parameters: leadLexContact,
		mayOnlyRead: true,
		message: 'Missing required permission: write',
		description:
			'The API key is valid but lacks this permission. In LeadLex, make a key that has it (Settings > API & Integrations) and put it into the credential of this node.',
	},
	{
		title: 'contact already there',
		provider: 'voxworks',
		parameters: voxworksContact,
		items: [{ row: 1 }, { row: 2 }],
		written: 1,
		message: 'Contact with this phone number already exists [item 1]',
		description:
			'Nothing was written. To skip people who already exist in Voxworks, set If Contact Exists to Skip. 1 of 2 were written to Voxworks before the node stopped. Do not run those again.',
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
		parameters: leadLexContact,
		prepare: (sandbox) =>
			sandbox.leadLex.addFault({ answer: { status: 429, headers: { 'Retry-After': '3600' } } }),
		message: "LeadLex's rate limit is reached",
		description:
			/^Nothing was written for this item\. The limit resets at 2\S+Z\. Run it again after that, lower Options > Max Concurrent Requests, or raise Options > Max Rate Limit Wait \(now 300 seconds\)\.$/,
	},
	{
		title: 'server down',
		provider: 'voxworks',
		parameters: voxworksContact,
		prepare: (sandbox) => sandbox.voxworks.addFault({ answer: { status: 503 } }),
		message: 'Service Unavailable',
		description:
			"Voxworks may have processed this. Check there before running this item again. The fault is on Voxworks's side (HTTP status 503).",
	},
	{
		title: 'nobody listens at the address',
		provider: 'voxworks',
		parameters: voxworksContact,
		credential: { baseUrl: 'http://127.0.0.1:9' },
		message: 'Voxworks could not be reached',
		description:
			'Nothing was sent. Check Base URL in the Voxworks credential, and that n8n can reach that address. If the address is right, Voxworks may be down: try again later.',
	},
	{
		title: 'address mistyped',
		provider: 'voxworks',
		parameters: voxworksContact,
		credential: { baseUrl: 'https://api.voxwroks.invalid' },
		message: 'The address of Voxworks was not found',
		description:
			'Nothing was sent. Check Base URL in the Voxworks credential, and that n8n can reach that address.',
	},
];

for (const one of cases) {
	test(`The error panel says what to do: ${one.title}`, async ({ page, world, n8n, sandbox }) => {
		await one.prepare?.(sandbox);
		const node = ours(world, one.provider, 'The node', one.parameters, {
			credentials: await credentialsOf(one, world, n8n),
		});
		const workflow = await n8n.saveWorkflow(workflowOf(one.title, one.items ?? [{}], node));

		await page.goto(`/workflow/${workflow.id}`);
		await openPanel(page, 'The node');
		await executeStep(page);
		const { message, description } = await readError(page);
		expect(message).toBe(one.message);
		expect(description).toMatch(one.description);
		await expect(page.getByRole('alert')).toContainText('Problem in node ‘The node‘');

		expect((await sandbox.voxworks.state()).contacts.size).toBe(one.written ?? 0);
		expect((await sandbox.leadLex.state()).contacts.size).toBe(0);
		expect((await sandbox.sprintHub.state()).leads.size).toBe(0);
	});
}

test('A required field that is left empty is marked, and nothing is sent', async ({
	page,
	world,
	sandbox,
}) => {
	await startWorkflow(page);
	await addNode(page, 'Voxworks', 'Create contact');
	await chooseCredential(page, world.credentials.voxworksApi.name);
	await fill(page, 'Phone Number', '0491 570 006');
	await executeStep(page);
	await expect(page.getByRole('alert')).toContainText('Parameter "First Name" is required');
	await expect(page.getByTestId('parameter-issues')).toHaveCount(1);
	await expect(parameterOf(page, 'First Name').getByTestId('parameter-issues')).toBeVisible();
	await picture(page, 'missing-field', page.getByTestId('ndv'));
	expect(await sandbox.voxworks.requests()).toEqual([]);
});

test('An expression without a value is told from an empty field', async ({
	page,
	world,
	sandbox,
}) => {
	await startWorkflow(page);
	await addNode(page, 'LeadLex', 'Link contacts to company');
	await chooseCredential(page, world.credentials.leadLexApi.name);
	const companies = await openList(page, 'Company');
	await companies.filter({ hasText: 'Acme Legal' }).click();
	await fillExpression(page, 'Contact IDs', '{{ $json.contact }}', 'Execute previous nodes');
	await executeStep(page);
	expect(await readError(page)).toEqual({
		message: 'Contact IDs is required [item 0]',
		description: 'Nothing was sent for this item. Correct its value and run it again.',
	});
	const writes = (await sandbox.leadLex.requests()).filter(({ method }) => method !== 'GET');
	expect(writes).toEqual([]);
});

async function credentialsOf(one: Case, world: World, n8n: Client) {
	const type = `${one.provider}Api`;
	if (one.mayOnlyRead) return { [type]: world.readOnlyCredentials[type] };
	return await ownCredentials(world, n8n, one.provider, one.credential);
}
