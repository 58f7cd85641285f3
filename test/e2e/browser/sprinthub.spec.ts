import { expect, test } from '../support';
import { startWorkflow } from './canvas';
import {
	addField,
	addNodeWithCredential,
	choose,
	closePanel,
	executeStep,
	fill,
	fillNumber,
	mapFromInput,
	openList,
	outputRows,
	parameterOf,
	switchOn,
} from './panel';
import { picture } from './picture';

test('SprintHub: creates a contact and a custom object with its fields, and links them', async ({
	page,
	world,
	sandbox,
}) => {
	const credential = world.credentials.sprintHubApi.name;
	await startWorkflow(page);

	await addNodeWithCredential(page, 'SprintHub', 'Create contact', credential);
	await fill(page, 'First Name', 'Ana');
	await fill(page, 'Last Name', 'Souza');
	await fill(page, 'Email', 'ana.souza@example.com');
	await fill(page, 'WhatsApp', '+55 11 97107 1713');
	await addField(page, 'Additional Fields', 'City');
	await fill(page, 'City', 'Manaus');
	await picture(page, 'sprinthub-create-contact', page.getByTestId('ndv'));
	await executeStep(page);
	const [contact] = await outputRows(page);
	expect(contact).toMatchObject({ firstname: 'Ana', city: 'Manaus' });
	await closePanel(page);

	await addNodeWithCredential(page, 'SprintHub', 'Create custom object', credential);
	const definitions = await openList(page, 'Definition');
	await expect(definitions).toHaveText(['Pedido', 'Imóvel', 'Contrato']);
	await definitions.filter({ hasText: 'Pedido' }).click();
	await expect(page.getByTestId('mapping-fields-container')).toBeVisible();

	// Only the required field cannot be removed, and is marked while it is empty
	const number = parameterOf(page, 'Número do pedido');
	await expect(page.getByTestId('parameter-issues')).toHaveCount(1);
	await page.getByTestId('parameter-issues').locator('svg').hover();
	await expect(page.getByText('Field "numero_pedido" is required')).toBeVisible();
	await expect(page.getByTitle('Remove field')).toHaveCount(4);
	await expect(page.getByTestId('remove-field-button-numero_pedido')).toHaveCount(0);
	await expect(parameterOf(page, 'Valor total').getByRole('spinbutton')).toBeVisible();
	await expect(parameterOf(page, 'Data de entrega').getByPlaceholder('Select date')).toBeVisible();
	await expect(parameterOf(page, 'Pago').getByRole('switch')).not.toBeChecked();

	await fill(page, 'Número do pedido', 'A-1042');
	await expect(number).toBeVisible();
	await expect(page.getByTestId('parameter-issues')).toHaveCount(0);
	await fillNumber(page, 'Valor total', 259.9);
	await choose(page, 'Status', 'pago');
	await switchOn(page, 'Pago');
	await picture(page, 'sprinthub-definition-fields', page.getByTestId('ndv'));
	await executeStep(page);
	const [object] = await outputRows(page);
	expect(object).toMatchObject({ numero_pedido: 'A-1042', status: 'pago', pago: 'true' });
	await closePanel(page);

	await addNodeWithCredential(page, 'SprintHub', 'Link contact to custom object', credential);
	await mapFromInput(page, 'id', 'Custom Object ID', object.id);
	await fill(page, 'Contact', contact.id);
	await executeStep(page);
	const [link] = await outputRows(page);
	expect(link).toMatchObject({ objectId: object.id, contactId: contact.id, linked: 'true' });
	await picture(page, 'sprinthub-link-contact', page.getByTestId('ndv'));

	const { leads, objects, links } = await sandbox.sprintHub.state();
	expect([...leads.values()]).toMatchObject([
		{ fullname: 'Ana Souza', email: 'ana.souza@example.com', city: 'Manaus' },
	]);
	expect([...objects.values()]).toMatchObject([
		{ definitionId: 1, numero_pedido: 'A-1042', valor_total: 259.9, status: 'pago', pago: true },
	]);
	expect(links).toMatchObject([
		{ objectId: Number(object.id), targetId: Number(contact.id), linkType: 'lead', amount: 1 },
	]);
});
