/** The example workflows on the canvas, in both of n8n's themes. */
import { readyExamples } from '../../../tools/n8n';
import { expect, test } from '../support';
import { connectionOf, executeWorkflow, nodeOf, searchNodes } from './canvas';
import { openPanel, parameterOf } from './panel';
import { picture } from './picture';

for (const theme of ['light', 'dark'] as const) {
	test.describe(`n8n's ${theme} theme`, () => {
		// n8n follows the system unless someone chose a theme
		test.use({ colorScheme: theme });
		const suffix = theme === 'dark' ? '-dark' : '';

		test(`an example runs at one click (${theme})`, async ({ page, world, n8n, sandbox }) => {
			const examples = readyExamples(world.userFolder, world.credentials);
			const example = examples.find(({ file }) => file === 'leadlex-create-and-link.json')!;
			const workflow = await n8n.saveWorkflow(example.workflow);

			await page.goto(`/workflow/${workflow.id}`);
			await expect(nodeOf(page, 'Create contact')).toBeVisible();
			await executeWorkflow(page);
			const last = nodeOf(page, 'Link to company');
			await expect(last.getByTestId('canvas-node-status-success')).toBeVisible({ timeout: 60_000 });
			await expect(page.getByText('Workflow executed successfully')).toBeVisible();
			await expect(connectionOf(page, 'Create contact', 'Link to company')).toContainText(
				'250 items',
			);
			const button = page.getByTestId('execute-workflow-button');
			await expect(button).toBeEnabled();
			await expect(button.getByText('Execute workflow')).toBeVisible();
			await expect(nodeOf(page, 'Create contact')).toContainText('create: contact');
			await picture(page, `example-leadlex${suffix}`);

			const { contacts, contactIdsByCompany } = await sandbox.leadLex.state();
			expect(contacts.size).toBe(250);
			const linked = [...contactIdsByCompany.values()].reduce((sum, ids) => sum + ids.size, 0);
			expect(linked).toBe(250);
		});

		test(`icons and fields show (${theme})`, async ({ page, world, n8n }) => {
			const examples = readyExamples(world.userFolder, world.credentials);
			const example = examples.find(({ file }) => file === 'voxworks-create-and-link.json')!;
			const workflow = await n8n.saveWorkflow(example.workflow);
			await page.goto(`/workflow/${workflow.id}`);
			await expect(nodeOf(page, 'Create contact')).toBeVisible();
			const found = await searchNodes(page, 'contact');
			for (const node of ['Voxworks', 'LeadLex', 'SprintHub']) {
				await expect(found.filter({ hasText: node })).toBeVisible();
				const entry = page.getByTestId('item-iterator-item').filter({ hasText: node });
				const file = new RegExp(`/${node.toLowerCase()}${theme === 'dark' ? '.dark' : ''}.svg$`);
				await expect(entry.locator('img').first()).toHaveAttribute('src', file);
			}
			await picture(page, `nodes-panel${suffix}`);
			await page.keyboard.press('Escape');
			await expect(found).toHaveCount(0);

			await openPanel(page, 'Create contact');
			await expect(parameterOf(page, 'Phone Number')).toBeVisible();
			if (theme === 'dark') await picture(page, 'voxworks-panel-dark', page.getByTestId('ndv'));
		});
	});
}
