import { expect, test } from '../support';
import { addNode, connectionOf, startWorkflow } from './canvas';
import {
	addField,
	choose,
	chooseCredential,
	closePanel,
	executeStep,
	fill,
	fillJson,
	mapFromInput,
	output,
	outputRows,
} from './panel';
import { picture } from './picture';

test('Voxworks: create a contact and link it to an object', async ({ page, world, sandbox }) => {
	const credential = world.credentials.voxworksApi.name;
	await startWorkflow(page);

	await addNode(page, 'Voxworks', 'Create contact');
	await chooseCredential(page, credential);
	await fill(page, 'Phone Number', '0491 570 006');
	await fill(page, 'First Name', 'Jane');
	await addField(page, 'Additional Fields', 'Last Name');
	await fill(page, 'Last Name', 'Doe');
	await executeStep(page);
	const [created] = await outputRows(page);
	expect(created).toMatchObject({ phone_number: '0491 570 006', created: 'true' });
	await picture(page, 'voxworks-create-contact', page.getByTestId('ndv'));
	await closePanel(page);

	await addNode(page, 'Voxworks', 'Link contact to object');
	await chooseCredential(page, credential);
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

test('Voxworks: a contact that is already there is skipped when the node says so', async ({
	page,
	world,
	sandbox,
}) => {
	await startWorkflow(page);
	await addNode(page, 'Voxworks', 'Create contact');
	await chooseCredential(page, world.credentials.voxworksApi.name);
	await fill(page, 'Phone Number', '0491 570 156');
	await fill(page, 'First Name', 'Raj');
	await executeStep(page);
	await outputRows(page);

	await choose(page, 'If Contact Exists', 'Skip');
	await executeStep(page);
	await expect(output(page).getByRole('cell', { name: 'false' })).toBeVisible();
	expect(await outputRows(page)).toEqual([{ created: 'false', phone_number: '0491 570 156' }]);
	expect((await sandbox.voxworks.state()).contacts.size).toBe(1);
});
