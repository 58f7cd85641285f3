/** How the nodes are found in n8n's nodes panel. */
import { expect, START, test } from '../support';
import {
	clickCanvas,
	connect,
	dragNode,
	entryOf,
	nodeOf,
	searchNodes,
	startWorkflow,
} from './canvas';
import { closePanel } from './panel';

const actions = {
	Voxworks: ['Create contact', 'Link contact to object'],
	LeadLex: ['Create company', 'Link contacts to company', 'Create contact', 'Get many contacts'],
	SprintHub: ['Create contact', 'Create custom object', 'Link contact to custom object'],
};

test('Each node is found by its name and shows what it can do', async ({ page }) => {
	await startWorkflow(page);
	for (const [node, texts] of Object.entries(actions)) {
		const found = await searchNodes(page, node.toLowerCase());
		await expect(found).toHaveText([node]);
		await entryOf(page, node).click();
		await expect(page.getByText(`Actions (${texts.length})`)).toBeVisible();
		await expect(page.getByTestId('node-creator-item-name')).toHaveText(texts);
		await page.getByTestId('nodes-list-header').getByRole('button').first().click();
	}
});

test('Each node is found by what it can do', async ({ page }) => {
	await startWorkflow(page);
	for (const [node, texts] of Object.entries(actions)) {
		for (const text of texts) {
			const found = await searchNodes(page, text);
			await expect(found.filter({ hasText: node }), `${node}: ${text}`).toHaveCount(1);
		}
	}
});

test('Each node is dragged onto the canvas and connected', async ({ page }) => {
	await startWorkflow(page);
	for (const [at, [node, texts]] of Object.entries(actions).entries()) {
		const action = texts.at(-1)!;
		await clickCanvas(page, { x: 300, y: 200 });
		await dragNode(page, node, action, { x: 400 + 200 * at, y: 640 });
		await closePanel(page);
		await expect(nodeOf(page, action)).toBeVisible();
		await connect(page, START, action);
	}
});
