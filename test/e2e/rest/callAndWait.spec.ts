/** Tests Create Phone Call and Wait of Voxworks in a real n8n, stopped while it waits. */
import { setTimeout as wait } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';

import { expect, providerNode, test, workflowOf } from '../support';

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
