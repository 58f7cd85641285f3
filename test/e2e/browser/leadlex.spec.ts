import { expect, test } from '../support';
import { addNode, clickCanvas, connect, moveNode, startWithTrigger, startWorkflow } from './canvas';
import {
	addField,
	addNodeWithCredential,
	choose,
	chooseCredential,
	closePanel,
	executeStep,
	fill,
	leaveField,
	mapFromInput,
	openList,
	openPanel,
	optionOf,
	outputRows,
	parameterOf,
	pickInList,
	typeInList,
} from './panel';
import { picture } from './picture';

test('LeadLex: creates a contact and links it to a company found by typing', async ({
	page,
	world,
	sandbox,
}) => {
	const credential = world.credentials.leadLexApi.name;
	await startWorkflow(page);

	await addNodeWithCredential(page, 'LeadLex', 'Create contact', credential);
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

	// Added without a connection, moved, and connected by hand
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

test('LeadLex: lists the stages of the selected pipeline', async ({ page, world, sandbox }) => {
	const stages = (...names: string[]) => names.map((name) => ({ id: `of ${name}`, name }));
	const pipelines = [
		{ id: 'pipe-1', name: 'Litigation', stages: stages('Intake', 'Hearing') },
		{ id: 'pipe-2', name: 'Advice', stages: stages('Proposal', 'Engaged') },
	];
	await sandbox.leadLex.addFault({
		match: { path: '/v1/pipelines' },
		times: 100,
		response: { status: 200, body: { data: { pipelines } } },
	});
	await startWorkflow(page);
	await addNodeWithCredential(page, 'LeadLex', 'Create deal', world.credentials.leadLexApi.name);
	await fill(page, 'Name', 'Acme acquisition');
	await addField(page, 'Additional Fields', 'Pipeline');
	await addField(page, 'Additional Fields', 'Stage');

	await pickInList(page, 'Pipeline', 'Litigation', ['Litigation', 'Advice']);
	await pickInList(page, 'Stage', 'Hearing', ['Intake', 'Hearing']);
	await pickInList(page, 'Pipeline', 'Advice', ['Litigation', 'Advice']);
	// n8n keeps the previous selection in the list
	await pickInList(page, 'Stage', 'Engaged', ['Hearing', 'Proposal', 'Engaged']);
	await executeStep(page);
	expect(await outputRows(page)).toMatchObject([{ name: 'Acme acquisition' }]);
	const deals = [...(await sandbox.leadLex.state()).deals.values()];
	expect(deals).toMatchObject([{ name: 'Acme acquisition', pipeline: 'Advice', stage: 'Engaged' }]);
});

test('LeadLex Trigger: shows a test event in the panel', async ({ page, world, sandbox }) => {
	await startWithTrigger(page, 'LeadLex', 'On contact created');
	await chooseCredential(page, world.credentials.leadLexApi.name);
	await parameterOf(page, 'Events').getByTestId('parameter-input').click();
	await optionOf(page, 'Deal Stage Changed').click();
	await picture(page, 'leadlex-trigger', page.getByTestId('ndv'));
	await leaveField(page);

	await executeStep(page);
	await expect(page.getByTestId('trigger-listening')).toBeVisible();
	const contact = {
		id: '123e4567-e89b-12d3-a456-426614174000',
		full_name: 'Jane Doe',
		email: 'jane@example.com',
	};
	const deliveries = await sandbox.deliver('contact.created', { contact });
	expect(deliveries).toMatchObject([{ status: 200 }]);
	expect(await outputRows(page)).toMatchObject([{ event: 'contact.created', ...contact }]);
	await picture(page, 'leadlex-trigger-output', page.getByTestId('ndv'));
	await expect.poll(async () => (await sandbox.leadLex.state()).webhooks.size).toBe(0);
});
