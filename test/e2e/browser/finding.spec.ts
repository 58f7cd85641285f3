/** Checks that users find the nodes in n8n's nodes panel. */
import type { INodePropertyOptions } from 'n8n-workflow';

import { builtNodes } from '../../support/package';
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
import { closePanel, parameterOf } from './panel';

/** Some actions of each node, as a user would type them. */
const actions = {
	Voxworks: ['Create contact', 'Create phone call', 'Link contact to object'],
	LeadLex: ['Link contacts to company', 'Get many contacts', 'Update many deals', 'Create contact'],
	SprintHub: ['Create contact', 'Set tags of contact', 'Link contact to custom object'],
};

/** Returns all actions of a node, as n8n lists them. */
const offeredBy = (name: string) => {
	const { instance } = builtNodes.find(
		({ instance: { description } }) => description.displayName === name,
	)!;
	return instance.description.properties
		.filter((property) => property.name === 'operation')
		.flatMap(({ options }) => (options as INodePropertyOptions[]).map(({ action }) => action!));
};

test('the nodes panel finds each node by its name and lists its actions', async ({ page }) => {
	await startWorkflow(page);
	for (const node of Object.keys(actions)) {
		const entries = await searchNodes(page, node.toLowerCase());
		await expect(entries).toHaveText([node]);
		await entryOf(page, node).click();
		const offered = offeredBy(node);
		await expect(page.getByText(`Actions (${offered.length})`)).toBeVisible();
		for (const action of [offered[0], offered.at(-1)!]) {
			await expect(page.getByText(action, { exact: true }).first()).toBeAttached();
		}
		await page.getByTestId('nodes-list-header').getByRole('button').first().click();
	}
});

test('the nodes panel finds each node by its actions', async ({ page }) => {
	await startWorkflow(page);
	for (const [node, texts] of Object.entries(actions)) {
		for (const text of texts) {
			const entries = await searchNodes(page, text);
			await expect(entries.filter({ hasText: node }), `${node}: ${text}`).toHaveCount(1);
		}
	}
});

test('the nodes panel finds an operation by its name and adds it', async ({ page }) => {
	await startWorkflow(page);
	const entries = await searchNodes(page, 'get many contacts');
	await expect(entries.filter({ hasText: 'LeadLex' })).toHaveCount(1);
	await entryOf(page, 'LeadLex').click();
	// n8n has no search among the actions of a community node
	await entryOf(page, 'Get many contacts').click();
	await expect(page.getByTestId('ndv')).toBeVisible();
	for (const [label, value] of [
		['Resource', 'Contact'],
		['Operation', 'Get Many'],
	]) {
		await expect(parameterOf(page, label).getByRole('combobox')).toHaveValue(value);
	}
	await closePanel(page);
	await expect(nodeOf(page, 'Get many contacts')).toBeVisible();
});

test('each node can be dragged onto the canvas and connected', async ({ page }) => {
	await startWorkflow(page);
	for (const [index, [node, texts]] of Object.entries(actions).entries()) {
		const action = texts.at(-1)!;
		await clickCanvas(page, { x: 300, y: 200 });
		await dragNode(page, node, action, { x: 400 + 200 * index, y: 640 });
		await closePanel(page);
		await expect(nodeOf(page, action)).toBeVisible();
		await connect(page, START, action);
	}
});
