/** Checks how n8n shows the errors of a node. test/engine/run/errors.test.ts checks their texts. */
import { expect, providerNode, ownCredentials, test, workflowOf } from '../support';
import { startWorkflow } from './canvas';
import {
	addNodeWithCredential,
	executeStep,
	fill,
	fillExpression,
	openList,
	openPanel,
	parameterOf,
	readError,
} from './panel';
import { picture } from './picture';

test('the error panel names the rejected item, the reason and the number of items written before', async ({
	page,
	world,
	n8n,
	sandbox,
}) => {
	const contact = {
		resource: 'contact',
		operation: 'create',
		phoneNumber: '0491 570 006',
		firstName: 'Jane',
	};
	const node = providerNode(world, 'voxworks', 'The node', contact, {
		credentials: await ownCredentials(world, n8n, 'voxworks'),
	});
	const rows = [{ row: 1 }, { row: 2 }];
	const workflow = await n8n.saveWorkflow(workflowOf('Contact already there', rows, node));

	await page.goto(`/workflow/${workflow.id}`);
	await openPanel(page, 'The node');
	await executeStep(page);
	expect(await readError(page)).toEqual({
		message: 'Contact with this phone number already exists [item 1]',
		description:
			'Nothing was written. To skip people who already exist in Voxworks, set If Contact Exists to Skip. 1 of 2 were written to Voxworks before the node stopped. Do not run those again.',
	});
	await expect(page.getByRole('alert')).toContainText('Problem in node ‘The node‘');
	expect((await sandbox.voxworks.state()).contacts.size).toBe(1);
});

test('n8n marks an empty required field, and nothing is sent', async ({ page, world, sandbox }) => {
	await startWorkflow(page);
	await addNodeWithCredential(
		page,
		'Voxworks',
		'Create contact',
		world.credentials.voxworksApi.name,
	);
	await fill(page, 'Phone Number', '0491 570 006');
	await executeStep(page);
	await expect(page.getByRole('alert')).toContainText('Parameter "First Name" is required');
	await expect(page.getByTestId('parameter-issues')).toHaveCount(1);
	await expect(parameterOf(page, 'First Name').getByTestId('parameter-issues')).toBeVisible();
	await picture(page, 'missing-field', page.getByTestId('ndv'));
	expect(await sandbox.voxworks.requests()).toEqual([]);
});

test('the node reports an expression without a value, and nothing is sent', async ({
	page,
	world,
	sandbox,
}) => {
	await startWorkflow(page);
	await addNodeWithCredential(
		page,
		'LeadLex',
		'Link contacts to company',
		world.credentials.leadLexApi.name,
	);
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
