/** Operates n8n's canvas and nodes panel with the mouse, as a user does. */
import type { Locator, Page } from '@playwright/test';

import { expect, START } from '../support';

async function openEmptyCanvas(page: Page): Promise<void> {
	await page.goto('/workflow/new');
	await expect(page.getByText('Add first step…')).toBeVisible();
}

/** Opens an empty canvas and adds a manual trigger. */
export async function startWorkflow(page: Page): Promise<void> {
	await openEmptyCanvas(page);
	await page.getByTestId('canvas-plus-button').click();
	await page.getByTestId('node-creator-search-bar').fill('manual');
	await entryOf(page, 'Manual Trigger').click();
	await expect(nodeOf(page, START)).toBeVisible();
}

/** Opens an empty canvas and adds a trigger node by the text of an event. Its panel opens. */
export async function startWithTrigger(page: Page, name: string, event: string): Promise<void> {
	await openEmptyCanvas(page);
	await page.getByTestId('canvas-plus-button').click();
	await searchNodes(page, name.toLowerCase());
	await entryOf(page, name).click();
	await entryOf(page, event).click();
	await expect(page.getByTestId('ndv')).toBeVisible();
}

/** Searches the nodes panel and returns the names of the results. */
export async function searchNodes(page: Page, text: string): Promise<Locator> {
	const searchBar = page.getByTestId('node-creator-search-bar');
	if (!(await searchBar.isVisible())) await page.getByTestId('node-creator-plus-button').click();
	await searchBar.fill(text);
	return page.getByTestId('node-creator-item-name');
}

/** Returns an entry of the nodes panel: a node or an action. */
export const entryOf = (page: Page, name: string) =>
	page
		.getByTestId('node-creator-item-name')
		.filter({ hasText: new RegExp(`^${name.replace(/[()]/g, '\\$&')}$`) });

/** Finds the node by its name and shows its actions. */
async function showActions(page: Page, name: string): Promise<void> {
	await searchNodes(page, name);
	await entryOf(page, name).click();
	await expect(page.getByText('Node details')).toBeVisible();
}

/** Adds a node by the text of an action. Its panel opens. */
export async function addNode(page: Page, name: string, action: string): Promise<void> {
	await showActions(page, name);
	await entryOf(page, action).click();
	await expect(page.getByTestId('ndv')).toBeVisible();
}

/** Drags an action of the node onto the canvas. Its panel opens. */
export async function dragNode(
	page: Page,
	name: string,
	action: string,
	targetPosition: { x: number; y: number },
): Promise<void> {
	await showActions(page, name);
	await entryOf(page, action).dragTo(page.getByTestId('canvas'), { targetPosition });
	await expect(page.getByTestId('ndv')).toBeVisible();
}

/** Clicks the canvas, which deselects all nodes: the next node is added here, without a connection. */
export async function clickCanvas(page: Page, position: { x: number; y: number }): Promise<void> {
	await page.getByTestId('canvas').click({ position });
}

export const nodeOf = (page: Page, name: string) =>
	page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`);

export const connectionOf = (page: Page, from: string, to: string) =>
	page.locator(
		`[data-test-id="edge-label"][data-source-node-name="${from}"][data-target-node-name="${to}"]`,
	);

/** Connects two nodes with the mouse. */
export async function connect(page: Page, from: string, to: string): Promise<void> {
	await expect(connectionOf(page, from, to)).toHaveCount(0);
	const output = nodeOf(page, from).getByTestId('canvas-node-output-handle').first();
	const input = nodeOf(page, to).getByTestId('canvas-node-input-handle').first();
	await drag(page, output, input);
	await expect(connectionOf(page, from, to)).toHaveCount(1);
}

/** Drags a node by a number of pixels to the right and down. */
export async function moveNode(page: Page, name: string, right: number, down: number) {
	const node = nodeOf(page, name);
	const before = await centreOf(node);
	await page.mouse.move(before.x, before.y);
	await page.mouse.down();
	await page.mouse.move(before.x + right, before.y + down, { steps: 10 });
	await page.mouse.up();
	await expect
		.poll(async () => Math.abs((await centreOf(node)).x - before.x - right))
		.toBeLessThan(20);
}

/** Drags with the mouse. n8n ignores the drag events of the browser. */
export async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
	const [start, end] = [await centreOf(from), await centreOf(to)];
	await page.mouse.move(start.x, start.y);
	await page.mouse.down();
	await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 10 });
	await page.mouse.move(end.x, end.y, { steps: 10 });
	await page.mouse.up();
}

async function centreOf(element: Locator): Promise<{ x: number; y: number }> {
	const { x, y, width, height } = (await element.boundingBox())!;
	return { x: x + width / 2, y: y + height / 2 };
}

export async function executeWorkflow(page: Page): Promise<void> {
	await page.getByTestId('execute-workflow-button').click();
}
