/** Calls the nodes as AI tools over HTTP, through n8n's MCP Server Trigger. */
import { randomUUID } from 'node:crypto';
import axios from 'axios';
import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { N8nClient, WorkflowJson } from '../../../tools/n8n';
import { fromAi, toolsOf } from '../../support/fromAi';
import { expect, node, PROVIDERS, switchOn, test } from '../support';
import type { ProviderKey, World } from '../support';
import { connectMcp } from '../support/mcp';
import type { McpClient } from '../support/mcp';

const TRIGGER = 'MCP Server Trigger';

/** Returns a tool node. Its tool has the name of the node with underscores for spaces. */
function tool(world: World, provider: ProviderKey, name: string, parameters: INodeParameters) {
	const type = `${provider}Api`;
	return node(`n8n-nodes-contactlink.${provider}Tool`, name, parameters, {
		credentials: { [type]: world.credentials[type] },
	});
}

/** Offers the tools over MCP while `use` runs. */
async function withTools(
	world: World,
	n8n: N8nClient,
	tools: INode[],
	use: (client: McpClient) => Promise<void>,
): Promise<void> {
	const path = randomUUID();
	const trigger = node(
		'@n8n/n8n-nodes-langchain.mcpTrigger',
		TRIGGER,
		{ path },
		{ typeVersion: 2, webhookId: path },
	);
	const connections: WorkflowJson['connections'] = {};
	for (const { name } of tools) {
		connections[name] = { ai_tool: [[{ node: TRIGGER, type: 'ai_tool', index: 0 }]] };
	}
	const nodes = [trigger, ...tools];
	const settings = { executionOrder: 'v1' as const };
	const workflow = await n8n.saveWorkflow({ name: 'Tools', nodes, connections, settings });
	await switchOn(n8n, workflow);
	await use(await connectMcp(`${world.url}/mcp/${path}`));
	await n8n.deactivate(workflow);
}

test('n8n offers each operation as a tool with a schema of all its fields', async ({
	world,
	n8n,
}) => {
	const types = await n8n.nodeTypes();
	const variants = PROVIDERS.flatMap((provider) => {
		const type = types.find(({ name }) => name === `n8n-nodes-contactlink.${provider}Tool`)!;
		return toolsOf(type.properties).map((variant) => ({ provider, ...variant }));
	});
	expect(variants.length).toBeGreaterThan(100);
	const nameOf = ({ provider, name }: (typeof variants)[number]) => `${provider} ${name}`;
	const nodes = variants.map((variant) =>
		tool(world, variant.provider, nameOf(variant), variant.parameters),
	);

	await withTools(world, n8n, nodes, async (client) => {
		const offered = await client.tools();
		const keys = offered.map(({ name, inputSchema }) => [
			name,
			Object.keys(inputSchema.properties).sort(),
		]);
		const expected = variants.map((variant) => [
			nameOf(variant).replaceAll(' ', '_'),
			variant.keys,
		]);
		expect(Object.fromEntries(keys)).toEqual(Object.fromEntries(expected));
		expect(offered.filter(({ description }) => !description.trim())).toEqual([]);
	});
});

test('tools accept numbers as text and lists as JSON text', async ({ world, n8n, sandbox }) => {
	const nodes = [
		tool(world, 'leadLex', 'Create contact', {
			resource: 'contact',
			operation: 'create',
			fullName: fromAi('Full Name'),
			email: fromAi('Email'),
		}),
		tool(world, 'leadLex', 'Find contacts', {
			resource: 'contact',
			operation: 'getAll',
			limit: fromAi('Limit'),
			filters: { search: fromAi('Search'), sort: 'full_name' },
		}),
		tool(world, 'leadLex', 'Link contacts', {
			resource: 'company',
			operation: 'linkContacts',
			companyId: { __rl: true, mode: 'id', value: fromAi('Company') },
			contactIds: fromAi('Contact IDs'),
		}),
		tool(world, 'voxworks', 'Create caller', {
			resource: 'contact',
			operation: 'create',
			phoneNumber: fromAi('Phone Number'),
			firstName: fromAi('First Name'),
			additionalFields: { age: fromAi('Age') },
		}),
		tool(world, 'sprintHub', 'Create lead', {
			resource: 'contact',
			operation: 'create',
			firstName: fromAi('First Name'),
			email: 'joana@example.com',
		}),
		tool(world, 'sprintHub', 'Tag lead', {
			resource: 'contact',
			operation: 'setTags',
			contactId: fromAi('Contact ID'),
			tags: fromAi('Tag Names or IDs'),
		}),
	];
	await withTools(world, n8n, nodes, async ({ call }) => {
		for (const name of ['Ana', 'Bea', 'Cleo']) {
			const args = { Full_Name: `${name} Lee`, Email: `${name.toLowerCase()}@example.com` };
			expect(await call('Create_contact', args)).toMatchObject([{ full_name: args.Full_Name }]);
		}
		const contacts = (await call('Find_contacts', { Limit: '2', Search: 'Lee' })) as IDataObject[];
		expect(contacts.map(({ full_name }) => full_name)).toEqual(['Ana Lee', 'Bea Lee']);
		const ids = contacts.map(({ id }) => String(id));
		const link = { Company: 'co-001', Contact_IDs: JSON.stringify(ids) };
		expect(await call('Link_contacts', link)).toEqual(
			ids.map((id) => ({ company_id: 'co-001', contact_id: id, linked: true })),
		);
		const caller = { Phone_Number: '0491 570 006', First_Name: 'Jane', Age: '42' };
		expect(await call('Create_caller', caller)).toMatchObject([{ created: true }]);
		const [lead] = (await call('Create_lead', { First_Name: 'Joana' })) as IDataObject[];
		const tags = { Contact_ID: String(lead.id), Tag_Names_or_IDs: '["80", "77"]' };
		expect(await call('Tag_lead', tags)).toMatchObject([{ id: lead.id, tags: [80, 77] }]);

		const { contactIdsByCompany } = await sandbox.leadLex.state();
		expect([...contactIdsByCompany.get('co-001')!]).toEqual(ids);
		const leadLex = await sandbox.leadLex.requests();
		expect(leadLex.at(-2)!.query).toEqual({
			search: 'Lee',
			sort: 'full_name',
			page: '1',
			per_page: '2',
		});
		expect(leadLex.at(-1)!.body).toEqual({ contact_ids: ids });
		const [created] = await sandbox.voxworks.requests();
		expect(created.body).toEqual({ phone_number: '0491 570 006', first_name: 'Jane', age: 42 });
		const tagged = (await sandbox.sprintHub.requests()).at(-1)!;
		expect(tagged).toMatchObject({ method: 'PUT', body: { tags: [80, 77] } });
	});
});

test('a tool returns simplified records by default, or raw or selected fields', async ({
	world,
	n8n,
	sandbox,
}) => {
	const { url, credential } = sandbox.leadLex;
	const contact = {
		full_name: 'Jane Doe',
		email: 'jane@example.com',
		job_title: 'General Counsel',
		linkedin_url: 'https://www.linkedin.com/in/jane-doe',
	};
	await axios.post(`${url}/v1/contacts`, contact, {
		headers: { Authorization: `Bearer ${String(credential.apiKey)}` },
		proxy: false,
	});
	const getMany = (name: string, output: INodeParameters) =>
		tool(world, 'leadLex', name, { resource: 'contact', operation: 'getAll', ...output });
	const nodes = [
		getMany('Default', {}),
		getMany('Raw', { output: 'raw' }),
		getMany('Selected', {
			output: 'selectedFields',
			outputFields: fromAi('Fields'),
		}),
	];
	await withTools(world, n8n, nodes, async ({ call }) => {
		const only = async (name: string, args: IDataObject = {}) => {
			const contacts = (await call(name, args)) as IDataObject[];
			expect(contacts).toHaveLength(1);
			return contacts[0];
		};
		const simplified = await only('Default');
		const raw = await only('Raw');
		const { id, email, job_title, linkedin_url } = raw;
		expect(raw).toMatchObject(contact);
		expect(simplified).toMatchObject({ id, email, job_title });
		expect(raw).toMatchObject(simplified);
		expect(Object.keys(simplified)).not.toContain('linkedin_url');
		const fields = { Fields: 'email, linkedin_url' };
		expect(await only('Selected', fields)).toEqual({ id, email, linkedin_url });
	});
});
