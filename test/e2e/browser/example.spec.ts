/** Opens the example workflows on the canvas, in both of n8n's themes. */
import { prepareExamples } from '../../../tools/n8n';
import { expect, test } from '../support';
import type { World } from '../support';
import { connectionOf, executeWorkflow, nodeOf, searchNodes } from './canvas';
import { openPanel, parameterOf } from './panel';
import { picture } from './picture';

const exampleIn = (world: World, name: string) =>
	prepareExamples(world.userFolder, world.credentials).find(({ file }) => file === name)!.workflow;

// n8n uses the theme of the system by default
const THEMES = [
	{ colorScheme: 'light', suffix: '' },
	{ colorScheme: 'dark', suffix: '-dark' },
] as const;

test('an example runs with one click', async ({ page, world, n8n, sandbox }) => {
	const workflow = await n8n.saveWorkflow(exampleIn(world, 'leadlex-create-and-link.json'));
	await page.goto(`/workflow/${workflow.id}`);
	await expect(nodeOf(page, 'Create contact')).toBeVisible();
	await executeWorkflow(page);
	const last = nodeOf(page, 'Link to company');
	await expect(last.getByTestId('canvas-node-status-success')).toBeVisible({ timeout: 60_000 });
	await expect(page.getByText('Workflow executed successfully')).toBeVisible();
	await expect(connectionOf(page, 'Create contact', 'Link to company')).toContainText('250 items');
	const button = page.getByTestId('execute-workflow-button');
	await expect(button).toBeEnabled();
	await expect(button.getByText('Execute workflow')).toBeVisible();
	await expect(nodeOf(page, 'Create contact')).toContainText('upsertMany: contact');
	for (const { colorScheme, suffix } of THEMES) {
		await page.emulateMedia({ colorScheme });
		await picture(page, `example-leadlex${suffix}`);
	}

	const { contacts, contactIdsByCompany } = await sandbox.leadLex.state();
	expect(contacts.size).toBe(250);
	const linked = [...contactIdsByCompany.values()].reduce((sum, ids) => sum + ids.size, 0);
	expect(linked).toBe(250);
});

test('icons and fields show in both themes', async ({ page, world, n8n }) => {
	const workflow = await n8n.saveWorkflow(exampleIn(world, 'voxworks-create-and-link.json'));
	await page.goto(`/workflow/${workflow.id}`);
	await expect(nodeOf(page, 'Create contact')).toBeVisible();
	for (const { colorScheme, suffix } of THEMES) {
		await page.emulateMedia({ colorScheme });
		const entries = await searchNodes(page, 'contact');
		for (const node of ['Voxworks', 'LeadLex', 'SprintHub']) {
			await expect(entries.filter({ hasText: node })).toBeVisible();
			const entry = page.getByTestId('item-iterator-item').filter({ hasText: node });
			const file = new RegExp(`/${node.toLowerCase()}${suffix.replace('-', '.')}.svg$`);
			await expect(entry.locator('img').first()).toHaveAttribute('src', file);
		}
		await picture(page, `nodes-panel${suffix}`);
		await page.keyboard.press('Escape');
		await expect(entries).toHaveCount(0);
	}
	await openPanel(page, 'Create contact');
	await expect(parameterOf(page, 'Phone Number')).toBeVisible();
	await picture(page, 'voxworks-panel-dark', page.getByTestId('ndv'));
});
