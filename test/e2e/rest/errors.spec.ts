/** Checks the output of failed items and the texts of the error panel in a real n8n. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { N8nClient } from '../../../tools/n8n';
import { perProvider, providers, rateLimited, serverError } from '../../../tools/mockServers';
import type { Fault, Provider } from '../../../tools/mockServers';
import {
	errorOf,
	expect,
	providerNode,
	outputsOf,
	ownCredentials,
	PROVIDERS,
	test,
	workflowOf,
} from '../support';
import type { RemoteSandbox, World } from '../support';

const CREATE = perProvider((provider) => providers[provider].scenario.createContact);

const people = ['Ada', 'Grace', 'Mary'].map((name, index) => ({
	name,
	phone: `+6125550010${index}`,
}));
const NODE = 'Create contact';
const REJECTION = 'This one is not wanted';

const contactsIn = perProvider((provider) => async (sandbox: RemoteSandbox) => {
	const { scenario } = providers[provider] as Provider<object>;
	return scenario.countRecords((await sandbox.records())[provider].state).contacts;
});

/** The body of an error response in the format of each provider. */
const failureBody = perProvider(
	(provider) => providers[provider].failure(400, REJECTION).body as object,
);

for (const provider of PROVIDERS) {
	test.describe(`${provider}: one of three items is rejected`, () => {
		test.beforeEach(async ({ sandbox }) => {
			await sandbox[provider].addFault({
				match: { method: 'POST', body: 'Grace' },
				response: { status: 400, body: failureBody[provider] },
			});
		});

		const run = async (
			world: World,
			n8n: N8nClient,
			onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput',
		) => {
			const node = providerNode(world, provider, NODE, CREATE[provider], { onError });
			const name = `${provider}: ${onError}`;
			return await n8n.run(await n8n.saveWorkflow(workflowOf(name, people, node)));
		};

		test('Stop Workflow shows the reason and the number of written items', async ({
			world,
			n8n,
			sandbox,
		}) => {
			const execution = await run(world, n8n, 'stopWorkflow');
			expect(execution.status).toBe('error');
			const { message, description } = errorOf(execution)!;
			expect(message).toContain(REJECTION);
			expect(description).toMatch(
				/ 2 of 3 were written to \w+ before the node stopped\. Do not run those again\.$/,
			);
			// Requests in flight complete, although their items are not shown
			expect(await contactsIn[provider](sandbox)).toBe(2);
		});

		test('Continue outputs three items in order', async ({ world, n8n, sandbox }) => {
			const execution = await run(world, n8n, 'continueRegularOutput');
			expect(execution.status).toBe('success');
			const [items] = outputsOf(execution, NODE);
			expect(items).toHaveLength(3);
			expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 0 },
				{ item: 1 },
				{ item: 2 },
			]);
			expect(items.map(({ json }) => Boolean(json.error))).toEqual([false, true, false]);
			expect(items[1].json).toEqual({
				error: expect.stringContaining(REJECTION) as unknown,
				message: expect.stringMatching(/./) as unknown,
			});
			expect(await contactsIn[provider](sandbox)).toBe(2);
		});

		test('the error output gets the rejected item with its data', async ({ world, n8n }) => {
			const execution = await run(world, n8n, 'continueErrorOutput');
			expect(execution.status).toBe('success');
			const [done, refused] = outputsOf(execution, NODE);
			expect(done).toHaveLength(2);
			expect(refused.map(({ json }) => json)).toMatchObject([
				{ name: 'Grace', error: expect.stringContaining(REJECTION) as unknown },
			]);
		});
	});
}

test('the error output gets each kind of failure and nothing else', async ({
	world,
	n8n,
	sandbox,
}) => {
	const kinds: Record<string, [string, RegExp]> = {
		Refused: [REJECTION, /^Nothing was written\. Correct/],
		Doubted: ['Voxworks answered with HTTP status 500', /^Voxworks may have processed this\./],
		Late: ["Voxworks's rate limit is reached", /^Nothing was written for this item\. The limit/],
		Blank: ['Phone Number is required [item 4]', /^Nothing was sent for this item\./],
	};
	const addFault = (body: string, fault: Fault) =>
		sandbox.voxworks.addFault({ ...fault, match: { method: 'POST', body } });
	await addFault('Refused', { response: { status: 400, body: failureBody.voxworks } });
	await addFault('Doubted', serverError());
	await addFault('Late', rateLimited({ retryAfter: 3600 }));
	const items = ['Done', ...Object.keys(kinds)].map((name, index) => {
		return { name, phone: name === 'Blank' ? '' : `+6125550010${index}` };
	});
	const node = providerNode(
		world,
		'voxworks',
		NODE,
		{ ...CREATE.voxworks, options: { maxRateLimitWait: 1 } },
		{
			credentials: await ownCredentials(world, n8n, 'voxworks'),
			onError: 'continueErrorOutput',
		},
	);
	const workflow = await n8n.saveWorkflow(workflowOf('Each kind of failure', items, node));
	const execution = await n8n.run(workflow);
	expect(execution.status).toBe('success');
	const [done, failed] = outputsOf(execution, NODE);
	expect(done.map(({ json }) => json.phone_number)).toEqual([items[0].phone]);
	expect(failed.map(({ json }) => json)).toEqual(
		items.slice(1).map((item) => {
			const [error, message] = kinds[item.name];
			return { ...item, error, message: expect.stringMatching(message) };
		}),
	);
});

/** The panels are tested with Voxworks. The texts of other providers differ only where they quote their API. */
const CREATE_ADA: INodeParameters = {
	resource: 'contact',
	operation: 'create',
	phoneNumber: '+61255500100',
	firstName: 'Ada',
	options: { maxRateLimitWait: 1 },
};
const LINK_TO_NOWHERE: INodeParameters = {
	resource: 'object',
	operation: 'linkContact',
	objectId: 'property-99',
	contactId: '123e4567-e89b-12d3-a456-426614174000',
};

interface Panel {
	problem: string;
	/** The cause of the error. */
	fault?: Fault;
	credential?: IDataObject;
	parameters?: INodeParameters;
	/** The expected texts. */
	message: string;
	description: string | RegExp;
}

const panels: Panel[] = [
	{
		problem: 'wrong key',
		credential: { apiKey: 'wrong-key-123456' },
		message: 'Invalid API key',
		description:
			'Open the Voxworks credential of this node, paste the API key of your team again and save: n8n tests it at once.',
	},
	{
		problem: 'missing permission',
		fault: {
			response: { status: 403, body: { success: false, message: 'This API key may only read' } },
		},
		message: 'This API key may only read',
		description:
			'The key is valid but not allowed to do this. Ask the administrator of your Voxworks account for the permission, or use another key.',
	},
	{
		problem: 'contact already there',
		fault: {
			response: {
				status: 409,
				body: { success: false, message: 'Contact with this phone number already exists' },
			},
		},
		message: 'Contact with this phone number already exists',
		description:
			'Nothing was written. To skip people who already exist in Voxworks, set If Contact Exists to Skip.',
	},
	{
		problem: 'unknown object',
		parameters: LINK_TO_NOWHERE,
		message: 'Object not found',
		description:
			'Check the IDs of this item in Voxworks: the record does not exist, or belongs to another team.',
	},
	{
		problem: 'rate limit reached',
		fault: rateLimited({ retryAfter: 3600 }, Infinity),
		message: "Voxworks's rate limit is reached",
		description:
			/^Nothing was written for this item\. The limit resets at \S+Z\. Run it again after that, .*raise Options > Max Rate Limit Wait/,
	},
	{
		problem: 'server fails',
		fault: serverError(),
		message: 'Voxworks answered with HTTP status 500',
		description:
			"Voxworks may have processed this. Check there before running this item again. The fault is on Voxworks's side (HTTP status 500).",
	},
	{
		problem: 'server down',
		credential: { baseUrl: 'http://127.0.0.1:9' },
		message: 'Voxworks could not be reached',
		description:
			'Nothing was sent. Check Base URL in the Voxworks credential, and that n8n can reach that address. If the address is right, Voxworks may be down: try again later.',
	},
	{
		problem: 'address mistyped',
		credential: { baseUrl: 'https://api.voxwork.invalid' },
		message: 'The address of Voxworks was not found',
		description:
			'Nothing was sent. Check Base URL in the Voxworks credential, and that n8n can reach that address.',
	},
	{
		problem: 'address without https',
		credential: { baseUrl: 'http://api.voxworks.example' },
		message:
			'Base URL of the Voxworks credential must start with https:// (http:// is for local addresses only)',
		description:
			'Open the Voxworks credential of this node and correct Base URL. Nothing was sent.',
	},
	{
		problem: 'missing value',
		parameters: { ...CREATE_ADA, firstName: '={{ $json.nothing }}' },
		message: 'First Name is required [item 0]',
		description: 'Nothing was sent for this item. Correct its value and run it again.',
	},
];

test.describe('the error panel says what happened and what to do', () => {
	for (const { problem, fault, credential, parameters, message, description } of panels) {
		test(problem, async ({ world, n8n, sandbox }) => {
			if (fault) await sandbox.voxworks.addFault(fault);
			const node = providerNode(world, 'voxworks', 'Voxworks', parameters ?? CREATE_ADA, {
				credentials: await ownCredentials(world, n8n, 'voxworks', credential),
			});
			const workflow = await n8n.saveWorkflow(workflowOf(`Error panel: ${problem}`, [{}], node));
			const error = errorOf(await n8n.run(workflow));
			expect(error?.message).toBe(message);
			expect(error?.description).toEqual(
				typeof description === 'string' ? description : expect.stringMatching(description),
			);
		});
	}
});
