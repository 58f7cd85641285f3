import { expect, test } from '../support';
import { addNode, clickCanvas, connect, moveNode, startWorkflow } from './canvas';
import {
	addField,
	choose,
	chooseCredential,
	closePanel,
	executeStep,
	fill,
	mapFromInput,
	openList,
	openPanel,
	outputRows,
	parameterOf,
	typeInList,
} from './panel';
import { picture } from './picture';

test('LeadLex: create a contact and link it to a company found by typing', async ({
	page,
	world,
	sandbox,
}) => {
	const credential = world.credentials.leadLexApi.name;
	await startWorkflow(page);

	await addNode(page, 'LeadLex', 'Create contact');
	await chooseCredential(page, credential);
	await fill(page, 'Full Name', 'Jane Doe');
	await fill(page, 'Email', 'jane.doe@example.com');
	await addField(page, 'Additional Fields', 'Job Title');
	await fill(page, 'Job Title', 'General Counsel');
	await addField(page, 'Additional Fields', 'Priority');
	await choose(page, 'Priority', 'High');
	await executeStep(page);
	const [created] = await outputRows(page);
	expect(created).toMatchObject({ full_name: 'Jane Doe', email: 'jane.doe@example.com' });
	await picture(page, 'leadlex-create-contact', page.getByTestId('ndv'));
	await closePanel(page);

	// Put down by itself, moved, and connected by hand
	await clickCanvas(page, { x: 620, y: 640 });
	await addNode(page, 'LeadLex', 'Link contacts to company');
	await expect(page.getByText('No input connected')).toBeVisible();
	await closePanel(page);
	await moveNode(page, 'Link contacts to company', 240, -60);
	await connect(page, 'Create contact', 'Link contacts to company');

	await openPanel(page, 'Link contacts to company');
	await chooseCredential(page, credential);
	const companies = await openList(page, 'Company');
	await expect(companies.first()).toHaveText('Acme Legal');
	await expect(companies).toHaveCount(100);
	await typeInList(page, 'tax law');
	await expect(companies).toHaveCount(13);
	await picture(page, 'leadlex-company-list', page.getByTestId('ndv'));
	await companies.filter({ hasText: 'Berlin Tax Law' }).click();
	await expect(parameterOf(page, 'Company').getByTestId('rlc-input')).toHaveValue('Berlin Tax Law');
	await mapFromInput(page, 'id', 'Contact IDs', created.id);
	await executeStep(page);
	expect(await outputRows(page)).toEqual([
		{ company_id: 'co-006', contact_id: created.id, linked: 'true' },
	]);
	await picture(page, 'leadlex-link-contacts', page.getByTestId('ndv'));

	const { contacts, contactIdsByCompany } = await sandbox.leadLex.state();
	expect([...contacts.values()]).toMatchObject([
		{
			full_name: 'Jane Doe',
			email: 'jane.doe@example.com',
			job_title: 'General Counsel',
			priority: 1,
		},
	]);
	expect([...contactIdsByCompany]).toEqual([['co-006', new Set([created.id])]]);
	const searches = (await sandbox.leadLex.requests()).map(({ query }) => query.search);
	expect(searches).toContain('tax law');
});
