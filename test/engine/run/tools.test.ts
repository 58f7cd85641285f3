/** Tests our nodes as tools of an AI agent. */
import { beforeAll, expect, test } from '@jest/globals';

import { addTools, callTool } from '../../support/tool';
import { useWorld } from '../../support/useWorld';

const world = useWorld();
beforeAll(() => addTools(world.engine));

test('$json refers to the item of the agent, also if the model sets a field of that name', async () => {
	const run = await callTool(
		world.engine,
		'leadLex',
		{
			resource: 'contact',
			operation: 'create',
			fullName: '={{ $json.name }}',
			email: "={{ $fromAI('email') }}",
			additionalFields: { company: "={{ $fromAI('name') }}" },
		},
		[{ name: 'Jane Doe', args: { name: 'Acme Legal', email: 'jane@example.com' } }],
	);
	expect(run.data.resultData.error).toBeUndefined();
	expect(world.sandbox.leadLex.requests.map(({ body }) => body)).toEqual([
		{ full_name: 'Jane Doe', email: 'jane@example.com', company: 'Acme Legal' },
	]);
	const [{ json }] = run.data.resultData.runData.Agent[0].data!.main[0]!;
	expect(json.answer).toMatchObject([{ full_name: 'Jane Doe' }]);
});

test('a tool links the contacts that the model lists as JSON text', async () => {
	const { contacts } = world.sandbox.leadLex.state;
	for (const id of ['a', 'b']) contacts.set(id, { id, related_company_id: null });
	const run = await callTool(
		world.engine,
		'leadLex',
		{
			resource: 'company',
			operation: 'linkContacts',
			companyId: { __rl: true, mode: 'id', value: 'co-001' },
			contactIds: "={{ $fromAI('contactIds') }}",
		},
		[{ args: { contactIds: '["a", "b"]' } }],
	);
	expect(run.data.resultData.error).toBeUndefined();
	expect(world.sandbox.leadLex.requests.map(({ body }) => body)).toEqual([
		{ contact_ids: ['a', 'b'] },
	]);
});

test.each(['null', 'undefined', 'None'])('a tool sends nothing for the word %s', async (word) => {
	const run = await callTool(
		world.engine,
		'leadLex',
		{
			resource: 'contact',
			operation: 'create',
			fullName: "={{ $fromAI('name') }}",
			email: "={{ $fromAI('email') }}",
			additionalFields: { company: "={{ $fromAI('company') }}" },
		},
		[{ args: { name: 'Jane Doe', email: word, company: word } }],
	);
	expect(run.data.resultData.error).toBeUndefined();
	expect(world.sandbox.leadLex.requests.map(({ body }) => body)).toEqual([
		{ full_name: 'Jane Doe' },
	]);
});
