/** Tests Create Phone Call and Wait of Voxworks in a real n8n: stopped while it waits, and called by an AI agent. */
import { setTimeout as wait } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from '../../../tools/n8n';
import { fromAi } from '../../support/fromAi';
import { expect, node, outputsOf, providerNode, test, workflowOf } from '../support';
import { startChatModel } from '../support/chatModel';

const NODE = 'Call and wait';
const CALL_AND_WAIT: INodeParameters = {
	resource: 'call',
	operation: 'createPhoneCallAndWait',
	scriptId: 'script-1',
};

test('an execution stopped while it waits for calls ends at once and calls nobody twice', async ({
	world,
	n8n,
	sandbox,
}) => {
	const people = ['0491 570 006', '0491 570 157'].map((phone) => ({ phone, name: 'Jane' }));
	await sandbox.setCallDuration(10 * 60_000);
	const parameters = {
		...CALL_AND_WAIT,
		phoneNumber: '={{ $json.phone }}',
		firstName: '={{ $json.name }}',
	};
	const retryOnFail = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
	const call = providerNode(world, 'voxworks', NODE, parameters, retryOnFail);
	const workflow = await n8n.saveWorkflow(workflowOf('Stopped while it waits', people, call));
	const id = await n8n.start(workflow);
	const requests = async (method: string) =>
		(await sandbox.voxworks.requests()).filter((request) => request.method === method);
	await expect.poll(async () => (await requests('GET')).length).toBeGreaterThan(0);

	const askedAt = Date.now();
	await n8n.stop(id);
	const { status, stoppedAt } = await n8n.waitForExecution(id);
	expect(status).toBe('canceled');
	expect(Date.parse(stoppedAt) - askedAt).toBeLessThan(1000);

	const polls = (await requests('GET')).length;
	// The next poll would be sent by then
	await wait(8000);
	expect(await requests('GET')).toHaveLength(polls);
	expect(await requests('POST')).toHaveLength(people.length);
	expect((await sandbox.voxworks.state()).calls.size).toBe(people.length);
});

test('an AI agent calls a person and reads the result of the call', async ({
	world,
	n8n,
	sandbox,
}) => {
	await sandbox.setCallDuration(1000);
	const text = 'Jane is interested.';
	const args = { Phone_Number: '0491 570 006', First_Name: 'Jane' };
	const model = await startChatModel([{ tool: 'Call_and_wait', args }, { text }]);
	const type = 'openAiApi';
	const credential = await n8n.saveCredential({
		name: 'Scripted model',
		type,
		data: { apiKey: 'none', url: model.url },
	});
	const agent = node(
		'@n8n/n8n-nodes-langchain.agent',
		'AI Agent',
		{ promptType: 'define', text: 'Call Jane on 0491 570 006.', options: {} },
		{ typeVersion: 3 },
	);
	const chatModel = node(
		'@n8n/n8n-nodes-langchain.lmChatOpenAi',
		'Chat model',
		{ model: { __rl: true, mode: 'id', value: 'scripted' }, options: {} },
		{ typeVersion: 1.2, credentials: { [type]: { id: credential.id, name: credential.name } } },
	);
	const tool = {
		...providerNode(world, 'voxworks', NODE, {
			...CALL_AND_WAIT,
			phoneNumber: fromAi('Phone Number'),
			firstName: fromAi('First Name'),
		}),
		type: 'n8n-nodes-contactlink.voxworksTool',
	};
	const chain = workflowOf('Agent that calls', [{}], agent);
	const toAgent = (kind: 'ai_languageModel' | 'ai_tool') => ({
		[kind]: [[{ node: agent.name, type: kind, index: 0 }]],
	});
	const workflow: WorkflowJson = {
		...chain,
		nodes: [...chain.nodes, chatModel, tool],
		connections: {
			...chain.connections,
			[chatModel.name]: toAgent('ai_languageModel'),
			[tool.name]: toAgent('ai_tool'),
		},
	};
	const execution = await n8n.run(await n8n.saveWorkflow(workflow));
	await model.stop();
	expect(execution.data.resultData.error).toBeUndefined();
	expect(outputsOf(execution, agent.name)[0]).toMatchObject([{ json: { output: text } }]);

	expect(model.requests).toHaveLength(2);
	const [{ tools }, { messages }] = model.requests;
	expect(tools.map((offered) => offered.function)).toMatchObject([
		{ name: 'Call_and_wait', description: expect.stringContaining('- calls a person') },
	]);
	const answer = messages.find(({ role }) => role === 'tool');
	const [[id]] = (await sandbox.voxworks.state()).calls;
	expect(JSON.parse(String(answer?.content))).toMatchObject([
		{
			call_id: id,
			status: 'completed',
			finished: true,
			result: { call_summary: 'Summary (sample)' },
		},
	]);
	const created = (await sandbox.voxworks.requests()).filter(({ method }) => method === 'POST');
	expect(created.map(({ body }) => body)).toMatchObject([
		{
			script_id: 'script-1',
			contact: { phone_number: args.Phone_Number, first_name: args.First_Name },
		},
	]);
});
