import axios from 'axios';

import { expect, START, test, workflowOf } from '../support';
import { connectionOf, nodeOf, startWithTrigger, startWorkflow } from './canvas';
import {
	addField,
	addNodeWithCredential,
	choose,
	chooseCredential,
	closePanel,
	executeStep,
	fill,
	fillJson,
	mapFromInput,
	outputRows,
	parameterOf,
	pickTime,
} from './panel';
import { picture } from './picture';

test('Voxworks: creates a contact and links it to an object', async ({ page, world, sandbox }) => {
	const credential = world.credentials.voxworksApi.name;
	await startWorkflow(page);

	await addNodeWithCredential(page, 'Voxworks', 'Create contact', credential);
	await fill(page, 'Phone Number', '0491 570 006');
	await fill(page, 'First Name', 'Jane');
	await addField(page, 'Additional Fields', 'Last Name');
	await fill(page, 'Last Name', 'Doe');
	await executeStep(page);
	const [created] = await outputRows(page);
	expect(created).toMatchObject({ phone_number: '0491 570 006', created: 'true' });
	await picture(page, 'voxworks-create-contact', page.getByTestId('ndv'));
	await closePanel(page);

	await addNodeWithCredential(page, 'Voxworks', 'Link contact to object', credential);
	await fill(page, 'Object ID', 'property-1');
	await mapFromInput(page, 'contact_id', 'Contact ID', created.contact_id);
	await addField(page, 'Additional Fields', 'Metadata');
	await fillJson(page, 'Metadata', '{ "source": "open house" }');
	await executeStep(page);
	const [linked] = await outputRows(page);
	expect(linked).toMatchObject({
		object_id: 'property-1',
		contact_id: created.contact_id,
		linked: 'true',
	});
	await picture(page, 'voxworks-link-contact', page.getByTestId('ndv'));
	await closePanel(page);
	await expect(connectionOf(page, 'Create contact', 'Link contact to object')).toHaveCount(1);

	const { contacts, links } = await sandbox.voxworks.state();
	expect([...contacts.values()]).toEqual([
		{ id: created.contact_id, phone_number: '+61491570006', first_name: 'Jane', last_name: 'Doe' },
	]);
	expect(links).toEqual([
		{
			object_id: 'property-1',
			contact_id: created.contact_id,
			metadata: { source: 'open house' },
		},
	]);
});

test('Voxworks: reads a picked time in the time zone of the workflow', async ({
	page,
	world,
	n8n,
	sandbox,
}) => {
	// Ten hours ahead of UTC all year
	const settings = { executionOrder: 'v1', timezone: 'Australia/Brisbane' } as const;
	const workflow = await n8n.saveWorkflow({ ...workflowOf('Call', [{}]), settings });
	await page.goto(`/workflow/${workflow.id}`);
	// n8n adds a node behind the selected one
	await nodeOf(page, START).click();
	await addNodeWithCredential(
		page,
		'Voxworks',
		'Create phone call - calls a person',
		world.credentials.voxworksApi.name,
	);
	await fill(page, 'Phone Number', '0491 570 006');
	await fill(page, 'Script ID', 'script-1');
	await pickTime(page, 'Scheduled Time', { monthsAhead: 1, day: 15, time: '09:30:00' });
	const [, month] = /^(\d{4}-\d\d)-15 09:30:00$/.exec(
		await parameterOf(page, 'Scheduled Time').locator('input').inputValue(),
	)!;
	await executeStep(page);
	expect(await outputRows(page)).toMatchObject([{ status: 'scheduled' }]);

	const calls = [...(await sandbox.voxworks.state()).calls.values()];
	expect(calls).toMatchObject([{ scheduled_time: `${month}-14T23:30:00.000Z` }]);
});

test('Voxworks Trigger: shows a test event in the panel', async ({ page, world, sandbox }) => {
	const { url, credential } = sandbox.voxworks;
	const headers = { Authorization: `Bearer ${String(credential.apiKey)}` };
	const voxworks = axios.create({ baseURL: `${url}/api/v1`, headers, proxy: false });
	const ended = await voxworks.post<{ call_id: string }>('/create-web-call', { script_id: 's-1' });
	await voxworks.post(`/end-web-call/${ended.data.call_id}`, { status: 'voicemail' });
	// The newest call has not ended
	await voxworks.post('/create-web-call', { script_id: 's-1' });

	await startWithTrigger(page, 'Voxworks', 'On call finished');
	await chooseCredential(page, world.credentials.voxworksApi.name);
	await addField(page, 'Filters', 'Type');
	await choose(page, 'Type', 'Web');
	await addField(page, 'Options', 'Include Result');
	await picture(page, 'voxworks-trigger', page.getByTestId('ndv'));

	await executeStep(page);
	const [call] = await outputRows(page);
	expect(call).toMatchObject({ id: ended.data.call_id, type: 'web', status: 'voicemail' });
	await picture(page, 'voxworks-trigger-output', page.getByTestId('ndv'));
});
